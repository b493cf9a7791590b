import Alerts
import Community
public import Coverage
import Dissemination
import Foundation
import Record
import TestSupport

/// A storm played against the desk from a seed: alerts and their ends, receipts lost, late, doubled, reordered and forged, devices and
/// the broker lost, crashes at any point. After every step `StormInvariants` says what must always hold.
public struct Storm {
    private enum Event {
        case alert
        case receipt(IncomingReceipt)
        case report(IncomingReport)
        case reply(IncomingReply)
        case outcome(DispatchOutcome)
        case power(device: Int, online: Bool)
        case broker(Bool)
        case crash
        case tick
        case approve
        case drill
        case dead
    }

    let seed: UInt64
    private(set) var desk: Desk
    /// The disk: what a crash leaves.
    private(set) var lines: [(entry: Entry, at: Moment)] = []
    private(set) var now = Moment(milliseconds: 1_780_000_000_000)
    let roster: Roster

    private var random: SplitMix64
    private var alerts = StormAlerts()
    private var devices: [StormDevice]
    private var workers: StormWorkers
    private var gateways = [StormGateway(name: "sms", channel: .sms), StormGateway(name: "voice", channel: .voice)]
    private var queue: [(at: Moment, order: Int, event: Event)] = []
    private var order = 0
    private var isBrokerUp = true
    private let policy: Policy
    private var invariants: StormInvariants

    /// A storm over a small community, both made from a seed.
    public init(seed: UInt64, policy: Policy) throws {
        self.seed = seed
        self.policy = policy
        random = SplitMix64(seed: seed)
        roster = StormRoster.make(&random)
        devices = roster.devices.map { StormDevice(name: $0.device, channel: $0.channel) }
        workers = StormWorkers(roster, &random)
        desk = StormInvariants.emptyDesk()
        invariants = StormInvariants(roster: roster, policy: policy)
        now = now + .minutes(Int64(random.int(0...1440)))
        try open()
        plan()
    }

    private mutating func open() throws {
        var entries: [Entry] = [
            .journalOpened(JournalOpened(community: roster.community, timezone: roster.timezone, key: "storm")),
            .serviceStarted(ServiceStarted(version: "storm")),
            .configurationAdopted(ConfigurationAdopted(name: "policy", content: try JSONValue(encoding: policy, zone: .gmt))),
            .registerBegun(RegisterBegun(roster)), .registerHouseholds(RegisterRows(version: 1, rows: roster.households)),
            .registerVulnerable(RegisterRows(version: 1, rows: roster.vulnerable)),
            .registerPlaces(RegisterRows(version: 1, rows: roster.places)),
            .registerPhones(RegisterRows(version: 1, rows: roster.phones)),
            .registerDevices(RegisterRows(version: 1, rows: roster.devices)),
            .registerStaff(RegisterRows(version: 1, rows: roster.staff)),
            .registerExclusions(RegisterRows(version: 1, rows: roster.exclusions)),
        ]
        entries.append(
            .registerAdopted(RegisterAdopted(version: 1, hash: "storm", households: roster.households.count, residents: 0)))
        entries.append(.brokerState(BrokerState(connected: true, detail: "")))
        for entry in entries { try write(entry) }
        for device in devices { try hand(.device(DeviceStatus(device: device.name, online: true, clockOffsetMilliseconds: 0))) }
    }

    private mutating func write(_ entry: Entry) throws {
        try desk.replay(entry, at: now)
        lines.append((entry, now))
    }

    private mutating func plan() {
        for _ in 0..<random.int(1...5) { schedule(.alert, after: random.int(0...1_800)) }
        for _ in 0..<random.int(0...4) {
            let device = random.int(0...devices.count - 1)
            let start = random.int(0...1_500)
            schedule(.power(device: device, online: false), after: start)
            schedule(.power(device: device, online: true), after: start + random.int(1...900))
        }
        if random.chance(0.3) {
            let start = random.int(0...1_500)
            schedule(.broker(false), after: start)
            schedule(.broker(true), after: start + random.int(1...200))
        }
        for _ in 0..<random.int(0...6) { schedule(.dead, after: random.int(0...1_800)) }
        for _ in 0..<random.int(0...3) { schedule(.crash, after: random.int(0...2_400)) }
        if random.chance(0.3) { schedule(.drill, after: random.int(0...600)) }
        if random.chance(0.5) { schedule(.approve, after: random.int(600...2_400)) }
        for step in stride(from: 5, through: 2_700, by: 15) { schedule(.tick, after: step) }
    }

    private mutating func schedule(_ event: Event, after seconds: Int) { schedule(event, at: now + .seconds(Int64(seconds))) }

    private mutating func schedule(_ event: Event, at moment: Moment) {
        order += 1
        let item = (at: moment, order: order, event: event)
        let index = queue.firstIndex { ($0.at, $0.order) > (item.at, item.order) } ?? queue.endIndex
        queue.insert(item, at: index)
    }

    /// Plays to the end, then until everything that can be answered is answered.
    ///
    /// - Throws: `StormFailure` with what did not hold.
    public mutating func run() throws {
        while !queue.isEmpty {
            let next = queue.removeFirst()
            now = max(now, next.at)
            try play(next.event)
            invariants.read(lines)
            try send()
            try invariants.check(desk: desk, lines: lines, now: now)
            if random.chance(0.002) { try invariants.checkReplay(of: lines, against: desk, now: now) }
        }
        try settle()
        try invariants.checkReplay(of: lines, against: desk, now: now)
    }

    private mutating func play(_ event: Event) throws {
        switch event {
        case .alert:
            let incoming = alerts.next(&random, now: now, households: roster.households.count)
            try hand(.alert(incoming))
            try invariants.expectKnown(incoming.alert.id, desk)
        case .receipt(let receipt): if isBrokerUp { try hand(.receipt(receipt)) }
        case .report(let report): try hand(.report(report))
        case .reply(let reply): try hand(.reply(reply))
        case .outcome(let outcome): try hand(.outcomes([outcome]))
        case .power(let index, let online):
            devices[index].isOnline = online
            try hand(
                .device(DeviceStatus(device: devices[index].name, online: online, clockOffsetMilliseconds: online ? 0 : nil)))
        case .broker(let up):
            isBrokerUp = up
            try hand(.broker(BrokerState(connected: up, detail: "")))
        case .crash: try crash()
        case .tick:
            try hand(.tick)
            invariants.read(lines)
            try invariants.expectHolders(desk, now: now)
            for input in workers.act(desk, &random, now: now) { try hand(input) }
        case .dead: workers.kill(&random)
        case .drill:
            try hand(.drill(DrillDeclared(drill: "d\(order)", full: true, from: now, to: now + .hours(1), by: nil)))
        case .approve: try approveHeld()
        }
    }

    private mutating func approveHeld() throws {
        for held in desk.messages.held {
            guard let incoming = alerts.sent.first(where: { $0.alert.id == held.id }) else { continue }
            try hand(random.chance(0.7) ? .approval(incoming, by: nil) : .rejection(held.id, by: nil))
        }
    }

    /// Hands an input to the desk; its lines are on disk before anything else happens.
    private mutating func hand(_ input: Input) throws {
        let decision = try desk.take(input, now: now)
        for entry in decision.entries { lines.append((entry, now)) }
        for name in decision.reports {
            guard let device = devices.first(where: { $0.name == name }), device.isOnline else { continue }
            for receipt in device.report() { deliver(receipt, after: .milliseconds(200)) }
        }
    }

    /// The process dies: what is in flight is lost, the state comes from the disk.
    private mutating func crash() throws {
        try invariants.checkReplay(of: lines, against: desk, now: now)
        desk = try StormInvariants.replay(lines)
        try write(.serviceStarted(ServiceStarted(version: "storm")))
        if isBrokerUp { try hand(.broker(BrokerState(connected: true, detail: ""))) }
        for device in devices where device.isOnline {
            try hand(.device(DeviceStatus(device: device.name, online: true, clockOffsetMilliseconds: nil)))
        }
    }

    /// Pulls messages and calls as their channels do.
    private mutating func submit() throws {
        for index in gateways.indices {
            for dispatch in desk.takeDue([gateways[index].channel], limit: random.int(1...20)) {
                try invariants.expectSendable(dispatch, desk)
                let (answer, reports, reply) = gateways[index].take(dispatch, &random, now: now)
                schedule(.outcome(answer.1), at: now + .milliseconds(Int64(answer.0)))
                for (delay, report) in reports { schedule(.report(report), at: now + .milliseconds(Int64(delay))) }
                if let reply { schedule(.reply(reply.1), at: now + .milliseconds(Int64(reply.0))) }
            }
        }
    }

    /// Pulls commands as a channel does, and lets the world act on them.
    private mutating func send() throws {
        try submit()
        guard isBrokerUp else { return }
        for dispatch in desk.takeDue([.loudspeaker, .display], limit: 100) {
            try invariants.expectSendable(dispatch, desk)
            let index = devices.firstIndex { $0.name == dispatch.endpoint }
            guard let index, devices[index].isOnline else {
                outcome(dispatch, .failed(.offline))
                continue
            }
            if random.chance(0.05) {
                outcome(dispatch, .lost)
                guard random.chance(0.5) else { continue }
            } else {
                outcome(dispatch, .accepted)
            }
            let characters =
                desk.coverage.location(of: dispatch.delivery).flatMap { desk.coverage.table(at: $0)?.characters } ?? 0
            for (delay, receipt) in devices[index].take(dispatch, characters: characters, at: now + .milliseconds(30)) {
                deliver(receipt, after: delay)
            }
        }
    }

    private mutating func outcome(_ dispatch: Dispatch, _ result: DispatchOutcome.Result) {
        let outcome = DispatchOutcome(delivery: dispatch.delivery, action: dispatch.action, result: result)
        schedule(.outcome(outcome), at: now + .milliseconds(Int64(random.int(1...250))))
    }

    /// A receipt on its way: lost, late, doubled, or forged into another.
    private mutating func deliver(_ receipt: IncomingReceipt, after delay: Span) {
        guard !random.chance(0.1) else { return }
        let late = random.chance(0.1) ? Int64(random.int(0...60_000)) : Int64(random.int(0...300))
        schedule(.receipt(receipt), at: now + delay + .milliseconds(late))
        if random.chance(0.15) { schedule(.receipt(receipt), at: now + delay + .milliseconds(late * 2 + 7)) }
        if random.chance(0.05) { schedule(.receipt(forged(receipt)), at: now + delay + .milliseconds(late)) }
    }

    private mutating func forged(_ receipt: IncomingReceipt) -> IncomingReceipt {
        var forged = receipt
        switch random.int(0...4) {
        case 0: forged.device = random.pick(devices).name == receipt.device ? "nobody" : "dev-0"
        case 1: forged.delivery = DeliveryID(rawValue: random.next())
        case 2: forged.stage = random.pick(["confirmed", "told", "nonsense", "planned"])
        case 3:
            forged.stage = "presented"
            forged.startedAt = receipt.at
            forged.endedAt = receipt.at
            forged.plays = 3
        default: forged.at = nil
        }
        return forged
    }

    /// Calm after the storm: everything works, and what is still in force must come to an end.
    private mutating func settle() throws {
        isBrokerUp = true
        try hand(.broker(BrokerState(connected: true, detail: "")))
        for index in devices.indices {
            devices[index].isOnline = true
            try hand(.device(DeviceStatus(device: devices[index].name, online: true, clockOffsetMilliseconds: 0)))
        }
        for _ in 0..<40 {
            now = now + .seconds(30)
            try hand(.tick)
            invariants.read(lines)
            let taken = desk.takeDue([.sms, .voice], limit: 100).map { dispatch in
                DispatchOutcome(
                    delivery: dispatch.delivery, action: dispatch.action, result: .accepted, gateway: dispatch.channel.rawValue)
            }
            if !taken.isEmpty { try hand(.outcomes(taken)) }
            for dispatch in desk.takeDue([.loudspeaker, .display], limit: 100) {
                try invariants.expectSendable(dispatch, desk)
                try hand(.outcomes([DispatchOutcome(delivery: dispatch.delivery, action: dispatch.action, result: .accepted)]))
                guard let index = devices.firstIndex(where: { $0.name == dispatch.endpoint }) else { continue }
                let characters =
                    desk.coverage.location(of: dispatch.delivery).flatMap { desk.coverage.table(at: $0)?.characters } ?? 0
                for (delay, receipt) in devices[index].take(dispatch, characters: characters, at: now) {
                    now = now + delay
                    try hand(.receipt(receipt))
                }
            }
            try invariants.check(desk: desk, lines: lines, now: now)
            try invariants.expectHolders(desk, now: now)
        }
        try invariants.expectSettled(desk)
    }
}
