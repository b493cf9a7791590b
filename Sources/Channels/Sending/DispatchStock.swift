import Alerts
import Dissemination

/// What was taken from the journal's writer a moment ahead, so that a place that comes free is filled without waiting for the disk.
///
/// It is kept for a moment only: an alert that is withdrawn or overtaken by a worse one is not in it for long.
struct DispatchStock {
    private var dispatches: ArraySlice<Dispatch> = []
    private var since: Moment?

    private static let longest = Span.seconds(1)

    /// How many there are.
    var count: Int { dispatches.count }

    /// Whether what is here was taken too long ago to be sent without asking again.
    func isStale(at now: Moment) -> Bool { since.map { now - $0 > Self.longest || now < $0 } ?? false }

    /// Adds what was taken now.
    mutating func add(_ taken: [Dispatch], at now: Moment) {
        if dispatches.isEmpty { since = now }
        dispatches += taken
    }

    /// Takes the first, `count` at the most.
    mutating func take(_ count: Int) -> [Dispatch] {
        let taken = Array(dispatches.prefix(count))
        dispatches = dispatches.dropFirst(taken.count)
        if dispatches.isEmpty { since = nil }
        return taken
    }

    /// Takes all.
    mutating func takeAll() -> [Dispatch] { take(count) }
}
