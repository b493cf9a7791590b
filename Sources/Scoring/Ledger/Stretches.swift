import Alerts

/// Stretches of time, apart from each other and in order.
struct Stretches: Hashable, Sendable {
    private(set) var ranges: [Range<Moment>]

    /// The time that lies in any of the ranges.
    init(_ ranges: [Range<Moment>] = []) {
        self.ranges = []
        for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound {
                self.ranges[self.ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                self.ranges.append(range)
            }
        }
    }

    var isEmpty: Bool { ranges.isEmpty }

    /// Their length together.
    var total: Span { ranges.reduce(.zero) { $0 + ($1.upperBound - $1.lowerBound) } }

    /// The longest of them; nil if there is none.
    var longest: Span? { ranges.map { $0.upperBound - $0.lowerBound }.max() }

    /// What of them lies within a window.
    func clipped(to window: Range<Moment>) -> Stretches { Stretches(ranges.map { $0.clamped(to: window) }) }

    /// What of a window they leave open.
    func gaps(in window: Range<Moment>) -> Stretches {
        var gaps: [Range<Moment>] = []
        var reached = window.lowerBound
        for range in clipped(to: window).ranges {
            if reached < range.lowerBound { gaps.append(reached..<range.lowerBound) }
            reached = range.upperBound
        }
        if reached < window.upperBound { gaps.append(reached..<window.upperBound) }
        return Stretches(gaps)
    }

    /// Those that last longer than a span.
    func longer(than span: Span) -> Stretches { Stretches(ranges.filter { $0.upperBound - $0.lowerBound > span }) }

    /// The one that a moment lies in.
    func stretch(around moment: Moment) -> Range<Moment>? { ranges.first { $0.contains(moment) } }

    /// The time that lies in either.
    func union(_ other: Stretches) -> Stretches { Stretches(ranges + other.ranges) }
}
