import Alerts

/// How much a gateway may be given now: its rate, what is under way, and a pause after it could not be reached.
struct LinePace: Sendable {
    private var bucket: TokenBucket
    private let parallel: Int
    private(set) var underWay = 0
    private var failures = 0
    private(set) var pausedUntil: Moment?

    /// The longest pause after failures in a row.
    private static let longestPause = Span.seconds(60)

    init(_ limits: GatewayLimits) {
        bucket = TokenBucket(limits)
        parallel = max(1, limits.parallel ?? GatewayLimits.usualParallel)
    }

    /// Takes room for messages, `count` at the most, and says for how many there is.
    mutating func reserve(_ count: Int, at now: Moment) -> Int {
        guard pausedUntil.map({ $0 <= now }) ?? true else { return 0 }
        // After a failure one message shows whether it is there again.
        let free = failures > 0 ? min(1, 1 - underWay) : parallel - underWay
        let taken = bucket.take(min(count, max(0, free)), at: now)
        underWay += taken
        return taken
    }

    /// Gives room back that was not used.
    mutating func release(_ count: Int) { underWay -= count }

    /// When there may be room again; nil where only an answer makes some.
    func next(from now: Moment) -> Moment? {
        if let pausedUntil, pausedUntil > now { return pausedUntil }
        return underWay < parallel ? bucket.next(from: now) : nil
    }

    /// An answer came. Whether the gateway is back after failures.
    mutating func answered() -> Bool {
        underWay -= 1
        defer { (failures, pausedUntil) = (0, nil) }
        return failures > 0
    }

    /// No answer came, or one that asks to come later. Whether it is the first failure in a row.
    mutating func failed(at now: Moment) -> Bool {
        underWay -= 1
        failures += 1
        let pause = Span.seconds(Int64(1) << Int64(min(failures, 6)))
        pausedUntil = now + min(pause, Self.longestPause)
        return failures == 1
    }
}
