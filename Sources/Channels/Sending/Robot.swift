public import Alerts
import Dissemination
public import Engine
public import Logging
import Record
import ServiceLifecycle
import Synchronization
public import Wire

/// The robot of one chat group: posts alerts as its limits allow, several in one post rather than none.
public final class Robot: Sendable {
    /// Its name in the journal.
    let name: String
    /// How it is spoken to.
    let profile: RobotProfile
    private let account: GatewayAccount
    private let writer: JournalWriter
    private let transfer: HTTPTransfer
    private let logger: Logger
    private let now: @Sendable () -> Moment
    private let nonce: @Sendable () -> String
    private let queue: Mutex<RobotQueue>

    /// How long a round waits when nothing is due.
    private static let idle = Duration.milliseconds(200)

    /// A robot. Its address in `account` is a secret.
    public init(
        name: String, profile: RobotProfile, account: GatewayAccount, writer: JournalWriter, transfer: HTTPTransfer,
        logger: Logger, now: @escaping @Sendable () -> Moment, nonce: @escaping @Sendable () -> String
    ) {
        self.name = name
        self.profile = profile
        self.account = account
        self.writer = writer
        self.transfer = transfer
        self.logger = logger
        self.now = now
        self.nonce = nonce
        queue = Mutex(RobotQueue(profile))
    }

    /// Has a text posted; the worst colour first.
    func add(_ dispatch: Dispatch, text: String) {
        queue.withLock { $0.add(dispatch.delivery, text: text, priority: dispatch.priority) }
    }

    /// What waits to be posted.
    var waiting: [DeliveryID] { queue.withLock { $0.waitingDeliveries } }

    /// Takes back what was not posted yet.
    func withdraw(_ deliveries: Set<DeliveryID>) {
        queue.withLock { queue in for delivery in deliveries { _ = queue.withdraw(delivery) } }
    }

    /// Posts until it is told to stop. What waits then is posted after the next start, since no line says that it went out.
    func run() async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            switch queue.withLock({ $0.next(at: now()) }) {
            case .idle: try? await Task.sleep(for: Self.idle)
            case .wait(let moment):
                let left = max(1, (moment - now()).milliseconds)
                try? await Task.sleep(for: min(.milliseconds(left), Self.idle))
            case .post(let post): await self.post(post.text)
            }
        }
    }

    private func post(_ text: String) async {
        let answer = await send(text)
        let settlement = queue.withLock { $0.settle(answer, at: now()) }
        if let code = settlement.code {
            logger.warning("a robot did not take a post", metadata: ["robot": "\(name)", "code": "\(code)"])
        }
        await submit(settlement.posted, .accepted)
        await submit(settlement.failed, .failed(settlement.isTrouble ? .fault : .rejected))
    }

    private func send(_ text: String) async -> RobotAnswer {
        do {
            let request = try profile.request(text: text, account: account, at: now(), nonce: nonce())
            let response = try await transfer.send(try HTTPRequest(request, seconds: 20, answerBytes: 1 << 16))
            return profile.answer(status: response.status, body: response.body)
        } catch let failure as HTTPFailure {
            return .again(code: ShownCode(failure.kind.rawValue))
        } catch {
            return .trouble(code: "incomplete settings")
        }
    }

    /// Writes what became of deliveries; where the journal cannot be written they are posted again after the next start.
    func submit(_ deliveries: [DeliveryID], _ result: DispatchOutcome.Result) async {
        guard !deliveries.isEmpty else { return }
        let outcomes = deliveries.map { DispatchOutcome(delivery: $0, action: .present, result: result, gateway: name) }
        do {
            try await writer.async { _ = try $0.submit([.outcomes(outcomes)]) }
        } catch {
            logger.error("a post was not written", metadata: ["robot": "\(name)", "error": "\(error)"])
        }
    }
}
