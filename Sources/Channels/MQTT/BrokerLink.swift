public import Alerts
import Dissemination
public import Engine
public import Intake
public import Logging
import Record
import Storage
import Synchronization
public import Wire

/// The service's side of its MQTT session: bursts go to the writer before they are acknowledged, commands are pulled from the outbox.
///
/// All calls come on the session's own thread, which may wait for the disk.
public final class BrokerLink: MQTTSessionDelegate {
    private let writer: JournalWriter
    private let outbox: CommandOutbox
    private let alerts: AlertIntake
    private let topics: Topics
    private let receipts = ReceiptReader()
    private let statuses = StatusReader()
    private let logger: Logger
    private let now: @Sendable () -> Moment
    private let connection = Mutex<(isReady: Bool, detail: String)>((false, "not connected yet"))

    /// A link between a session, the writer of the journal, and the outbox that commands are pulled from.
    public init(
        writer: JournalWriter, outbox: CommandOutbox, alerts: AlertIntake, topics: Topics, logger: Logger,
        now: @escaping @Sendable () -> Moment
    ) {
        self.writer = writer
        self.outbox = outbox
        self.alerts = alerts
        self.topics = topics
        self.logger = logger
        self.now = now
    }

    /// Whether subscriptions hold, and how the connection stands in words.
    public var state: (isReady: Bool, detail: String) { connection.withLock { $0 } }

    /// Takes in a burst: its lines are on disk when this returns `committed`.
    public func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        var inputs: [Input] = []
        var originals: [Original] = []
        inputs.reserveCapacity(burst.count)
        for message in burst { take(message, inputs: &inputs, originals: &originals) }
        do {
            outbox.ask(try writer.submit(inputs, originals: originals))
            return .committed
        } catch {
            logger.error("nothing was taken in, the broker will send it again", metadata: ["error": "\(error)"])
            return .failed
        }
    }

    private func take(_ message: MQTTMessage, inputs: inout [Input], originals: inout [Original]) {
        switch topics.kind(of: message.topic) {
        case .receipt(let device): inputs.append(.receipt(receipts.read(message.payload, device: device)))
        case .alert(let source):
            for (input, original) in alerts.read(message.payload, source: source) {
                inputs.append(input)
                originals.append(Original(sha256: original.sha256, body: message.payload))
            }
        case .deviceStatus(let device):
            let status = statuses.read(message.payload, device: device, isRetained: message.retained, arrival: now())
            inputs.append(status.map(Input.device) ?? unreadable(device))
        case .gatewayStatus(let gateway):
            let status = statuses.read(message.payload, device: gateway, isRetained: message.retained, arrival: now())
            inputs.append(status.map(Input.gateway) ?? unreadable(gateway))
        case nil:
            let size = message.payload.count
            logger.warning("a message on a topic that is none of ours was dropped", metadata: ["bytes": "\(size)"])
        }
    }

    /// A status that cannot be read is noted like a receipt that cannot be read. A retained message that was cleared is empty.
    private func unreadable(_ device: String) -> Input {
        .receipt(IncomingReceipt(device: device, delivery: nil, stage: nil, at: nil))
    }

    /// Commands and figures that are to go out now.
    public func nextPublishes(_ capacity: Int) -> [MQTTPublish] {
        do {
            return try outbox.next(capacity)
        } catch {
            logger.error("commands wait for the journal", metadata: ["error": "\(error)"])
            return []
        }
    }

    /// What became of them.
    public func published(_ outcomes: [MQTTPublishOutcome]) { outbox.published(outcomes) }

    /// Notes in the journal when the broker comes or goes.
    public func stateChanged(_ state: MQTTSessionState) {
        let isReady = state == .ready
        let detail = Self.words(state)
        connection.withLock { $0 = (isReady, detail) }
        logger.info("broker", metadata: ["state": "\(detail)"])
        do {
            try writer.submit([.broker(BrokerState(connected: isReady, detail: Self.kind(state)))])
            if isReady { try writer.republish() }
        } catch {
            logger.error("the state of the broker was not written", metadata: ["error": "\(error)"])
        }
    }

    /// How the connection stands, for people.
    private static func words(_ state: MQTTSessionState) -> String {
        switch state {
        case .idle: "not started"
        case .connecting: "connecting"
        case .connected(let version, _): "connected with \(version.rawValue), subscribing"
        case .ready: "ready"
        case .disconnected(let reason, _): reason.text
        case .stopped: "stopped"
        }
    }

    /// The same as one word, which stands in the journal and holds no address.
    private static func kind(_ state: MQTTSessionState) -> String {
        switch state {
        case .idle: "idle"
        case .connecting: "connecting"
        case .connected: "subscribing"
        case .ready: "ready"
        case .disconnected(let reason, _): reason.kind.rawValue
        case .stopped: "stopped"
        }
    }

    /// Notes an alert that was too large to be taken in.
    public func droppedOversize(topic: String, bytes: Int) {
        logger.warning("a message larger than 4 MiB was dropped", metadata: ["bytes": "\(bytes)"])
        guard case .alert(let source)? = topics.kind(of: topic) else { return }
        let original = OriginalDocument(sha256: String(repeating: "0", count: 64), size: bytes)
        _ = try? writer.submit([.unreadable(source: source, original: original, reason: "larger than 4 MiB")])
    }
}
