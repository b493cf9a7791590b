import Alerts
import Dissemination
import Record

/// When a foreign gateway is asked for each order: soon after it went out, then ever less often, and soon again when something was new.
struct InquirySchedule: Sendable {
    private struct Turn {
        var next: Moment
        var pause: Span
        var stage: Stage
        var isWithdrawn: Bool
    }

    private let first: Span
    private let longest: Span
    private var turns: [SpeakerReference: Turn] = [:]

    /// What did not end in so long is not asked for any more.
    private static let patience = Span.hours(24)

    init(_ asking: SpeakerProfile.Asking?) {
        first = .seconds(Int64(asking?.firstSeconds ?? 1))
        longest = max(first, .seconds(Int64(asking?.longestSeconds ?? 15)))
    }

    /// The orders that are to be asked for now. Others than the awaited ones are forgotten.
    mutating func due(_ awaited: [AwaitedOrder], at now: Moment) -> [AwaitedOrder] {
        var kept: [SpeakerReference: Turn] = [:]
        var due: [AwaitedOrder] = []
        for order in awaited where now - order.since < Self.patience {
            var turn = turns[order.reference] ?? begin(order, at: order.since)
            if turn.stage != order.stage || turn.isWithdrawn != order.isWithdrawn { turn = begin(order, at: now) }
            kept[order.reference] = turn
            if turn.next <= now { due.append(order) }
        }
        turns = kept
        return due
    }

    /// Notes that an order was asked for.
    mutating func noteAsked(_ order: AwaitedOrder, at now: Moment) {
        guard let turn = turns[order.reference] else { return }
        let pause = min(Span(milliseconds: turn.pause.milliseconds * 2), longest)
        turns[order.reference]?.pause = pause
        turns[order.reference]?.next = now + pause
    }

    private func begin(_ order: AwaitedOrder, at moment: Moment) -> Turn {
        Turn(next: moment + first, pause: first, stage: order.stage, isWithdrawn: order.isWithdrawn)
    }
}

extension AwaitedOrder {
    /// What the gateway calls it.
    var reference: SpeakerReference { SpeakerReference(delivery, failures: failures) }
}
