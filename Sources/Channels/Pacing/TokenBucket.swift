public import Alerts

/// How fast something may be sent: so many tokens in a time on average, and so many at once after a pause. In any time `t` at most
/// `burst + t · rate` pass. Exact: it counts in whole numbers only.
public struct TokenBucket: Hashable, Sendable {
    /// Tokens that come in `period`.
    public let rate: Int
    /// The time that `rate` is counted over.
    public let period: Span
    /// Tokens that it holds when full.
    public let burst: Int

    /// What it holds, in parts of a token: one is `period` in milliseconds, and each millisecond brings `rate` of them.
    private var parts: Int64
    private var updated: Moment?

    /// A full bucket.
    ///
    /// - Parameters:
    ///   - rate: 1...1,000,000 tokens in a period; what lies outside is taken as the nearest.
    ///   - period: 1 ms to 1 day.
    ///   - burst: 1...1,000,000 tokens at once.
    public init(rate: Int, period: Span = .seconds(1), burst: Int? = nil) {
        self.rate = min(max(rate, 1), 1_000_000)
        self.period = min(max(period, .milliseconds(1)), .days(1))
        let usual = Int64(self.rate) * 1000 / self.period.milliseconds
        self.burst = min(max(burst ?? Int(usual), 1), 1_000_000)
        parts = Int64(self.burst) * self.period.milliseconds
    }

    /// A full bucket by a gateway's limits.
    public init(_ limits: GatewayLimits) {
        self.init(rate: limits.rate, period: .seconds(Int64(limits.seconds ?? 1)), burst: limits.burst)
    }

    /// Whether a token is there now.
    public func mayTake(at now: Moment) -> Bool { held(at: now) >= period.milliseconds }

    /// Takes a token if one is there.
    public mutating func take(at now: Moment) -> Bool { take(1, at: now) == 1 }

    /// Takes as many tokens as there are, `count` at the most, and says how many.
    public mutating func take(_ count: Int, at now: Moment) -> Int {
        parts = held(at: now)
        updated = now
        let taken = min(Int64(max(count, 0)), parts / period.milliseconds)
        parts -= taken * period.milliseconds
        return Int(taken)
    }

    /// Puts tokens back that were taken and not used.
    public mutating func giveBack(_ count: Int) {
        parts = min(Int64(burst) * period.milliseconds, parts + Int64(max(count, 0)) * period.milliseconds)
    }

    /// How many tokens are there now.
    public func count(at now: Moment) -> Int { Int(held(at: now) / period.milliseconds) }

    /// The first moment from now on at which a token is there.
    public func next(from now: Moment) -> Moment {
        let missing = period.milliseconds - held(at: now)
        guard missing > 0 else { return now }
        return now + .milliseconds((missing + Int64(rate) - 1) / Int64(rate))
    }

    /// What it holds now. A clock that was set back brings nothing, and takes nothing away.
    private func held(at now: Moment) -> Int64 {
        let full = Int64(burst) * period.milliseconds
        guard let updated, now > updated else { return parts }
        let elapsed = min((now - updated).milliseconds, full / Int64(rate) + 1)
        return min(full, parts + elapsed * Int64(rate))
    }
}
