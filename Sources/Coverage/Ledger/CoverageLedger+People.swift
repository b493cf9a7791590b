public import Alerts
public import Community
import Record

extension CoverageLedger {
    /// Takes in what people said and did.
    mutating func applyPeople(_ entry: Entry, at: Moment) {
        switch entry {
        case .doorRecorded(let line): apply(line, arrival: at)
        case .roundRecorded(let line): apply(line, arrival: at)
        case .recordVoided(let line):
            forEachAlert(from: line.alert) { open, _ in open.void(line.record) }
        case .callPlanned(let line): change(line.alert) { $0.calls.apply(line, at: at) }
        case .callStepped(let line): change(line.alert) { $0.calls.apply(line, at: at) }
        case .callAnswered(let line): change(line.alert) { $0.calls.apply(line, at: at) }
        case .dutyAcknowledged(let line): change(line.alert) { $0.calls.apply(line) }
        default: break
        }
    }

    private mutating func change(_ alert: AlertID, _ body: (inout AlertCoverage) -> Void) {
        guard alerts[alert] != nil else { return }
        alerts[alert].withValue(body)
        moved.insert(alert)
    }

    /// Calls a closure with an alert, and with those that an Update without a clock took the place of: what is said of the one is said of
    /// the others. The roster is that of the first.
    private mutating func forEachAlert(from alert: AlertID, _ body: (inout AlertCoverage, Roster) -> Void) {
        guard let roster = alerts[alert]?.register else { return }
        for next in standsFor(alert) { change(next) { body(&$0, roster) } }
    }

    /// An alert and those that it took the place of without a clock of its own.
    public func standsFor(_ alert: AlertID) -> [AlertID] {
        var pending = [alert]
        var seen: [AlertID] = []
        while let next = pending.popLast() {
            guard !seen.contains(next), let open = alerts[next] else { continue }
            seen.append(next)
            if open.accepted.msgType == .update, !open.accepted.clock { pending += open.accepted.replaces }
        }
        return seen
    }

    private mutating func apply(_ line: DoorRecorded, arrival: Moment) {
        let grade = line.result.stage.flatMap { policy?.grade(.door, $0) }
        forEachAlert(from: line.alert) { open, roster in
            guard let household = open.index(of: line.household, in: roster), open.targetSet.contains(household) else { return }
            open.add(
                open.record(of: line, household, grade, arrival: arrival), named: line.record, correcting: line.corrects)
        }
    }

    private mutating func apply(_ line: RoundRecorded, arrival: Moment) {
        let grade = policy?.grade(.round, .presented)
        let buildings = Set(line.buildings)
        forEachAlert(from: line.alert) { open, _ in
            let passed = open.households(in: buildings)
            let (far, late) = open.offsets(line.moment, arrival)
            let record = PeopleBook.Record(
                households: passed, channel: .round, by: line.by, grade: grade, isLate: line.late ?? false, persons: [],
                far: far, arrival: late)
            open.add(record, named: line.record, correcting: line.corrects)
        }
    }
}

extension AlertCoverage {
    /// The target households in some buildings.
    public func households(in buildings: Set<Pseudonym>) -> HouseholdSet {
        var found: [UInt32] = []
        targetSet.forEach { if buildings.contains(register.households[Int($0)].building) { found.append($0) } }
        return HouseholdSet(ascending: found)
    }

    /// The index here of a household of another roster; the same in the same version, else found by its pseudonym.
    fileprivate func index(of household: UInt32, in roster: Roster) -> UInt32? {
        guard Int(household) < roster.households.count else { return nil }
        guard roster.version != register.version else { return household }
        return self.household(roster.households[Int(household)].pseudonym)
    }

    /// The index of a household by its pseudonym.
    public func household(_ pseudonym: Pseudonym) -> UInt32? {
        register.households.firstIndex { $0.pseudonym == pseudonym }.map(UInt32.init)
    }

    fileprivate func offsets(_ moment: Moment, _ arrival: Moment) -> (far: UInt32, arrival: UInt32) {
        let last = scope.offset(of: arrival) ?? 0
        return (min(scope.offset(of: moment) ?? 0, last), last)
    }

    fileprivate func record(
        of line: DoorRecorded, _ household: UInt32, _ grade: Grade?, arrival: Moment
    ) -> PeopleBook.Record {
        let (far, last) = offsets(line.moment, arrival)
        let nobody = line.nobody
        return PeopleBook.Record(
            households: HouseholdSet(ascending: [household]), channel: .door, by: line.by, result: line.result, grade: grade,
            isLate: line.late ?? false, persons: persons(named: line, in: household), nobody: nobody,
            far: nobody == nil ? far : scope.moment(.reached, far: far, arrival: last), arrival: last)
    }

    /// A household that was told itself answers for all of its vulnerable persons; somebody else's word covers those it names.
    private func persons(named line: DoorRecorded, in household: UInt32) -> [Int]? {
        guard line.result.stage != .told else { return nil }
        let named = Set(line.persons ?? [])
        return (scope.personsByHousehold[household] ?? 0..<0).filter { named.contains(scope.persons[$0].pseudonym) }
    }
}

extension DoorRecorded {
    /// What it says about nobody being there; nil where it says nothing about that.
    fileprivate var nobody: PeopleBook.Nobody? {
        switch result {
        case .notice: .unanswered
        case .away: whom == .relative ? .word : .away
        case .told, .heard, .helper, .refused, .wrongEntry, .needsCarrying, .unsafe: nil
        }
    }
}
