public import Alerts
public import Record

/// What waits to be posted by one robot, and when the next post may go. When the robot's limit nears, posts are merged into one as far
/// as its text size allows; none is ever dropped.
///
/// One post is under way at a time: after `next` gave one, `settle` says what became of it.
public struct RobotQueue: Hashable, Sendable {
    /// What to do now.
    public enum Step: Hashable, Sendable {
        /// Post this; then call `settle`.
        case post(Post)
        /// Ask again at that moment, or when something was added.
        case wait(until: Moment)
        /// Nothing waits, or a post is under way.
        case idle
    }

    /// One post.
    public struct Post: Hashable, Sendable {
        /// The deliveries that it makes.
        public var deliveries: [DeliveryID]
        /// The text.
        public var text: String
    }

    /// What became of a post.
    public struct Settlement: Hashable, Sendable {
        /// Deliveries that are `dispatched` now.
        public var posted: [DeliveryID] = []
        /// Deliveries that this robot will not make.
        public var failed: [DeliveryID] = []
        /// The robot's code, where it did not simply take the post.
        public var code: ShownCode?
        /// Whether somebody has to look at the robot's settings.
        public var isTrouble = false
    }

    private struct Item: Hashable, Sendable {
        var delivery: DeliveryID
        var text: String
        var priority: Int
        /// Whether it is posted by itself, since a merged post with it was refused.
        var isAlone = false
    }

    private let limits: [RobotLimit]
    private let bytes: Int
    private let blocked: Span
    private var waiting: [Item] = []
    private var underWay: [Item] = []
    private var posted: [Moment] = []
    private var pausedUntil: Moment?
    private var failures = 0

    /// What stands between two texts of a merged post.
    static let separator = "\n\n"
    /// Added to each limit's time: the robot counts when a post arrives, we count when it leaves.
    private static let slack = Span.seconds(1)

    /// An empty queue of a robot.
    public init(_ profile: RobotProfile) {
        limits = profile.limits
        bytes = profile.bytes
        blocked = .seconds(Int64(profile.blockedSeconds))
    }

    /// How many texts wait or are under way.
    public var count: Int { waiting.count + underWay.count }

    /// The deliveries that wait.
    public var waitingDeliveries: [DeliveryID] { waiting.map(\.delivery) }

    /// Adds a text. A delivery that waits already is not added again.
    ///
    /// - Parameter priority: 1 (red) to 4 (blue); the lower ones go first.
    public mutating func add(_ delivery: DeliveryID, text: String, priority: Int) {
        guard !(waiting + underWay).contains(where: { $0.delivery == delivery }) else { return }
        let index = waiting.firstIndex { $0.priority > priority } ?? waiting.endIndex
        waiting.insert(Item(delivery: delivery, text: text, priority: priority), at: index)
    }

    /// Takes back what was not posted yet; false where it is under way or was posted.
    public mutating func withdraw(_ delivery: DeliveryID) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.delivery == delivery }) else { return false }
        waiting.remove(at: index)
        return true
    }

    /// What to do now.
    public mutating func next(at now: Moment) -> Step {
        guard !waiting.isEmpty, underWay.isEmpty else { return .idle }
        forget(now)
        if let pausedUntil, pausedUntil > now { return .wait(until: pausedUntil) }
        let room = limits.map { $0.posts - used($0, now) }.min() ?? 1
        guard room > 0 else { return .wait(until: limits.compactMap { free($0, now) }.max() ?? now) }
        let count = waiting.count * 2 > room ? mergeable() : 1
        underWay = Array(waiting[..<count])
        waiting.removeFirst(count)
        posted.append(now)
        return .post(
            Post(
                deliveries: underWay.map(\.delivery),
                text: underWay.map(\.text).joined(separator: RobotQueue.separator)))
    }

    /// Says what the robot answered to the post that is under way.
    public mutating func settle(_ answer: RobotAnswer, at now: Moment) -> Settlement {
        let items = underWay
        underWay = []
        failures = answer.isAgain ? failures + 1 : 0
        switch answer {
        case .posted: return Settlement(posted: items.map(\.delivery))
        case .limited(let code):
            return postponed(items, until: now + blocked, code)
        case .again(let code):
            return postponed(items, until: now + .seconds(min(5 << Int64(min(failures - 1, 6)), 300)), code)
        case .refused(let code) where items.count > 1:
            // One text spoils the post for all: each is tried by itself.
            return postponed(
                items.map { Item(delivery: $0.delivery, text: $0.text, priority: $0.priority, isAlone: true) }, until: now, code)
        case .refused(let code): return Settlement(failed: items.map(\.delivery), code: code)
        case .trouble(let code): return Settlement(failed: items.map(\.delivery), code: code, isTrouble: true)
        }
    }

    private mutating func postponed(_ items: [Item], until moment: Moment, _ code: ShownCode) -> Settlement {
        waiting = items + waiting
        pausedUntil = moment
        return Settlement(code: code)
    }

    /// How many of the waiting texts fit into one post; at least one.
    private func mergeable() -> Int {
        guard let first = waiting.first, !first.isAlone else { return 1 }
        var size = first.text.utf8.count
        var count = 1
        for item in waiting.dropFirst() {
            size += RobotQueue.separator.utf8.count + item.text.utf8.count
            guard size <= bytes, !item.isAlone else { break }
            count += 1
        }
        return count
    }

    /// Forgets posts that no limit counts any more. Where the clock was set back, posts count as made now.
    private mutating func forget(_ now: Moment) {
        let longest = limits.map { Span.seconds(Int64($0.seconds)) }.max() ?? .zero
        posted = posted.map { min($0, now) }.filter { now < $0 + longest + RobotQueue.slack }
        if let paused = pausedUntil, paused > now + max(blocked, .minutes(5)) { pausedUntil = now + blocked }
    }

    private func used(_ limit: RobotLimit, _ now: Moment) -> Int {
        posted.count { now < $0 + .seconds(Int64(limit.seconds)) + RobotQueue.slack }
    }

    /// When a limit lets the next post through; nil where it does now.
    private func free(_ limit: RobotLimit, _ now: Moment) -> Moment? {
        guard used(limit, now) >= limit.posts else { return nil }
        return posted[posted.count - limit.posts] + .seconds(Int64(limit.seconds)) + RobotQueue.slack
    }
}

extension RobotAnswer {
    fileprivate var isAgain: Bool {
        if case .again = self { return true }
        return false
    }
}
