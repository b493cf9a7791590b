import Alerts
import Community
import Coverage
import Dissemination
import Record

/// What must hold of people's records, calls and tasks, worked out from the lines by other means than the desk's own.
struct PeopleInvariants {
    private struct Said {
        var line: Entry
        var at: Moment
        var counts = true
    }

    private let roster: Roster
    private let policy: Policy
    private var accepted: [AlertID: AlertAccepted] = [:]
    private var said: [AlertID: [RecordID: Said]] = [:]
    private var order: [AlertID: [RecordID]] = [:]
    private var answered: [AlertID: Set<Pseudonym>] = [:]
    private var called: [AlertID: [Pseudonym: Pseudonym?]] = [:]
    private var holders: [AlertID: [UInt32: Pseudonym]] = [:]
    /// What the records of each alert come to, until the next record.
    private var known: [AlertID: (reached: Set<UInt32>, away: Set<UInt32>)] = [:]
    /// What does not hold; found while reading.
    private(set) var broken: String?

    init(roster: Roster, policy: Policy) {
        self.roster = roster
        self.policy = policy
    }

    mutating func note(_ entry: Entry, at: Moment) {
        switch entry {
        case .doorRecorded, .roundRecorded, .recordVoided, .alertAccepted, .alertClosed: known = [:]
        default: break
        }
        switch entry {
        case .alertAccepted(let line): accepted[line.alert] = line
        case .alertClosed(let line): accepted[line.alert] = nil
        case .doorRecorded(let line): say(entry, line.alert, line.record, line.corrects, at)
        case .roundRecorded(let line): say(entry, line.alert, line.record, line.corrects, at)
        case .recordVoided(let line): for alert in chain(line.alert) { said[alert]?[line.record]?.counts = false }
        case .callPlanned(let line): for callee in line.callees { plan(callee, line.alert) }
        case .callStepped(let line):
            if answered[line.alert]?.contains(line.callee) ?? false {
                broken = "\(line.callee) has answered and the call goes on"
            }
        case .callAnswered(let line): answered[line.alert, default: []].insert(line.callee)
        default: noteTask(entry)
        }
    }

    private mutating func plan(_ callee: Callee, _ alert: AlertID) {
        if answered[alert]?.contains(callee.staff) ?? false { broken = "\(callee.staff) has answered and is called" }
        if called[alert]?[callee.staff] != nil { broken = "\(callee.staff) is called twice" }
        called[alert, default: [:]][callee.staff] = .some(callee.phone)
    }

    private mutating func noteTask(_ entry: Entry) {
        switch entry {
        case .taskAssigned(let line):
            for household in line.list.households ?? [] {
                if holders[line.alert]?[household] != nil { broken = "door \(household) is given to two" }
                holders[line.alert, default: [:]][household] = line.to
            }
        case .taskHandedOver(let line):
            for household in line.list.households ?? [] {
                if holders[line.alert]?[household] != line.from { broken = "door \(household) is taken from who has it not" }
                holders[line.alert, default: [:]][household] = line.to
            }
        case .taskClosed(let line): for household in line.list.households ?? [] { holders[line.alert]?[household] = nil }
        default: break
        }
    }

    private mutating func say(_ entry: Entry, _ alert: AlertID, _ record: RecordID, _ old: RecordID?, _ at: Moment) {
        for next in chain(alert) where said[next]?[record] == nil {
            if let old { said[next]?[old]?.counts = false }
            said[next, default: [:]][record] = Said(line: entry, at: at)
            order[next, default: []].append(record)
        }
    }

    private func chain(_ alert: AlertID) -> [AlertID] {
        var pending = [alert]
        var seen: Set<AlertID> = []
        while let id = pending.popLast() {
            guard let line = accepted[id], seen.insert(id).inserted else { continue }
            if line.msgType == .update, !line.clock { pending += line.replaces }
        }
        return Array(seen)
    }

    private func standing(_ alert: AlertID) -> [Said] {
        (order[alert] ?? []).compactMap { said[alert]?[$0] }.filter(\.counts)
    }

    /// Households that people reached, and those that nobody lives in just now.
    mutating func households(_ alert: AlertID) -> (reached: Set<UInt32>, away: Set<UInt32>) {
        if let found = known[alert] { return found }
        let found = (reached(alert), away(alert))
        known[alert] = found
        return found
    }

    private func reached(_ alert: AlertID) -> Set<UInt32> {
        guard let target = accepted[alert]?.target else { return [] }
        var found: Set<UInt32> = []
        for record in standing(alert) {
            switch record.line {
            case .doorRecorded(let door):
                let isLarge = roster.households[Int(door.household)].residents > 8
                let proves: [DoorResult] =
                    isLarge ? [.told, .refused, .needsCarrying] : [.told, .refused, .needsCarrying, .heard, .helper]
                if proves.contains(door.result), target.contains(door.household) { found.insert(door.household) }
            case .roundRecorded(let round):
                for (index, home) in roster.households.enumerated() where round.buildings.contains(home.building) {
                    if home.residents <= 8, target.contains(UInt32(index)) { found.insert(UInt32(index)) }
                }
            default: break
            }
        }
        return found
    }

    /// Households that nobody lives in just now: somebody's word, or two visits apart, and nobody met there since.
    private func away(_ alert: AlertID) -> Set<UInt32> {
        guard let line = accepted[alert] else { return [] }
        var doors: [UInt32: [(door: DoorRecorded, far: Moment)]] = [:]
        for record in standing(alert) {
            guard case .doorRecorded(let door) = record.line, line.target.contains(door.household) else { continue }
            doors[door.household, default: []].append((door, counted(door, line, arrival: record.at)))
        }
        return Set(doors.filter { isAway($0.key, $0.value) }.keys)
    }

    /// Milliseconds since the start of the alert are what is compared, and nothing lies before it.
    private func counted(_ door: DoorRecorded, _ line: AlertAccepted, arrival: Moment) -> Moment {
        let far = max(line.start, min(door.moment, arrival))
        guard door.result == .away || door.result == .notice, let deadline = line.deadlines.households else { return far }
        return arrival - deadline > .hours(24) ? arrival : far
    }

    private func isAway(_ household: UInt32, _ doors: [(door: DoorRecorded, far: Moment)]) -> Bool {
        let met = doors.filter { [.told, .refused, .needsCarrying, .heard, .helper].contains($0.door.result) }.map(\.far).max()
        let since = doors.filter { door in
            (door.door.result == .away || door.door.result == .notice) && met.map { door.far > $0 } ?? true
        }
        if since.contains(where: { $0.door.result == .away && $0.door.whom == .relative }) { return true }
        guard !roster.vulnerable.contains(where: { $0.household == household }) else { return false }
        let pause = Span.minutes(Int64(policy.people?.awayPauseMinutes ?? 10))
        let earliest = since.map(\.far).min()
        return since.contains { last in
            guard let earliest, last.far - earliest >= pause else { return false }
            return since.contains { $0.door.result == .away && $0.far <= last.far }
        }
    }

    /// No call goes to a phone behind which everybody has answered and nobody lives.
    func mayCall(_ dispatch: Dispatch) -> Bool {
        guard dispatch.channel == .voice, let phone = Pseudonym(dispatch.endpoint) else { return true }
        guard roster.phones.first(where: { $0.pseudonym == phone })?.households.isEmpty ?? false else { return true }
        return chain(dispatch.alert).contains { alert in
            (called[alert] ?? [:]).contains { $0.value == phone && !(answered[alert]?.contains($0.key) ?? false) }
        }
    }

    /// Every household of an alert whose doors are due is covered, away, or with a named person.
    mutating func expectHolders(_ open: AlertCoverage, now: Moment) throws {
        let line = open.accepted
        guard open.isRunning, line.clock, let rules = policy.people?.tasks[line.effectiveColour.rawValue], line.status != .test,
            line.status != .system, let share = rules.households, let deadline = line.deadlines.households
        else { return }
        let due = line.start + .milliseconds(Int64(share * Double((deadline - line.start).milliseconds)))
        guard now >= due else { return }
        let away = households(line.alert).away
        try open.targetSet.ranges.flatMap { Array($0) }.forEach { household in
            if open.has(.reached, household) || away.contains(household) { return }
            guard let holder = holders[line.alert]?[household], roster.staff.contains(where: { $0.pseudonym == holder }) else {
                throw StormFailure(description: "\(line.alert): nobody has door \(household)")
            }
        }
    }
}
