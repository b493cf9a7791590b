public import Alerts
import Community
import Record
import Synchronization
public import Wire

/// A foreign gateway that is spoken to over HTTP: takes orders as fast as it may be given them, and is asked what became of them.
public final class SpeakerLine: Sendable {
    /// Its name in the register and the journal.
    public let name: String
    /// How it is spoken to.
    public let profile: SpeakerProfile
    private let account: GatewayAccount
    private let transfer: HTTPTransfer
    private let now: @Sendable () -> Moment
    private let nonce: @Sendable () -> String
    private let pace: Mutex<LinePace>

    /// Seconds that it has for an answer; after them nobody knows whether it took the order.
    private static let answerSeconds = 20

    /// A gateway.
    public init(
        name: String, profile: SpeakerProfile, account: GatewayAccount, transfer: HTTPTransfer,
        now: @escaping @Sendable () -> Moment, nonce: @escaping @Sendable () -> String
    ) {
        self.name = name
        self.profile = profile
        self.account = account
        self.transfer = transfer
        self.now = now
        self.nonce = nonce
        pace = Mutex(LinePace(profile.limits ?? GatewayLimits(rate: 20, seconds: 1, burst: nil, parallel: nil)))
    }

    /// Takes room for so many requests at the most, and says for how many there is now.
    func reserve(_ count: Int) -> Int { pace.withLock { $0.reserve(count, at: now()) } }

    /// Gives room back that was not used.
    func release(_ count: Int) { pace.withLock { $0.release(count) } }

    /// Gives an order, or takes it back. Room for it MUST be reserved before.
    func hand(_ order: SpeakerOrder, _ action: Action) async -> GatewayLine.Result {
        do {
            guard case .http(let request)? = try message(order, action) else {
                // It has no way to take an order back.
                release(1)
                return GatewayLine.Result(submission: .refused(.rejected))
            }
            return settle(try await send(request))
        } catch let failure as HTTPFailure {
            return settle(failure)
        } catch {
            // A value that profile and settings do not have: `tocsin check` says which.
            return GatewayLine.Result(submission: .refused(.fault), news: failed("incomplete settings"))
        }
    }

    private func message(_ order: SpeakerOrder, _ action: Action) throws -> SpeakerMessage? {
        action == .withdraw
            ? try profile.withdrawal(order, account: account, at: now(), nonce: nonce())
            : try profile.order(order, account: account, at: now(), nonce: nonce())
    }

    /// What a gateway says when it is asked for an order.
    enum Asked: Sendable {
        /// How it stands with it.
        case states(Pushed<SpeakerReport>)
        /// It has no such order.
        case unseen
        /// It did not answer, or not what can be read.
        case nothing
    }

    /// Asks what became of an order. Room MUST be reserved before.
    func ask(device: String, reference: String) async -> (asked: Asked, news: GatewayLine.News?) {
        do {
            let query = try profile.query(device: device, reference: reference, account: account, at: now(), nonce: nonce())
            guard let query else {
                release(1)
                return (.nothing, nil)
            }
            return read(try await send(query), device: device, reference: reference)
        } catch let failure as HTTPFailure {
            return (.nothing, settle(failure).news)
        } catch {
            return (.nothing, failed("incomplete settings"))
        }
    }

    private func read(
        _ response: HTTPResponse, device: String, reference: String
    ) -> (asked: Asked, news: GatewayLine.News?) {
        switch profile.answer(status: response.status, body: response.body) {
        case .refused: return (.unseen, answered())
        case .temporary(let code), .trouble(let code): return (.nothing, failed(code.text))
        case .accepted, .unclear:
            let states = try? profile.states(
                GatewayCallback(query: "", body: response.body), device: device, reference: reference)
            return (states.map(Asked.states) ?? .nothing, answered())
        }
    }

    private func send(_ request: GatewayRequest) async throws -> HTTPResponse {
        try await transfer.send(try HTTPRequest(request, seconds: Self.answerSeconds, answerBytes: 1 << 20))
    }

    private func settle(_ response: HTTPResponse) -> GatewayLine.Result {
        switch profile.answer(status: response.status, body: response.body) {
        case .accepted(let reference, _): .init(submission: .accepted(reference: reference), news: answered())
        case .refused(let fault, _): .init(submission: .refused(FailureReason(fault)), news: answered())
        case .temporary(let code): .init(submission: .postponed(.busy), news: failed(code.text))
        case .trouble(let code): .init(submission: .postponed(.fault), news: failed(code.text))
        case .unclear: .init(submission: .uncertain, news: answered())
        }
    }

    private func settle(_ failure: HTTPFailure) -> GatewayLine.Result {
        let submission: GatewayLine.Submission = failure.mayHaveArrived ? .uncertain : .postponed(.offline)
        // What ended on our side says nothing of the gateway.
        guard ![.cancelled, .stopped, .overloaded].contains(failure.kind) else {
            release(1)
            return .init(submission: submission)
        }
        return .init(submission: submission, news: failed(failure.kind.rawValue))
    }

    /// Its first answer shows that it is there, and one after failures that it is there again.
    private func answered() -> GatewayLine.News? { pace.withLock { $0.answered(at: now()) } ? .init(isThere: true) : nil }

    private func failed(_ fault: String) -> GatewayLine.News? {
        pace.withLock { $0.failed(fault, at: now()) } ? .init(isThere: false, fault: fault) : nil
    }
}
