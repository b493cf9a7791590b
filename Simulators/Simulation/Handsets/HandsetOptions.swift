public import Alerts

/// What the phones of a place are like, as shares of all phones (0...1); what is left over is in order and silent. Times are
/// those of the played world: a run with a scale of 10 plays them ten times faster.
public struct HandsetOptions: Sendable, Hashable {
    /// Phones that have no signal just now and get their messages much later.
    public var late = 0.0
    /// Phones that messages never reach, and of which nobody ever reports anything.
    public var never = 0.0
    /// Phones that are switched off: the network gives up.
    public var off = 0.0
    /// Numbers that belong to nobody (空号).
    public var unassigned = 0.0

    /// Owners who answer a message with 1, 收到 or the like.
    public var confirms = 0.0
    /// Owners who answer with something else.
    public var nonsense = 0.0
    /// Owners who answer 退订.
    public var unsubscribes = 0.0

    /// How long a message is on its way to a phone in order: least and most.
    public var reach: ClosedRange<Span> = .seconds(1) ... .seconds(8)
    /// How long it is on its way to a phone without signal.
    public var lateBy: ClosedRange<Span> = .minutes(5) ... .minutes(45)
    /// After how long the network gives up.
    public var expiry = Span.minutes(10)
    /// How long an owner takes to answer.
    public var replyAfter: ClosedRange<Span> = .seconds(5) ... .seconds(60)

    /// Whether the last two digits of a number say what its phone does; see ``HandsetTable``. The shares then count for nothing.
    public var byDigits = false
    /// The time between two steps of a phone that goes by its digits.
    public var digitStep = Span.milliseconds(200)

    /// Phones in order whose owners say nothing.
    public init() {}
}
