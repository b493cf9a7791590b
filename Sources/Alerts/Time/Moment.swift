/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z (negative before).
///
/// Everything that Tocsin decides is decided over moments that were handed in; nothing in the domain reads a clock.
public struct Moment: Hashable, Comparable, Sendable {
    /// Milliseconds since the epoch, UTC, leap seconds not counted.
    public var milliseconds: Int64

    /// A moment from milliseconds since the epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The epoch itself.
    public static let epoch = Moment(milliseconds: 0)

    /// Earlier moments come first.
    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment that lies a span after this one.
    public static func + (left: Moment, right: Span) -> Moment { Moment(milliseconds: left.milliseconds + right.milliseconds) }

    /// The moment that lies a span before this one.
    public static func - (left: Moment, right: Span) -> Moment { Moment(milliseconds: left.milliseconds - right.milliseconds) }

    /// The span from the right moment to the left one; negative if the left one is earlier.
    public static func - (left: Moment, right: Moment) -> Span { Span(milliseconds: left.milliseconds - right.milliseconds) }
}

/// A length of time in whole milliseconds; may be negative.
public struct Span: Hashable, Comparable, Sendable {
    /// The length in milliseconds.
    public var milliseconds: Int64

    /// A span of so many milliseconds.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// A span of so many milliseconds.
    public static func milliseconds(_ count: Int64) -> Span { Span(milliseconds: count) }
    /// A span of so many seconds.
    public static func seconds(_ count: Int64) -> Span { Span(milliseconds: count * 1000) }
    /// A span of so many minutes.
    public static func minutes(_ count: Int64) -> Span { Span(milliseconds: count * 60_000) }
    /// A span of so many hours.
    public static func hours(_ count: Int64) -> Span { Span(milliseconds: count * 3_600_000) }
    /// A span of so many days of 24 hours.
    public static func days(_ count: Int64) -> Span { Span(milliseconds: count * 86_400_000) }
    /// No time at all.
    public static let zero = Span(milliseconds: 0)

    /// The length in seconds, with its fraction.
    public var seconds: Double { Double(milliseconds) / 1000 }

    /// Shorter spans come first.
    public static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }
    /// The sum of two spans.
    public static func + (left: Span, right: Span) -> Span { Span(milliseconds: left.milliseconds + right.milliseconds) }
    /// A span taken so many times.
    public static func * (left: Span, right: Int64) -> Span { Span(milliseconds: left.milliseconds * right) }
}
