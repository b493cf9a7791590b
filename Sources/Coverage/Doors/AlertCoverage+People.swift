import Alerts
import Community
import Record

extension AlertCoverage {
    /// Takes in what somebody recorded, in the place of what it corrects.
    mutating func add(_ record: PeopleBook.Record, named id: RecordID, correcting old: RecordID?) {
        guard people.records[id] == nil else { return }
        people.revision += 1
        var touched = record.households
        if let old, people.records[old]?.isStanding ?? false {
            people.records[old]?.isStanding = false
            touched = touched.union(people.records[old]?.households ?? HouseholdSet())
        }
        people.records[id] = record
        record.households.forEach { household in
            visit(household)
            people.visited[household]?.records.append(id)
        }
        touched.forEach { rebuild($0) }
    }

    /// A record counts no more.
    mutating func void(_ id: RecordID) {
        guard let record = people.records[id], record.isStanding else { return }
        people.revision += 1
        people.records[id]?.isStanding = false
        record.households.forEach { rebuild($0) }
    }

    /// From the first record on, what all else proves of a household is kept apart.
    private mutating func visit(_ household: UInt32) {
        guard people.visited[household] == nil else { return }
        var known = HouseholdMoments()
        for grade in Grade.allCases {
            let moments = moments[grade.rank]
            known.grades[grade.rank] = GradeMoment(far: moments.far(household), arrival: moments.arrival(household))
        }
        known.persons = (scope.personsByHousehold[household] ?? 0..<0).map { persons[$0] }
        people.visited[household] = PeopleBook.Visited(machine: known)
    }

    /// Evidence of a device, gateway or phone for a household of which somebody said something.
    mutating func recordVisited(_ grade: Grade, of household: UInt32, by channel: Channel, _ far: UInt32, _ arrival: UInt32) {
        guard var known = people.visited[household]?.machine else { return }
        take(grade, by: channel, far, arrival, of: household, into: &known)
        people.visited[household]?.machine = known
        rebuild(household)
    }

    /// Counts a household anew from all that is known of it.
    private mutating func rebuild(_ household: UInt32) {
        guard let visited = people.visited[household] else { return }
        contribute(household, -1, away: visited.away)
        var moments = visited.machine
        for record in people.standing(of: household) {
            guard let grade = record.grade else { continue }
            take(
                grade, by: record.channel, record.far, record.arrival, persons: record.persons, of: household, into: &moments)
        }
        for grade in Grade.allCases { self.moments[grade.rank].set(household, moments.grades[grade.rank]) }
        for (index, moment) in zip(scope.personsByHousehold[household] ?? 0..<0, moments.persons) { persons[index] = moment }
        let isVulnerable = scope.personsByHousehold[household] != nil
        let away = people.awaySince(household, pause: scope.awayPause, isVulnerable: isVulnerable)
        people.visited[household]?.away = away
        contribute(household, 1, away: away)
    }

    /// Takes evidence into the moments of one household. A large unit is not reached by what falls short of its receiver's answer or of
    /// being told; somebody else's word is no receiver's answer.
    private func take(
        _ grade: Grade, by channel: Channel, _ far: UInt32, _ arrival: UInt32, persons named: [Int]? = nil,
        of household: UInt32, into moments: inout HouseholdMoments
    ) {
        let isLarge = scope.roster.households[Int(household)].residents > scope.largestUnit
        let isShort = grade == .reached || (grade == .confirmed && channel == .door)
        let proven = isLarge && isShort ? Grade.sent : grade
        for lower in Grade.allCases where lower <= proven {
            let moment = scope.moment(lower, far: far, arrival: arrival)
            moments.grades[lower.rank].improve(far: moment, arrival: arrival)
        }
        guard grade >= .confirmed, let range = scope.personsByHousehold[household] else { return }
        let moment = scope.moment(.confirmed, far: far, arrival: arrival)
        for (offset, person) in range.enumerated() where named?.contains(person) ?? true {
            guard !scope.persons[person].needs.contains(where: channel.isLost(on:)) else { continue }
            moments.persons[offset] = min(moments.persons[offset], moment)
        }
    }

    /// Adds what one household is to all counters, or takes it away. Away, it is in no figure; found away only after the deadline, it
    /// still is in those by the deadline.
    private mutating func contribute(_ index: UInt32, _ sign: Int, away since: UInt32?) {
        let household = scope.roster.households[Int(index)]
        let range = scope.personsByHousehold[index] ?? 0..<0
        let isTimelyAway = since.map { $0 <= scope.householdsLimit } ?? false
        if since == nil {
            contributeNow(index, household, range, sign)
        } else {
            away.now.count(household, sign)
            away.byGrid[Int(household.grid)].count(household, sign)
            away.persons += sign * range.count
        }
        if isTimelyAway {
            away.timely.count(household, sign)
            away.timelyPersons += sign * range.count
        } else {
            contributeByDeadline(index, household, range, sign, away: since)
        }
    }

    private mutating func contributeNow(_ index: UInt32, _ household: RosterHousehold, _ range: Range<Int>, _ sign: Int) {
        for grade in Grade.allCases where has(grade, index) { covered[grade.rank].count(household, sign) }
        if let reached = reachedOffset(index) {
            reachedByGrid[Int(household.grid)].count(household, sign)
            curve.add(Int32(sign) * Int32(household.residents), at: reached)
        } else if isUnanswerable(index) {
            unknown.count(household, sign)
        }
        vulnerableCovered += sign * range.count { persons[$0] != GradeMoments.never }
    }

    private mutating func contributeByDeadline(
        _ index: UInt32, _ household: RosterHousehold, _ range: Range<Int>, _ sign: Int, away since: UInt32?
    ) {
        vulnerableTimely += sign * range.count { persons[$0] <= scope.vulnerableLimit && persons[$0] != GradeMoments.never }
        let reached = moments[Grade.reached.rank].far(index)
        if reached != GradeMoments.never, reached <= scope.householdsLimit {
            timely.count(household, sign)
        } else if let limit = scope.doorsLimit, min(moments[Grade.told.rank].far(index), since ?? .max) <= limit {
            closedByDoor += sign
        }
    }
}
