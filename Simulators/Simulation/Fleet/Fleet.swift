public import Alerts

/// A community's devices as one value: commands in, effects out, time handed in, every fault drawn from the seed. It holds no
/// connection and reads no clock, so a run can be played again step by step.
public struct Fleet: Sendable {
    enum Event: Sendable {
        /// A device's play ends.
        case device(Int)
        /// A delayed parcel leaves.
        case release(Parcel)
        /// A parcel that waited to be overtaken has waited long enough.
        case letGo(Int)
        case outageBegins(Outage.Kind, Int)
        case outageEnds(Outage.Kind, Int)
    }

    /// The devices, in the order of the register.
    public internal(set) var devices: [Device]
    /// What happened so far.
    public internal(set) var keeper: AccountKeeper
    let plan: FaultPlan
    let gatewaysAnswer: Bool
    let offsetMinutes: Int
    var lines: [Line]
    var due = DueQueue<Event>()
    var effects: [FleetEffect] = []
    var lastToken: UInt64 = 0
    private let indexes: [String: Int]

    /// Devices that have heard nothing yet. With `gatewaysAnswer`, a gateway answers `failed`, reason `offline`, for a device
    /// behind it that it cannot reach.
    public init(
        _ descriptions: [DeviceDescription], plan: FaultPlan, speed: Double = 1, gatewaysAnswer: Bool = false,
        offsetMinutes: Int = 480
    ) {
        devices = descriptions.map { Device($0, traits: plan.traits(of: $0.device, speed: speed)) }
        indexes = Dictionary(descriptions.enumerated().map { ($1.device, $0) }, uniquingKeysWith: { first, _ in first })
        lines = descriptions.map { Line(isDead: plan.dead.contains($0.device)) }
        keeper = AccountKeeper(descriptions)
        self.plan = plan
        self.gatewaysAnswer = gatewaysAnswer
        self.offsetMinutes = offsetMinutes
    }

    /// When the fleet next has something to do by itself.
    public var nextDue: Moment? { due.nextDue }

    /// Whether a device can be reached just now.
    public func isReachable(_ device: Int) -> Bool { lines[device].isUp }

    /// Whether a device will never be reached.
    public func isDead(_ device: Int) -> Bool { lines[device].isDead }

    /// The place of a device in the fleet.
    public func index(of device: String) -> Int? { indexes[device] }

    /// Whether nothing is being played and nothing waits to leave.
    public var isQuiet: Bool {
        devices.allSatisfy { !$0.isBusy } && lines.allSatisfy { $0.isDead || ($0.waiting.isEmpty && $0.behind.isEmpty) }
            && delayed == 0
    }

    var delayed = 0

    /// Begins the run: outages count from here.
    public mutating func start(at now: Moment) {
        for outage in plan.outages {
            guard let device = indexes[outage.device], !lines[device].isDead else { continue }
            due.add(.outageBegins(outage.kind, device), at: now + outage.from)
            due.add(.outageEnds(outage.kind, device), at: now + outage.to)
        }
    }

    /// Takes what arrived on a device's command topic.
    public mutating func receive(_ payload: [UInt8], for name: String, at now: Moment) {
        advance(to: now)
        guard let device = indexes[name] else { return keeper.unknownDevice() }
        do throws(CommandProblem) {
            let command = try DeviceCommand(payload: payload)
            receive(command, device, at: now)
        } catch {
            switch error {
            case .unreadable: keeper.unreadable(device)
            case .unusable(let delivery, _):
                keeper.unreadable(device)
                if lines[device].isUp { perform(devices[device].refusal(of: delivery, at: now), device, at: now) }
            }
        }
    }

    private mutating func receive(_ command: DeviceCommand, _ device: Int, at now: Moment) {
        keeper.arrived(command, device, at: now)
        guard lines[device].isUp else { return cannotReach(device, command, at: now) }
        let occurrence = lines[device].count("\(command.action.rawValue)/\(command.delivery)")
        let subject = "\(devices[device].description.device)/\(command.action.rawValue)/\(command.delivery)"
        if plan.chance.happens(plan.options.drop, "drop", subject, occurrence) { return keeper.dropped(command, device) }
        lines[device].lastDelivery = command.delivery.isEmpty ? lines[device].lastDelivery : command.delivery
        perform(devices[device].receive(command, at: now), device, at: now)
    }

    /// Does what fell due up to a moment.
    public mutating func advance(to now: Moment) {
        while let (moment, event) = due.next(upTo: now) {
            switch event {
            case .device(let device): perform(devices[device].advance(to: moment), device, at: moment)
            case .release(let parcel):
                delayed -= 1
                dispatch(parcel)
            case .letGo(let device): letGo(device)
            case .outageBegins(let kind, let device): beginOutage(kind, device, at: moment)
            case .outageEnds(let kind, let device): endOutage(kind, device, at: moment)
            }
        }
    }

    /// Hands over what is to be done, and forgets it.
    public mutating func takeEffects() -> [FleetEffect] {
        defer { effects.removeAll(keepingCapacity: true) }
        return effects
    }

    /// Tells what became of a parcel.
    public mutating func settle(_ parcel: Parcel, _ settlement: Settlement) { keeper.settled(parcel, settlement) }

    mutating func perform(_ actions: [DeviceAction], _ device: Int, at now: Moment) {
        for action in actions {
            keeper.did(action, device)
            switch action {
            case .answer(let receipt): post(receipt, device, at: now)
            case .broke: if lines[device].isUp { effects.append(.statusChanged(device: device)) }
            case .began, .interrupted, .shownAgain: break
            }
        }
        if let next = devices[device].nextDue, next != lines[device].scheduled {
            lines[device].scheduled = next
            due.add(.device(device), at: next)
        }
    }
}
