public import Alerts
public import Logging
import Synchronization
import Wire

/// A fleet of devices on a real broker: it carries commands to the fleet and the fleet's receipts back, and takes
/// connections down and up where the fault plan says so.
public final class CommunityRun: Sendable {
    /// When a run ends by itself.
    public struct Ending: Sendable, Hashable {
        /// After everything was quiet for so long, once a command has come; nil goes on.
        public var idle: Span?

        /// A run that goes on until it is told to stop, or ends when it was idle for some time after the first command.
        public init(idle: Span? = nil) { self.idle = idle }
    }

    struct State {
        var fleet: Fleet
        var links: [Link]
        var linkOfDevice: [Int: Int] = [:]
        var from = Moment.epoch
        var lastActivity: Moment?
        /// Connections to end and to begin, for the run's own loop.
        var chores: [Chore] = []
    }

    enum Chore {
        case takeDown(Int)
        case bringUp(Int)
    }

    let topics: Topics
    private let access: BrokerAccess
    private let community: String
    private let log: Logger
    private let now: @Sendable () -> Moment
    private let state: Mutex<State>

    /// A run of a fleet over the connections that `mode` asks for.
    public init(
        _ fleet: Fleet, _ mode: ConnectionMode, community: String, topics: Topics, access: BrokerAccess, log: Logger,
        now: @escaping @Sendable () -> Moment = Moment.wallClock
    ) {
        let plans = LinkPlan.plans(mode, fleet.devices.map(\.description), without: fleet.plan.dead, topics: topics)
        var state = State(fleet: fleet, links: plans.map(Link.init))
        for (link, plan) in plans.enumerated() { for device in plan.devices { state.linkOfDevice[device] = link } }
        self.state = Mutex(state)
        self.topics = topics
        self.access = access
        self.community = community
        self.log = log
        self.now = now
    }

    /// Connects and serves until the task is cancelled or the ending comes; then says goodbye and gives the account.
    ///
    /// - Parameters:
    ///   - whenReady: called once, when every connection is up and the broker has every status.
    ///   - eachSecond: called every second with how the run stands.
    public func run(
        until ending: Ending = Ending(), whenReady: () throws -> Void = {}, eachSecond: (Standing) -> Void = { _ in }
    ) async throws -> CommunityAccount {
        try begin()
        var isReady = false
        var nextSecond = now() + .seconds(1)
        while !Task.isCancelled {
            await turn()
            let moment = now()
            if !isReady, isEveryoneThere() {
                isReady = true
                try whenReady()
            }
            if moment >= nextSecond {
                nextSecond = moment + .seconds(1)
                eachSecond(standing)
                if hasEnded(ending, at: moment) { break }
            }
            try? await Task.sleep(for: untilNextTurn(moment))
        }
        return await end()
    }

    // MARK: The run's own loop

    private func begin() throws {
        let moment = now()
        try state.withLock { state in
            state.from = moment
            state.fleet.start(at: moment)
            for link in state.links.indices { try connect(link, &state) }
        }
    }

    private func turn() async {
        let moment = now()
        change { $0.fleet.advance(to: moment) }
        let chores = state.withLock { state in
            defer { state.chores = [] }
            return state.chores
        }
        for chore in chores {
            switch chore {
            case .takeDown(let link): await state.withLock { $0.links[link].session }?.stop()
            case .bringUp(let link):
                do { try state.withLock { try connect(link, &$0) } } catch {
                    log.error("a connection could not be made again", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    private func untilNextTurn(_ moment: Moment) -> Duration {
        let due = state.withLock { $0.fleet.nextDue } ?? moment + .seconds(1)
        return .milliseconds(min(max((due - moment).milliseconds, 1), 20))
    }

    private func isEveryoneThere() -> Bool {
        state.withLock { state in state.links.allSatisfy { $0.isDown || ($0.isReady && $0.outbox.isEmpty) } }
    }

    private func hasEnded(_ ending: Ending, at moment: Moment) -> Bool {
        guard let idle = ending.idle else { return false }
        return state.withLock { state in
            guard let last = state.lastActivity, moment - last >= idle else { return false }
            return state.fleet.isQuiet && state.links.allSatisfy { $0.outbox.isEmpty }
        }
    }

    private func end() async -> CommunityAccount {
        let moment = now()
        let sessions = state.withLock { state in
            for link in state.links.indices where !state.links[link].isDown {
                state.links[link].announce(.offline, state.fleet, topics, at: moment, first: false)
            }
            return state.links.compactMap(\.session)
        }
        await withDiscardingTaskGroup { group in
            for session in sessions {
                session.wake()
                group.addTask { await session.stop(drain: .seconds(5)) }
            }
        }
        let ended = now()
        return state.withLock { CommunityAccount(of: $0.fleet, community: community, from: $0.from, to: ended) }
    }

    /// How the run stands.
    public var standing: Standing { state.withLock { Standing(of: $0) } }

    // MARK: From the connections

    func received(_ burst: [MQTTMessage]) {
        let moment = now()
        change { state in
            for message in burst where !message.retained {
                guard let device = topics.device(ofCommand: message.topic) else { continue }
                state.lastActivity = moment
                state.fleet.receive(message.payload, for: device, at: moment)
            }
        }
    }

    func nextPublishes(_ link: Int, _ capacity: Int) -> [MQTTPublish] { state.withLock { $0.links[link].outbox.take(capacity) } }

    func published(_ link: Int, _ outcomes: [MQTTPublishOutcome]) {
        state.withLock { state in
            for outcome in outcomes {
                guard let settled = state.links[link].outbox.settle(outcome) else { continue }
                state.fleet.settle(settled.content, settled.settlement)
            }
        }
    }

    func changed(_ link: Int, to session: MQTTSessionState) {
        let moment = now()
        let told: (name: String, trouble: MQTTDisconnection?) = state.withLock { state in
            let name = state.links[link].plan.name
            switch session {
            case .ready:
                state.links[link].isReady = true
                state.links[link].trouble = nil
                state.links[link].announce(.online, state.fleet, topics, at: moment, first: true)
            case .disconnected(let reason, _):
                state.links[link].isReady = false
                if state.links[link].trouble != reason {
                    state.links[link].trouble = reason
                    return (name, reason)
                }
            case .idle, .connecting, .connected, .stopped: state.links[link].isReady = false
            }
            return (name, nil)
        }
        if let trouble = told.trouble {
            log.warning("no connection", metadata: ["link": "\(told.name)", "reason": "\(trouble.text)"])
        }
    }

    // MARK: Effects

    /// Changes the state, does what the fleet then wants, and wakes the connections that have something to publish.
    private func change(_ body: (inout State) -> Void) {
        let woken = state.withLock { state in
            body(&state)
            let links = take(state.fleet.takeEffects(), &state)
            return links.compactMap { state.links[$0].session }
        }
        for session in woken { session.wake() }
    }

    private func take(_ effects: [FleetEffect], _ state: inout State) -> Set<Int> {
        var links: Set<Int> = []
        for effect in effects {
            guard let link = state.linkOfDevice[effect.device] else { continue }
            links.insert(link)
            switch effect {
            case .send(let parcel):
                let topic = topics.receipt(state.fleet.devices[parcel.device].description.device)
                state.links[link].outbox.add(.init(topic: topic, payload: parcel.payload, content: parcel))
            case .statusChanged(let device): state.links[link].announce(device, state.fleet, topics, at: now())
            case .linkChanged(let device, let isUp): change(link, device, isUp: isUp, &state)
            }
        }
        return links
    }

    private func change(_ link: Int, _ device: Int, isUp: Bool, _ state: inout State) {
        if state.links[link].plan.gateway != nil {
            state.links[link].announce(device, state.fleet, topics, at: now())
            return
        }
        state.links[link].isDown = !isUp
        state.chores.append(isUp ? .bringUp(link) : .takeDown(link))
        if !isUp { state.links[link].announce(device, state.fleet, topics, at: now()) }
    }

    private func connect(_ link: Int, _ state: inout State) throws {
        let plan = state.links[link].plan
        var configuration = access.configuration(name: plan.name, clientID: "sim-\(community)-\(plan.name)")
        configuration.subscriptions = plan.filters.map { MQTTConfiguration.Subscription($0) }
        configuration.will = state.links[link].will(state.fleet, topics)
        let session = try MQTTSession(configuration, delegate: LinkDelegate(run: self, link: link))
        state.links[link].session = session
        try session.start()
    }
}

/// Ties one connection to its run.
private struct LinkDelegate: MQTTSessionDelegate {
    let run: CommunityRun
    let link: Int

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        run.received(burst)
        return .committed
    }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] { run.nextPublishes(link, capacity) }

    func published(_ outcomes: [MQTTPublishOutcome]) { run.published(link, outcomes) }

    func stateChanged(_ state: MQTTSessionState) { run.changed(link, to: state) }
}

extension FleetEffect {
    fileprivate var device: Int {
        switch self {
        case .send(let parcel): parcel.device
        case .linkChanged(let device, _), .statusChanged(let device): device
        }
    }
}
