import Alerts
import Record
import Synchronization
import Wire

/// Requests to one gateway, as fast as it may be used, and what its answers and its silence say of what was handed over and of itself.
final class PacedTransfer: Sendable {
    /// What became of what was handed over.
    enum Submission: Sendable {
        /// The gateway took it, and calls it so.
        case accepted(reference: String?)
        /// The gateway will never take it.
        case refused(FailureReason)
        /// The gateway does not have it, and may take it later.
        case postponed(FailureReason)
        /// Nobody knows whether the gateway has it.
        case uncertain
    }

    /// A submission, and whether the gateway came or went with it.
    struct Result: Sendable {
        var submission: Submission
        var news: News?
    }

    /// What changed about the gateway itself.
    struct News: Sendable {
        var isThere: Bool
        /// Why not, as one word or code without personal data.
        var fault: String?
    }

    private let transfer: HTTPTransfer
    private let now: @Sendable () -> Moment
    private let pace: Mutex<LinePace>

    /// Seconds that a gateway has for its answer; after them nobody knows whether it took what it was given.
    private static let answerSeconds = 20

    init(_ limits: GatewayLimits, _ transfer: HTTPTransfer, now: @escaping @Sendable () -> Moment) {
        self.transfer = transfer
        self.now = now
        pace = Mutex(LinePace(limits))
    }

    /// Takes room for so many requests at the most, and says for how many there is now.
    func reserve(_ count: Int) -> Int { pace.withLock { $0.reserve(count, at: now()) } }

    /// Gives room back that was not used.
    func release(_ count: Int) { pace.withLock { $0.release(count) } }

    /// How many more could be sent within moments.
    func ahead() -> Int { pace.withLock { $0.ahead(at: now()) } }

    /// Hands something over; the profile reads the answer. Room MUST be reserved before.
    func submit(
        _ request: @autoclosure () throws -> GatewayRequest, reading answer: (HTTPResponse) -> SubmissionAnswer
    ) async -> Result {
        do {
            return settle(answer(try await send(try request())))
        } catch let failure as HTTPFailure {
            return settle(failure)
        } catch {
            return incomplete()
        }
    }

    func send(_ request: GatewayRequest) async throws -> HTTPResponse {
        try await transfer.send(try HTTPRequest(request, seconds: Self.answerSeconds, answerBytes: 1 << 20))
    }

    /// A value is needed that profile and settings do not have: `tocsin check` says which.
    func incomplete() -> Result { Result(submission: .refused(.fault), news: failed("incomplete settings")) }

    /// What an answer says of what was handed over.
    private func settle(_ answer: SubmissionAnswer) -> Result {
        switch answer {
        case .accepted(let reference, _): Result(submission: .accepted(reference: reference), news: answered())
        case .refused(let fault, _): Result(submission: .refused(FailureReason(fault)), news: answered())
        case .temporary(let code): Result(submission: .postponed(.busy), news: failed(code.text))
        case .trouble(let code): Result(submission: .postponed(.fault), news: failed(code.text))
        case .unclear: Result(submission: .uncertain, news: answered())
        }
    }

    /// What it says that no answer came.
    func settle(_ failure: HTTPFailure) -> Result {
        let submission: Submission = failure.mayHaveArrived ? .uncertain : .postponed(.offline)
        // What ended on our side says nothing of the gateway.
        guard ![.cancelled, .stopped, .overloaded].contains(failure.kind) else {
            release(1)
            return Result(submission: submission)
        }
        return Result(submission: submission, news: failed(failure.kind.rawValue))
    }

    /// An answer came: the first shows that the gateway is there, and one after failures that it is there again.
    func answered() -> News? { pace.withLock { $0.answered(at: now()) } ? News(isThere: true) : nil }

    /// No answer came, or one that asks to come later.
    func failed(_ fault: String) -> News? {
        pace.withLock { $0.failed(fault, at: now()) } ? News(isThere: false, fault: fault) : nil
    }
}

extension FailureReason {
    /// The reason of the journal for what a gateway says.
    init(_ fault: DeliveryFault) {
        self =
            switch fault {
            case .off: .off
            case .absent: .absent
            case .refused, .unknown: .rejected
            case .expired: .expired
            case .blocked: .blocked
            case .unanswered: .unanswered
            case .busy: .busy
            case .fault: .fault
            }
    }
}
