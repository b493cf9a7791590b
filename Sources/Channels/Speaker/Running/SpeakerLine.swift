public import Alerts
import Community
import Record
public import Wire

/// A foreign gateway that is spoken to over HTTP: takes orders as fast as it may be given them, and is asked what became of them.
public final class SpeakerLine: Sendable {
    /// Its name in the register and the journal.
    public let name: String
    /// How it is spoken to.
    public let profile: SpeakerProfile
    private let account: GatewayAccount
    private let line: PacedTransfer
    private let now: @Sendable () -> Moment
    private let nonce: @Sendable () -> String

    /// A gateway.
    public init(
        name: String, profile: SpeakerProfile, account: GatewayAccount, transfer: HTTPTransfer,
        now: @escaping @Sendable () -> Moment, nonce: @escaping @Sendable () -> String
    ) {
        self.name = name
        self.profile = profile
        self.account = account
        self.now = now
        self.nonce = nonce
        line = PacedTransfer(
            profile.limits ?? GatewayLimits(rate: 20, seconds: 1, burst: nil, parallel: nil), transfer, now: now)
    }

    /// Takes room for so many requests at the most, and says for how many there is now.
    func reserve(_ count: Int) -> Int { line.reserve(count) }

    /// Gives room back that was not used.
    func release(_ count: Int) { line.release(count) }

    /// Gives an order, or takes it back. Room for it MUST be reserved before.
    func hand(_ order: SpeakerOrder, _ action: Action) async -> PacedTransfer.Result {
        let message: SpeakerMessage?
        do { message = try self.message(order, action) } catch { return line.incomplete() }
        guard case .http(let request)? = message else {
            // It has no way to take an order back.
            release(1)
            return PacedTransfer.Result(submission: .refused(.rejected))
        }
        return await line.submit(request) { profile.answer(status: $0.status, body: $0.body) }
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
    func ask(device: String, reference: String) async -> (asked: Asked, news: PacedTransfer.News?) {
        do {
            let query = try profile.query(device: device, reference: reference, account: account, at: now(), nonce: nonce())
            guard let query else {
                release(1)
                return (.nothing, nil)
            }
            return read(try await line.send(query), device: device, reference: reference)
        } catch let failure as HTTPFailure {
            return (.nothing, line.settle(failure).news)
        } catch {
            return (.nothing, line.failed("incomplete settings"))
        }
    }

    private func read(
        _ response: HTTPResponse, device: String, reference: String
    ) -> (asked: Asked, news: PacedTransfer.News?) {
        switch profile.answer(status: response.status, body: response.body) {
        case .refused: return (.unseen, line.answered())
        case .temporary(let code), .trouble(let code): return (.nothing, line.failed(code.text))
        case .accepted, .unclear:
            let states = try? profile.states(
                GatewayCallback(query: "", body: response.body), device: device, reference: reference)
            return (states.map(Asked.states) ?? .nothing, line.answered())
        }
    }
}
