public import Alerts
import Community
import Record
import Synchronization
public import Wire

/// A gateway at work: hands messages and calls over, as fast as it may be used, and says honestly what became of each.
public final class GatewayLine: Sendable {
    /// Its name in the journal.
    public let name: String
    /// How it is spoken to.
    public let profile: GatewayProfile
    /// Who we are there.
    let account: GatewayAccount
    private let transfer: HTTPTransfer
    private let now: @Sendable () -> Moment
    private let nonce: @Sendable () -> String
    private let pace: Mutex<LinePace>

    /// Seconds that a gateway has for its answer; after them nobody knows whether it took the message.
    private static let answerSeconds = 20

    /// A gateway. `rate` is requests a second where it is not what the profile says.
    public init(
        name: String, profile: GatewayProfile, account: GatewayAccount, rate: Int?, transfer: HTTPTransfer,
        now: @escaping @Sendable () -> Moment, nonce: @escaping @Sendable () -> String
    ) {
        self.name = name
        self.profile = profile
        self.account = account
        self.transfer = transfer
        self.now = now
        self.nonce = nonce
        var limits = profile.limits ?? GatewayLimits(rate: 50, seconds: 1, burst: nil, parallel: nil)
        if let rate { (limits.rate, limits.seconds, limits.burst) = (rate, 1, nil) }
        pace = Mutex(LinePace(limits))
    }

    /// Takes room for so many messages at the most, and says for how many there is now.
    func reserve(_ count: Int) -> Int { pace.withLock { $0.reserve(count, at: now()) } }

    /// Gives room back that was not used.
    func release(_ count: Int) { pace.withLock { $0.release(count) } }

    /// How many more could be sent within moments.
    func ahead() -> Int { pace.withLock { $0.ahead(at: now()) } }

    /// What became of a message that was handed over.
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

    /// A message in free words; nil where the provider takes reviewed templates alone.
    func message(_ text: String, to phone: Phone, named reference: String) -> OutgoingMessage? {
        guard profile.templates == nil else { return nil }
        let budget = profile.budget(segments: 2, sign: account.sign)
        return OutgoingMessage(phone: phone, text: budget.signature?.handedOver(text) ?? text, reference: reference)
    }

    /// Hands a message over. Room for it MUST be reserved before.
    func submit(_ message: OutgoingMessage) async -> Result {
        do {
            let request = try profile.request(for: message, account: account, at: now(), nonce: nonce())
            return settle(try await send(request))
        } catch let failure as HTTPFailure {
            return settle(failure)
        } catch {
            // A value that profile and settings do not have: `tocsin check` says which.
            return Result(submission: .refused(.fault), news: failed("incomplete settings"))
        }
    }

    /// Asks what became of a message; nil where the gateway cannot be asked, or does not say.
    func ask(reference: String, id: String?) async -> GatewayReport? {
        guard
            let request = try? profile.queryRequest(
                reference: reference, id: id, account: account, at: now(), nonce: nonce()),
            let answer = try? await send(request)
        else { return nil }
        return profile.queryAnswer(status: answer.status, body: answer.body)
    }

    private func send(_ request: GatewayRequest) async throws -> HTTPResponse {
        try await transfer.send(try HTTPRequest(request, seconds: Self.answerSeconds, answerBytes: 1 << 20))
    }

    private func settle(_ response: HTTPResponse) -> Result {
        switch profile.answer(status: response.status, body: response.body) {
        case .accepted(let reference, _): return Result(submission: .accepted(reference: reference), news: answered())
        case .refused(let fault, _): return Result(submission: .refused(FailureReason(fault)), news: answered())
        case .temporary(let code): return Result(submission: .postponed(.busy), news: failed(code.text))
        case .trouble(let code): return Result(submission: .postponed(.fault), news: failed(code.text))
        case .unclear: return Result(submission: .uncertain, news: answered())
        }
    }

    private func settle(_ failure: HTTPFailure) -> Result {
        let submission: Submission = failure.mayHaveArrived ? .uncertain : .postponed(.offline)
        // What ended on our side says nothing of the gateway.
        guard ![.cancelled, .stopped, .overloaded].contains(failure.kind) else {
            release(1)
            return Result(submission: submission)
        }
        return Result(submission: submission, news: failed(failure.kind.rawValue))
    }

    private func answered() -> News? { pace.withLock { $0.answered(at: now()) } ? News(isThere: true) : nil }

    private func failed(_ fault: String) -> News? {
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
