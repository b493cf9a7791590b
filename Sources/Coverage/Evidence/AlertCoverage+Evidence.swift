public import Alerts
public import Community
import Record

extension AlertCoverage {
    /// Takes in what a device, gateway or phone proves of households. A grade proves those below it.
    ///
    /// Units above the size limit are reached only by confirmation or face to face, so a weaker grade counts as `sent` for them.
    public mutating func record(
        _ grade: Grade, of households: HouseholdSet, by channel: Channel, far: Moment, arrival: Moment
    ) {
        let arrivalOffset = scope.offset(of: arrival) ?? 0
        let farOffset = min(scope.offset(of: far) ?? 0, arrivalOffset)
        let reachable = households.intersection(scope.targetSet)
        let homes = scope.roster.households
        let isVisited = !people.visited.isEmpty
        for lower in Grade.allCases where lower <= grade {
            moments[lower.rank].prepare()
            let moment = scope.moment(lower, far: farOffset, arrival: arrivalOffset)
            var reached: Int32 = 0
            reachable.forEach { index in
                if isVisited, people.visited[index] != nil { return }
                let home = homes[Int(index)]
                if lower == .reached, grade == .reached, home.residents > scope.largestUnit { return }
                if record(lower, of: index, home, far: moment, arrival: arrivalOffset), lower == .reached {
                    reached += Int32(home.residents)
                }
                if lower == .confirmed { confirm(index, by: channel, at: moment) }
            }
            // The curve is touched once: all these households were reached at the same moment.
            if reached > 0 { curve.add(reached, at: moment) }
        }
        guard isVisited else { return }
        reachable.forEach { if people.visited[$0] != nil { recordVisited(grade, of: $0, by: channel, farOffset, arrivalOffset) } }
    }

    /// Whether the evidence is better than what was known of a household.
    private mutating func record(
        _ grade: Grade, of index: UInt32, _ household: RosterHousehold, far: UInt32, arrival: UInt32
    ) -> Bool {
        let before = moments[grade.rank].improve(index, far: far, arrival: arrival)
        if before == GradeMoments.never {
            covered[grade.rank].add(residents: household.residents, migrants: household.migrants)
        }
        guard far < before else { return false }
        if grade == .reached { reach(index, household, before: before, now: far) }
        return true
    }

    private mutating func reach(_ index: UInt32, _ household: RosterHousehold, before: UInt32, now: UInt32) {
        if before == GradeMoments.never {
            reachedByGrid[Int(household.grid)].add(residents: household.residents, migrants: household.migrants)
            if isUnanswerable(index) { unknown.remove(residents: household.residents, migrants: household.migrants) }
        } else {
            curve.add(-Int32(household.residents), at: before)
        }
        if now <= scope.householdsLimit, before > scope.householdsLimit {
            timely.add(residents: household.residents, migrants: household.migrants)
        }
    }

    /// A household's answer covers its vulnerable persons, but not who cannot hear by what is heard, or see by what is read.
    private mutating func confirm(_ index: UInt32, by channel: Channel, at moment: UInt32) {
        guard let range = scope.personsByHousehold[index] else { return }
        for person in range where !scope.persons[person].needs.contains(where: channel.isLost(on:)) {
            let before = persons[person]
            guard moment < before else { continue }
            persons[person] = moment
            if before == GradeMoments.never { vulnerableCovered += 1 }
            if moment <= scope.vulnerableLimit, before > scope.vulnerableLimit { vulnerableTimely += 1 }
        }
    }
}
