import Alerts
import Community
import Coverage
import Dissemination
import Record
import TestSupport

/// People in a storm: they answer calls or do not, go to their doors, send what they found twice, late, from a phone without network or
/// whose clock is wrong, correct themselves, type in from paper, and their phones die.
struct StormWorkers {
    private var dead: Set<Pseudonym> = []
    private var clocks: [Pseudonym: Span] = [:]
    private var made: [RecordID] = []
    private var serial: UInt64 = 0
    private let staff: [RosterStaff]

    init(_ roster: Roster, _ random: inout SplitMix64) {
        staff = roster.staff
        for member in roster.staff where random.chance(0.2) { clocks[member.pseudonym] = .seconds(Int64(random.int(-300...300))) }
    }

    mutating func kill(_ random: inout SplitMix64) {
        guard !staff.isEmpty else { return }
        dead.insert(random.pick(staff).pseudonym)
    }

    /// What people do within a quarter of a minute.
    mutating func act(_ desk: Desk, _ random: inout SplitMix64, now: Moment) -> [Input] {
        var inputs: [Input] = []
        for call in desk.openCalls where !dead.contains(call.callee.staff) && random.chance(0.03) {
            let means = random.pick(AnswerMeans.allCases)
            inputs.append(
                .answer(IncomingAnswer(alerts: random.chance(0.7) ? [call.alert] : [], by: call.callee.staff, means: means)))
        }
        for holder in desk.taskHolders where !dead.contains(holder) && random.chance(0.3) {
            guard let task = desk.tasks(of: holder).first(where: { $0.closed == nil }) else { continue }
            inputs += visit(task, by: holder, &random, now: now)
        }
        if random.chance(0.02), let old = made.last { inputs.append(.void(old, by: random.pick(staff).pseudonym)) }
        if random.chance(0.02) {
            inputs.append(.help(IncomingHelp(record: name(), by: random.pick(staff).pseudonym, need: .danger)))
        }
        if random.chance(0.03) { inputs += wander(desk, &random, now: now) }
        return inputs
    }

    private mutating func visit(_ task: StaffTask, by: Pseudonym, _ random: inout SplitMix64, now: Moment) -> [Input] {
        switch task.subject {
        case .door(_, let household, _):
            var door = IncomingDoor(record: name(), household: household, by: by, result: result(&random))
            if random.chance(0.5) { door.alerts = [task.alert] }
            if random.chance(0.2) { door.whom = random.pick(SpokenWith.allCases) }
            if door.result == .helper { door.persons = task.persons.map(\.pseudonym) }
            door.origin = origin(by, &random, now: now)
            if random.chance(0.08), let old = made.last { door.corrects = old }
            made.append(door.record)
            return random.chance(0.1) ? [.door(door), .door(door)] : [.door(door)]
        case .place:
            return [.answer(IncomingAnswer(alerts: [task.alert], by: by, means: .person))]
        case .round(let building, let means):
            return [
                .round(
                    IncomingRound(
                        record: name(), by: by, means: means ?? .gong, buildings: [building], startedAt: now - .seconds(30),
                        endedAt: now))
            ]
        }
    }

    /// Somebody who was not asked: a round, an order, a stranger.
    private mutating func wander(_ desk: Desk, _ random: inout SplitMix64, now: Moment) -> [Input] {
        guard let alert = desk.coverage.order.last, let open = desk.coverage.alerts[alert], !staff.isEmpty else { return [] }
        let home = random.pick(open.register.households)
        let by = random.pick(staff).pseudonym
        switch random.int(0...3) {
        case 0:
            return [
                .orderRound(RoundOrder(alert: alert, to: by, means: .whistle, buildings: [home.building], by: by)),
                .handOver(HandoverOrder(alert: alert, from: by, to: random.pick(staff).pseudonym)),
            ]
        case 1:
            let round = IncomingRound(
                record: name(), by: by, means: .van, buildings: [home.building], startedAt: now - .seconds(40), endedAt: now)
            made.append(round.record)
            return [.round(round)]
        case 2:
            return [
                .door(
                    IncomingDoor(
                        record: name(), household: home.pseudonym, by: Pseudonym(rawValue: random.next()), result: .told))
            ]
        default:
            let origin = RecordOrigin(
                at: now - .minutes(Int64(random.int(0...60))), isTypedIn: true, form: "F-\(serial)", enteredBy: by)
            return [
                .door(IncomingDoor(record: name(), household: home.pseudonym, by: by, result: result(&random), origin: origin))
            ]
        }
    }

    private func result(_ random: inout SplitMix64) -> DoorResult {
        random.chance(0.5) ? .told : random.pick(DoorResult.allCases)
    }

    private func origin(_ by: Pseudonym, _ random: inout SplitMix64, now: Moment) -> RecordOrigin {
        guard random.chance(0.7) else { return RecordOrigin() }
        let clock = now + (clocks[by] ?? .zero)
        return RecordOrigin(at: clock - .seconds(Int64(random.chance(0.2) ? random.int(0...600) : 0)), sentAt: clock)
    }

    private mutating func name() -> RecordID {
        serial += 1
        return RecordID(rawValue: serial)
    }
}
