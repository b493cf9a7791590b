import Alerts

/// How much a gateway may be given now: its rate, what is under way, and a pause after it could not be reached.
struct LinePace: Sendable {
    private var bucket: TokenBucket
    private let parallel: Int
    private(set) var underWay = 0
    private var failures = 0
    /// Whether it answered since it last failed. At a start nobody knows what an earlier run last said of it.
    private var isThere = false
    private var lastFault: String?
    private(set) var pausedUntil: Moment?

    /// The longest pause after failures in a row.
    private static let longestPause = Span.seconds(60)

    init(_ limits: GatewayLimits) {
        bucket = TokenBucket(limits)
        parallel = max(1, limits.parallel ?? GatewayLimits.usualParallel)
    }

    /// Takes room for messages, `count` at the most, and says for how many there is.
    mutating func reserve(_ count: Int, at now: Moment) -> Int {
        guard !isPaused(at: now) else { return 0 }
        // After a failure one message shows whether it is there again.
        let free = failures > 0 ? min(1, 1 - underWay) : parallel - underWay
        let taken = bucket.take(min(count, max(0, free)), at: now)
        underWay += taken
        return taken
    }

    /// Gives room back that was not used.
    mutating func release(_ count: Int) {
        underWay -= count
        bucket.giveBack(count)
    }

    /// How many more could be sent within moments, if answers came: what the rate allows now, and no more than twice what may be under
    /// way.
    func ahead(at now: Moment) -> Int { isPaused(at: now) || failures > 0 ? 0 : min(2 * parallel, bucket.count(at: now)) }

    /// An answer came. Whether the gateway is there for the first time, or again after failures.
    ///
    /// What was handed over before a failure may still be answered well; only a try after the pause shows that the gateway is back.
    mutating func answered(at now: Moment) -> Bool {
        underWay -= 1
        guard !isPaused(at: now) else { return false }
        defer { (failures, pausedUntil, lastFault, isThere) = (0, nil, nil, true) }
        return !isThere
    }

    /// No answer came, or one that asks to come later. Whether that is news: the first failure in a row, or one for another reason.
    ///
    /// What was under way together fails together, which is one failure and not many: the pause grows with the tries after it.
    mutating func failed(_ fault: String, at now: Moment) -> Bool {
        underWay -= 1
        guard !isPaused(at: now) else { return false }
        failures += 1
        let pause = Span.seconds(Int64(1) << Int64(min(failures, 6)))
        pausedUntil = now + min(pause, Self.longestPause)
        defer { (lastFault, isThere) = (fault, false) }
        return failures == 1 || fault != lastFault
    }

    private func isPaused(at now: Moment) -> Bool { pausedUntil.map { $0 > now } ?? false }
}
