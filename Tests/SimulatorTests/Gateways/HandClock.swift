import Alerts
import Simulation
import Synchronization

/// A clock that stands still until it is put forward.
final class HandClock: Sendable {
    private let moment = Mutex(Moment.wallClock())

    var now: Moment { moment.withLock { $0 } }

    func advance(_ span: Span) { moment.withLock { $0 = $0 + span } }
}
