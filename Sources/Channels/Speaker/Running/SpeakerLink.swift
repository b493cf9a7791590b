public import Alerts
import Community
import Dissemination
public import Engine
public import Logging
import Record
import Synchronization
public import Wire

/// Tocsin's side of the MQTT session with foreign loudspeakers: orders are pulled from the journal's writer, states go to it before they
/// are acknowledged.
///
/// All calls come on the session's own thread, which may wait for the disk.
public final class SpeakerLink: MQTTSessionDelegate {
    private struct State {
        var held = HeldDispatches()
        var inFlight: [UInt64: Dispatch] = [:]
        var nextToken: UInt64 = 1
    }

    private let name: String
    private let profile: SpeakerProfile
    private let account: GatewayAccount
    private let orders: SpeakerOrders
    private let reception: SpeakerReception
    private let writer: JournalWriter
    let basket: OutcomeBasket
    private let logger: Logger
    private let now: @Sendable () -> Moment
    private let nonce: @Sendable () -> String
    private let state = Mutex(State())

    /// How long an order that names a sound waits for it; the gateway can do nothing without.
    private static let soundPatience = Span.seconds(10)

    /// A link to a gateway.
    public init(
        name: String, profile: SpeakerProfile, account: GatewayAccount, orders: SpeakerOrders, reception: SpeakerReception,
        writer: JournalWriter, logger: Logger, now: @escaping @Sendable () -> Moment, nonce: @escaping @Sendable () -> String
    ) {
        self.name = name
        self.profile = profile
        self.account = account
        self.orders = orders
        self.reception = reception
        self.writer = writer
        self.logger = logger
        self.now = now
        self.nonce = nonce
        basket = OutcomeBasket(writer: writer)
    }

    /// Takes in states: their lines are on disk when this returns `committed`.
    public func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        let inputs = burst.flatMap { reception.inputs(topic: $0.topic, payload: $0.payload, of: name) }
        guard !inputs.isEmpty else { return .committed }
        do {
            try writer.submit(inputs)
            return .committed
        } catch {
            logger.error("states of orders wait for the journal", metadata: ["gateway": "\(name)", "error": "\(error)"])
            return .failed
        }
    }

    /// Orders that are to go out now.
    public func nextPublishes(_ capacity: Int) -> [MQTTPublish] {
        var held = state.withLock { $0.held }
        var due: [Dispatch] = []
        do {
            due = try writer.takeDue(SpeakerChannel.channels, over: name, limit: max(0, capacity - held.count))
        } catch {
            logger.error("orders wait for the journal", metadata: ["gateway": "\(name)", "error": "\(error)"])
        }
        let passed = held.pass(due, limit: capacity, at: now(), patience: Self.soundPatience) { dispatch in
            profile.wantsSound && orders.sound(dispatch) == .making
        }
        state.withLock { $0.held = held }
        return passed.compactMap(publish)
    }

    private func publish(_ dispatch: Dispatch) -> MQTTPublish? {
        // A silent test cannot be told apart from an order by a gateway that has none, and residents must not hear one.
        guard dispatch.action != .check, let message = try? message(dispatch), case .mqtt(let topic, let payload) = message else {
            basket.add(outcome(dispatch, .failed(dispatch.action == .present ? .fault : .rejected)))
            return nil
        }
        let token = state.withLock { state in
            defer { state.nextToken += 1 }
            state.inFlight[state.nextToken] = dispatch
            return state.nextToken
        }
        let end = dispatch.action == .withdraw ? now() + .hours(24) : dispatch.expires
        let expiry = UInt32(clamping: max(1, (end - now()).milliseconds / 1000))
        return MQTTPublish(topic: topic, payload: payload, messageExpirySeconds: expiry, token: token)
    }

    private func message(_ dispatch: Dispatch) throws(MissingValue) -> SpeakerMessage? {
        let sound = profile.wantsSound ? orders.sound(dispatch).ready : nil
        guard let order = orders.order(dispatch, audio: sound) else { return nil }
        return dispatch.action == .withdraw
            ? try profile.withdrawal(order, account: account, at: now(), nonce: nonce())
            : try profile.order(order, account: account, at: now(), nonce: nonce())
    }

    /// What became of orders.
    public func published(_ outcomes: [MQTTPublishOutcome]) {
        for published in outcomes {
            guard let dispatch = state.withLock({ $0.inFlight.removeValue(forKey: published.token) }) else { continue }
            basket.add(outcome(dispatch, published.result.dispatchResult))
        }
    }

    private func outcome(_ dispatch: Dispatch, _ result: DispatchOutcome.Result) -> DispatchOutcome {
        DispatchOutcome(delivery: dispatch.delivery, action: dispatch.action, result: result, gateway: name)
    }

    /// Notes in the journal when the gateway's broker comes or goes.
    public func stateChanged(_ state: MQTTSessionState) {
        let status: DeviceStatus
        switch state {
        case .ready: status = DeviceStatus(device: name, online: true)
        case .disconnected(let reason, _) where reason.kind != .stopped:
            status = DeviceStatus(device: name, online: false, faults: [reason.kind.rawValue])
        case .idle, .connecting, .connected, .disconnected, .stopped: return
        }
        logger.notice(
            status.online ? "a gateway takes orders" : "a gateway takes no orders",
            metadata: ["gateway": "\(name)", "fault": "\(status.faults.first ?? "")"])
        do { try writer.submit([.gateway(status)]) } catch {
            logger.error("the state of a gateway was not written", metadata: ["gateway": "\(name)", "error": "\(error)"])
        }
    }
}
