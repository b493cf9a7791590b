import Alerts

/// Slows down who guesses passwords: by account and address together, by account, and by address. Nobody can lock the duty officer out
/// from elsewhere for long, since the account's own pause stays short.
struct LoginThrottle: Sendable {
    private struct Count {
        var failures: Int
        var last: Moment
    }

    /// How many failures are free, how long the pause is after the next, doubling with each further, and its longest.
    struct Rule: Sendable {
        var free: Int
        var first: Span
        var longest: Span
    }

    static let pair = Rule(free: 4, first: .seconds(5), longest: .minutes(15))
    static let account = Rule(free: 20, first: .seconds(2), longest: .seconds(30))
    static let address = Rule(free: 30, first: .seconds(5), longest: .minutes(15))

    private static let forgotten = Span.hours(1)
    private static let most = 10_000

    private var counts: [String: Count] = [:]

    /// How long to wait before the next try; zero for none.
    func pause(account: String, address: String, now: Moment) -> Span {
        zip(Self.keys(account, address), Self.rules).map { key, rule in
            guard let count = counts[key], count.failures >= rule.free else { return Span.zero }
            let doublings = min(count.failures - rule.free, 20)
            let pause = min(rule.first * (1 << Int64(doublings)), rule.longest)
            return max(.zero, count.last + pause - now)
        }.max() ?? .zero
    }

    /// Notes a wrong password.
    mutating func fail(account: String, address: String, now: Moment) {
        if counts.count > Self.most {
            counts = counts.filter { now - $0.value.last < Self.forgotten }
            // Whoever fills the table with names is slowed down by address alone.
            if counts.count > Self.most { counts = counts.filter { $0.key.hasPrefix("from ") } }
        }
        for key in Self.keys(account, address) {
            let known = counts[key].flatMap { now - $0.last < Self.forgotten ? $0 : nil }
            counts[key] = Count(failures: (known?.failures ?? 0) + 1, last: now)
        }
    }

    /// Notes the right one.
    mutating func succeed(account: String, address: String) {
        counts["\(account) from \(address)"] = nil
        counts["account \(account)"] = nil
    }

    private static let rules = [pair, account, address]

    private static func keys(_ account: String, _ address: String) -> [String] {
        let name = String(account.prefix(64))
        return ["\(name) from \(address)", "account \(name)", "from \(address)"]
    }
}
