import Synchronization

/// What the handle of a session and its thread share.
final class SessionControl: Sendable {
    private struct Shared {
        var state = MQTTSessionState.idle
        var statistics = MQTTStatistics()
        var drainUntil: MonotonicTime?
        var isFinished = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let shared = Mutex(Shared())
    let wakeup: Wakeup

    init() throws(MQTTConfigurationError) { wakeup = try Wakeup() }

    var state: MQTTSessionState { shared.withLock { $0.state } }
    var statistics: MQTTStatistics { shared.withLock { $0.statistics } }
    var isStopping: Bool { shared.withLock { $0.drainUntil != nil } }

    // MARK: From the handle

    /// Asks the thread to end, once nothing is left to publish or the time is over.
    func stop(drain: Duration) {
        let until = MonotonicTime.now() + drain
        shared.withLock { shared in shared.drainUntil = min(shared.drainUntil ?? until, until) }
        wakeup.raise()
    }

    /// Returns when the thread has done its last work.
    func waitUntilFinished() async {
        await withCheckedContinuation { continuation in
            let isFinished = shared.withLock { shared in
                if !shared.isFinished { shared.waiting.append(continuation) }
                return shared.isFinished
            }
            if isFinished { continuation.resume() }
        }
    }

    // MARK: From the thread

    func change(to state: MQTTSessionState, _ delegate: any MQTTSessionDelegate) {
        shared.withLock { $0.state = state }
        delegate.stateChanged(state)
    }

    func update(_ turn: MQTTStatistics, inFlight: Int) {
        shared.withLock { shared in
            shared.statistics.connections += turn.connections
            shared.statistics.received += turn.received
            shared.statistics.bursts += turn.bursts
            shared.statistics.published += turn.published
            shared.statistics.droppedOversize += turn.droppedOversize
            shared.statistics.inFlight = inFlight
        }
    }

    /// Whether it is time to end, given whether there is still something to publish or to be acknowledged.
    func mustEnd(hasWork: Bool) -> Bool {
        guard let until = shared.withLock({ $0.drainUntil }) else { return false }
        return !hasWork || MonotonicTime.now() >= until
    }

    /// Marks the end and lets everybody go who waits for it.
    func finish(_ delegate: any MQTTSessionDelegate) {
        change(to: .stopped, delegate)
        wakeup.close()
        let waiting = shared.withLock { shared in
            shared.isFinished = true
            defer { shared.waiting = [] }
            return shared.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
