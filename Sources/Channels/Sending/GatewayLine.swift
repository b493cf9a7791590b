public import Alerts
import Community
public import Wire

/// A gateway at work: hands messages and calls over, as fast as it may be used, and says honestly what became of each.
public final class GatewayLine: Sendable {
    /// Its name in the journal.
    public let name: String
    /// How it is spoken to.
    public let profile: GatewayProfile
    /// Who we are there.
    let account: GatewayAccount
    private let line: PacedTransfer
    private let now: @Sendable () -> Moment
    private let nonce: @Sendable () -> String

    /// A gateway. `rate` is requests a second where it is not what the profile says.
    public init(
        name: String, profile: GatewayProfile, account: GatewayAccount, rate: Int?, transfer: HTTPTransfer,
        now: @escaping @Sendable () -> Moment, nonce: @escaping @Sendable () -> String
    ) {
        self.name = name
        self.profile = profile
        self.account = account
        self.now = now
        self.nonce = nonce
        var limits = profile.limits ?? GatewayLimits(rate: 50, seconds: 1, burst: nil, parallel: nil)
        if let rate { (limits.rate, limits.seconds, limits.burst) = (rate, 1, nil) }
        line = PacedTransfer(limits, transfer, now: now)
    }

    /// Takes room for so many messages at the most, and says for how many there is now.
    func reserve(_ count: Int) -> Int { line.reserve(count) }

    /// Gives room back that was not used.
    func release(_ count: Int) { line.release(count) }

    /// How many more could be sent within moments.
    func ahead() -> Int { line.ahead() }

    /// A message in free words; nil where the provider takes reviewed templates alone.
    func message(_ text: String, to phone: Phone, named reference: String) -> OutgoingMessage? {
        guard profile.templates == nil else { return nil }
        let budget = profile.budget(segments: 2, sign: account.sign)
        return OutgoingMessage(phone: phone, text: budget.signature?.handedOver(text) ?? text, reference: reference)
    }

    /// Hands a message over. Room for it MUST be reserved before.
    func submit(_ message: OutgoingMessage) async -> PacedTransfer.Result {
        await line.submit(try profile.request(for: message, account: account, at: now(), nonce: nonce())) {
            profile.answer(status: $0.status, body: $0.body)
        }
    }

    /// Asks what became of a message; nil where the gateway cannot be asked, or does not say.
    func ask(reference: String, id: String?) async -> GatewayReport? {
        guard
            let request = try? profile.queryRequest(
                reference: reference, id: id, account: account, at: now(), nonce: nonce()),
            let answer = try? await line.send(request)
        else { return nil }
        return profile.queryAnswer(status: answer.status, body: answer.body)
    }
}
