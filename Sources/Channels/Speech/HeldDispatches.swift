import Alerts
import Dissemination
import Record

/// Commands that wait a moment for the sound of their alert, so that the first play has it if it comes in time.
struct HeldDispatches {
    private var held: [(dispatch: Dispatch, until: Moment)] = []

    /// The first play waits no longer than this.
    static let patience = Span.seconds(1)

    /// Whether nothing waits.
    var isEmpty: Bool { held.isEmpty }
    /// How many wait.
    var count: Int { held.count }

    /// What goes out now, of what was held and of what is new.
    ///
    /// - Parameters:
    ///   - limit: how many can go.
    ///   - isMaking: whether the sound of a command is still being made.
    mutating func pass(
        _ dispatches: [Dispatch], limit: Int, at now: Moment, patience: Span = HeldDispatches.patience,
        isMaking: (Dispatch) -> Bool
    ) -> [Dispatch] {
        // What was taken back meanwhile MUST NOT follow its withdrawal.
        let withdrawn = Set(dispatches.lazy.filter { $0.action == .withdraw }.map(\.delivery))
        let waiting =
            held.filter { !withdrawn.contains($0.dispatch.delivery) } + dispatches.map { ($0, now + patience) }
        held = []
        var passed: [Dispatch] = []
        for (dispatch, until) in waiting {
            if passed.count >= limit || now < until && isMaking(dispatch) {
                held.append((dispatch, until))
            } else {
                passed.append(dispatch)
            }
        }
        return passed
    }
}
