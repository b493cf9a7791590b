import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// What somebody found at a door counts for each alert that it is about, or is refused for it with the reason.
    func decide(_ door: IncomingDoor, now: Moment) -> [Entry] {
        let alerts =
            door.alerts.isEmpty ? running { $0.household(door.household).map($0.targetSet.contains) ?? false } : door.alerts
        guard !alerts.isEmpty else {
            return [refused(door.record, by: door.by, .unknownAlert, door.origin, of: AlertID(rawValue: 0))]
        }
        return alerts.flatMap { alert -> [Entry] in
            guard let open = coverage.alerts[alert], open.goesToPeople else {
                return [refused(door.record, by: door.by, .unknownAlert, door.origin, of: alert)]
            }
            guard open.people.records[door.record] == nil else { return [] }
            switch judge(door, open, now: now) {
            case .refuse(let reason): return [refused(door.record, by: door.by, reason, door.origin, of: alert)]
            case .keep(let line): return [.doorRecorded(line)]
            }
        }
    }

    /// What becomes of a record.
    private enum Judgement<Line> {
        case keep(Line)
        case refuse(RecordRefused.Reason)
    }

    private func judge(_ door: IncomingDoor, _ open: AlertCoverage, now: Moment) -> Judgement<DoorRecorded> {
        guard let member = member(door.by, open) else { return .refuse(.unknownStaff) }
        guard let household = open.household(door.household), open.targetSet.contains(household) else {
            return .refuse(.elsewhere)
        }
        let living = open.vulnerable(in: household).map(\.pseudonym)
        guard door.persons.allSatisfy(living.contains) else { return .refuse(.unknownPerson) }
        guard door.result != .helper || mayVouch(door.by, for: door.persons, household, open) else {
            return .refuse(.notEntitled)
        }
        if let reason = reasonAgainst(correcting: door.corrects, by: member, open) { return .refuse(reason) }
        switch moment(of: door.origin, open, now: now) {
        case .refuse(let reason): return .refuse(reason)
        case .keep(let moment):
            return .keep(
                DoorRecorded(
                    alert: open.accepted.alert, record: door.record, register: open.accepted.register, household: household,
                    by: door.by, result: door.result, whom: door.whom, persons: door.persons.isEmpty ? nil : door.persons,
                    far: door.origin.at, moment: moment, late: door.origin.isTypedIn ? true : nil, form: door.origin.form,
                    enteredBy: door.origin.enteredBy, corrects: door.corrects))
        }
    }

    /// A helper's word covers persons by name: only their helpers, who stands in for these, and whoever has the door as a task can give it.
    private func mayVouch(_ by: Pseudonym, for persons: [Pseudonym], _ household: UInt32, _ open: AlertCoverage) -> Bool {
        open.vulnerable(in: household).filter { persons.contains($0.pseudonym) }.allSatisfy { person in
            let standIns = person.helpers.compactMap { helper in member(helper, open)?.substitute }
            return person.helpers.contains(by) || standIns.contains(by) || holds(by, household, of: open)
        }
    }

    /// A round counts for the buildings that were passed.
    func decide(_ round: IncomingRound, now: Moment) -> [Entry] {
        let buildings = Set(round.buildings)
        let alerts = round.alerts.isEmpty ? running { !$0.households(in: buildings).isEmpty } : round.alerts
        return alerts.flatMap { alert -> [Entry] in
            guard let open = coverage.alerts[alert], open.goesToPeople else {
                return [refused(round.record, by: round.by, .unknownAlert, round.origin, of: alert)]
            }
            guard open.people.records[round.record] == nil else { return [] }
            switch judge(round, open, now: now) {
            case .refuse(let reason): return [refused(round.record, by: round.by, reason, round.origin, of: alert)]
            case .keep(let line): return [.roundRecorded(line)]
            }
        }
    }

    private func judge(_ round: IncomingRound, _ open: AlertCoverage, now: Moment) -> Judgement<RoundRecorded> {
        guard let member = member(round.by, open) else { return .refuse(.unknownStaff) }
        guard !open.households(in: Set(round.buildings)).isEmpty else { return .refuse(.elsewhere) }
        guard round.startedAt < round.endedAt, round.endedAt <= now + clockTolerance, round.startedAt >= open.accepted.start
        else {
            return .refuse(.time)
        }
        if let reason = reasonAgainst(correcting: round.corrects, by: member, open) { return .refuse(reason) }
        var origin = round.origin
        origin.at = round.endedAt
        switch moment(of: origin, open, now: now) {
        case .refuse(let reason): return .refuse(reason)
        case .keep(let moment):
            return .keep(
                RoundRecorded(
                    alert: open.accepted.alert, record: round.record, by: round.by, means: round.means,
                    buildings: round.buildings, startedAt: round.startedAt, endedAt: round.endedAt, moment: moment,
                    late: origin.isTypedIn ? true : nil, form: origin.form, enteredBy: origin.enteredBy,
                    corrects: round.corrects))
        }
    }

    /// Takes a record back, in every alert that has it.
    func void(_ record: RecordID, by: Pseudonym) -> [Entry] {
        coverage.order.compactMap { coverage.alerts[$0] }.filter { $0.people.records[record]?.isStanding ?? false }.filter {
            open in
            // What an Update's record said of the alert it replaced goes with it.
            !coverage.alerts.values.contains { later in
                later.people.records[record] != nil && later.accepted.alert != open.accepted.alert
                    && coverage.standsFor(later.accepted.alert).contains(open.accepted.alert)
            }
        }.map { open in
            guard let member = member(by, open) else {
                return refused(record, by: by, .unknownStaff, RecordOrigin(), of: open.accepted.alert)
            }
            if let reason = reasonAgainst(correcting: record, by: member, open) {
                return refused(record, by: by, reason, RecordOrigin(), of: open.accepted.alert)
            }
            return .recordVoided(RecordVoided(alert: open.accepted.alert, record: record, by: by))
        }
    }

    /// Only who made a record, the duty officer and the head may put another in its place.
    private func reasonAgainst(correcting old: RecordID?, by member: RosterStaff, _ open: AlertCoverage) -> RecordRefused.Reason?
    {
        guard let old else { return nil }
        guard let record = open.people.records[old], record.isStanding else { return .unknownRecord }
        return record.by == member.pseudonym || member.role == .duty || member.role == .head ? nil : .notEntitled
    }

    /// The alerts that run and go to people, of those that something is true of.
    func running(where isMeant: (AlertCoverage) -> Bool) -> [AlertID] {
        coverage.order.filter { coverage.alerts[$0].map { isInForce($0) && $0.goesToPeople && isMeant($0) } ?? false }
    }

    /// A member of staff by the register in force, or by the one that the alert was accepted with.
    func member(_ staff: Pseudonym, _ open: AlertCoverage) -> RosterStaff? {
        coverage.roster?.staff.first { $0.pseudonym == staff } ?? open.register.staff.first { $0.pseudonym == staff }
    }

    private func refused(
        _ record: RecordID, by: Pseudonym, _ reason: RecordRefused.Reason, _ origin: RecordOrigin, of alert: AlertID
    ) -> Entry {
        .recordRefused(RecordRefused(alert: alert, record: record, by: by, reason: reason, form: origin.form))
    }
}

extension AlertCoverage {
    /// Whether residents and staff hear of it at all: silent tests do not go to people.
    var goesToPeople: Bool { accepted.status == .actual || accepted.status == .exercise }
}
