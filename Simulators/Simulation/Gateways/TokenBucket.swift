import Alerts

/// So many a second on average, and as many at once.
struct TokenBucket: Sendable {
    private let rate: Double
    private var tokens: Double
    private var last: Moment?

    /// A full bucket, with room for one second.
    init(perSecond rate: Double) {
        self.rate = rate
        tokens = max(1, rate)
    }

    /// Takes one; false if none is left.
    mutating func take(at now: Moment) -> Bool {
        if let last, now > last { tokens = min(max(1, rate), tokens + (now - last).seconds * rate) }
        last = max(last ?? now, now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}

/// At most so many within any span of a certain length.
struct SlidingWindow: Sendable {
    let limit: Int
    let span: Span
    private var taken: [Moment] = []

    init(_ limit: Int, within span: Span) {
        self.limit = limit
        self.span = span
    }

    /// Whether there is room for one more.
    mutating func hasRoom(at now: Moment) -> Bool {
        taken.removeAll { now - $0 >= span }
        return taken.count < limit
    }

    /// Counts one.
    mutating func count(at now: Moment) { taken.append(now) }
}
