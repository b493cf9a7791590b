import Alerts

/// What is to happen later, earliest first; what falls due at the same moment keeps the order it was put in. A binary heap, so
/// that thousands of devices need one timer and no task each.
struct DueQueue<Event: Sendable>: Sendable {
    private struct Entry: Sendable {
        var due: Moment
        var order: UInt64
        var event: Event

        func isBefore(_ other: Entry) -> Bool { (due, order) < (other.due, other.order) }
    }

    private var entries: [Entry] = []
    private var order: UInt64 = 0

    /// When the earliest event is due.
    var nextDue: Moment? { entries.first?.due }

    mutating func add(_ event: Event, at due: Moment) {
        order += 1
        entries.append(Entry(due: due, order: order, event: event))
        var child = entries.count - 1
        while child > 0, entries[child].isBefore(entries[(child - 1) / 2]) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the earliest event that is due at a moment; nil if none is.
    mutating func next(upTo now: Moment) -> (due: Moment, event: Event)? {
        guard let first = entries.first, first.due <= now else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (first.due, first.event)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && entries[child].isBefore(entries[least]) {
                least = child
            }
            if least == parent { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
