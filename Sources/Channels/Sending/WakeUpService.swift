public import Alerts
public import Community
import Coverage
import Dissemination
public import Engine
public import Logging
import Record
public import ServiceLifecycle

/// Tells duty officers that an alert waits for them: at once, by message and by call, until somebody decides.
public struct WakeUpService: Service {
    private let messages: [GatewayLine]
    private let calls: [GatewayLine]
    private let entry: @Sendable (Pseudonym) -> PhoneBookEntry?
    private let writer: JournalWriter
    private let logger: Logger
    private let now: @Sendable () -> Moment

    /// What is said. The alert's own words stay at the console until somebody let them go.
    private static let words = "有预警待您批准，请立即到值班台处理。 A warning waits for your decision; go to the duty desk now."
    private static let pause = Duration.milliseconds(500)

    /// A service over gateways, in their order; `entry` finds the number behind a pseudonym.
    public init(
        messages: [GatewayLine], calls: [GatewayLine],
        entry: @escaping @Sendable (Pseudonym) -> PhoneBookEntry?, writer: JournalWriter, logger: Logger,
        now: @escaping @Sendable () -> Moment
    ) {
        self.messages = messages
        self.calls = calls
        self.entry = entry
        self.writer = writer
        self.logger = logger
        self.now = now
    }

    /// Works until it is told to stop.
    public func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                let time = now()
                for due in try await writer.async({ try $0.read { $0.wakeUps(now: time) } }) { try await tell(due) }
            } catch {
                logger.error("duty officers were not told of alerts that wait", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Tells one, over the first gateway that has room; where none has, the next round tries again.
    private func tell(_ due: WakeUp) async throws {
        let lines = due.channel == .sms ? messages : calls
        guard let line = lines.first(where: { $0.reserve(1) == 1 }) else { return }
        var woken = DutyWoken(alert: due.alert, staff: due.staff, channel: due.channel, gateway: line.name)
        if let message = message(due, over: line) {
            switch await line.submit(message).submission {
            case .accepted(let reference): woken.reference = reference
            case .refused(let reason), .postponed(let reason): woken.failed = reason
            case .uncertain: woken.failed = .uncertain
            }
        } else {
            line.release(1)
            woken.failed = .fault
        }
        try await writer.async { [woken] in try $0.write([.dutyWoken(woken)]) }
    }

    private func message(_ due: WakeUp, over line: GatewayLine) -> OutgoingMessage? {
        guard let known = entry(due.phone) else { return nil }
        let reference = DeliveryID(
            alert: due.alert, action: .present, channel: due.channel, endpoint: "wake:\(due.staff):\(due.tries)")
        guard line.profile.medium == .sms else {
            return OutgoingMessage(phone: known.phone, text: Self.words, reference: reference.description, repeats: 3)
        }
        let sign = line.profile.sign?.by == .us ? line.account.sign.map { "【\($0)】" } ?? "" : ""
        return OutgoingMessage(
            phone: known.phone, text: sign + Self.words, reference: reference.description)
    }
}
