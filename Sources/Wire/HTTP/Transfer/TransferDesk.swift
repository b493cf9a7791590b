import Synchronization

/// What the handle of a transfer and its thread share: who waits, who gave up, whether it is time to end.
///
/// The thread is woken only while it sleeps, so a burst of requests costs one wake-up.
final class TransferDesk: Sendable {
    fileprivate struct Shared {
        var line: WaitingLine
        var statistics = HTTPStatistics()
        var nextID: UInt64 = 0
        var cancelled: [UInt64] = []
        var endBy: MonotonicTime?
        var isAsleep = false
        var isFinished = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []

        /// Whether the thread has to be woken for what was just changed.
        mutating func rouse() -> Bool {
            defer { isAsleep = false }
            return isAsleep
        }
    }

    private let shared: Mutex<Shared>
    private let bell: MultiBell

    init(_ configuration: HTTPConfiguration, _ bell: MultiBell) {
        shared = Mutex(Shared(line: WaitingLine(configuration)))
        self.bell = bell
    }

    var statistics: HTTPStatistics {
        shared.withLock { shared in
            var statistics = shared.statistics
            statistics.waiting = shared.line.waitingCount
            statistics.underWay = shared.line.underWayCount
            return statistics
        }
    }

    // MARK: From the handle

    /// A number for a request.
    func nextID() -> UInt64 {
        shared.withLock { shared in
            shared.nextID += 1
            return shared.nextID
        }
    }

    /// Hands a request in, from its own task; it is answered through its continuation.
    func submit(_ ticket: Ticket) {
        let (refusal, mustWake) = shared.withLock { shared -> (HTTPFailure?, Bool) in
            shared.statistics.requests += 1
            let refusal = Self.refusal(of: ticket, &shared)
            if let refusal { shared.statistics.count(.failure(refusal)) }
            return (refusal, refusal == nil && shared.rouse())
        }
        if mustWake { bell.ring() }
        if let refusal { ticket.continuation.resume(returning: .failure(refusal)) }
    }

    /// A task that is cancelled before this has had its cancel handler run already, one that is cancelled later finds its request in
    /// the line or under way.
    private static func refusal(of ticket: Ticket, _ shared: inout Shared) -> HTTPFailure? {
        if Task.isCancelled { return ticket.progress.cancelled() }
        if shared.endBy != nil { return .stopped(ticket.origin) }
        return shared.line.enter(ticket) ? nil : .overloaded(ticket.origin)
    }

    /// Gives a request up, wherever it is.
    func cancel(_ id: UInt64) {
        let (waiting, mustWake) = shared.withLock { shared -> (Ticket?, Bool) in
            if let waiting = shared.line.remove(id) {
                shared.statistics.cancelled += 1
                return (waiting, false)
            }
            if shared.isFinished { return (nil, false) }
            shared.cancelled.append(id)
            return (nil, shared.rouse())
        }
        if mustWake { bell.ring() }
        if let waiting { waiting.continuation.resume(returning: .failure(waiting.progress.cancelled())) }
    }

    /// Takes nothing more, gives up all who wait, and lets those under way end until then.
    func stop(drain: Duration) {
        let until = MonotonicTime.now() + drain
        let (waiting, mustWake) = shared.withLock { shared in
            shared.endBy = min(shared.endBy ?? until, until)
            let waiting = shared.line.removeAll { _ in true }
            shared.statistics.failed += waiting.count
            return (waiting, shared.rouse())
        }
        if mustWake { bell.ring() }
        for ticket in waiting { ticket.continuation.resume(returning: .failure(.stopped(ticket.origin))) }
    }

    /// Returns when the thread has done its last work.
    func waitUntilFinished() async {
        await withCheckedContinuation { continuation in
            let isFinished = shared.withLock { shared in
                if !shared.isFinished { shared.waitingForEnd.append(continuation) }
                return shared.isFinished
            }
            if isFinished { continuation.resume() }
        }
    }

    // MARK: From the thread

    /// What the thread has to do next.
    struct Work {
        var starts: [Ticket] = []
        var cancelled: [UInt64] = []
        var expired: [Ticket] = []
        /// By when all that is under way has to end.
        var endBy: MonotonicTime?
        /// When to look again if nothing happens.
        var lookAgain: MonotonicTime?

        var isEmpty: Bool { starts.isEmpty && cancelled.isEmpty && expired.isEmpty }
    }

    /// What the thread has done since it asked for work.
    struct Settled {
        var outcomes: [(ticket: Ticket, outcome: HTTPOutcome)] = []
        var connections = 0
    }

    /// Takes note of what was done and hands out what is to be done. With no work the thread MUST go to sleep in the library, where
    /// the bell wakes it.
    func takeWork(after settled: Settled) -> Work {
        let now = MonotonicTime.now()
        return shared.withLock { shared in
            shared.take(settled)
            var work = Work()
            work.expired = shared.line.removeExpired(now)
            shared.statistics.timedOut += work.expired.count
            while let ticket = shared.line.next() { work.starts.append(ticket) }
            swap(&work.cancelled, &shared.cancelled)
            work.endBy = shared.endBy
            work.lookAgain = [shared.line.nextDeadline, shared.endBy].compactMap { $0 }.min()
            shared.isAsleep = work.isEmpty
            return work
        }
    }

    /// Marks the end and lets everybody go who waits for it.
    func finish(after settled: Settled) {
        let waiting = shared.withLock { shared in
            shared.take(settled)
            shared.isFinished = true
            defer { shared.waitingForEnd = [] }
            return shared.waitingForEnd
        }
        for continuation in waiting { continuation.resume() }
    }
}

extension TransferDesk.Shared {
    fileprivate mutating func take(_ settled: TransferDesk.Settled) {
        for (ticket, outcome) in settled.outcomes {
            line.leave(ticket.origin)
            statistics.count(outcome)
        }
        statistics.connections += settled.connections
    }
}
