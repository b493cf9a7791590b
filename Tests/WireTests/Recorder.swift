import Synchronization
import Wire

/// A delegate that remembers everything and can be awaited.
final class Recorder: MQTTSessionDelegate {
    struct Seen {
        var states: [MQTTSessionState] = []
        var bursts: [[MQTTMessage]] = []
        var outcomes: [MQTTPublishOutcome] = []
        var due: [MQTTPublish] = []
        var pulls: [Int] = []
        var oversize: [String] = []
        /// What `received` answers, from the first burst; committed when it has run out.
        var answers: [MQTTAcceptance] = []
        /// Bursts that were answered with `failed`.
        var refused: [[MQTTMessage]] = []

        var messages: [MQTTMessage] { bursts.flatMap { $0 } }
        var isReady: Bool { states.last == .ready }
        var readyCount: Int { states.count { $0 == .ready } }
        var lastDisconnection: MQTTDisconnection? {
            states.reversed().lazy.compactMap { if case .disconnected(let reason, _) = $0 { reason } else { nil } }.first
        }
    }

    struct TimedOut: Error, CustomStringConvertible {
        let description: String
    }

    private struct Waiter {
        var id: Int
        var condition: (Seen) -> Bool
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct Shared: @unchecked Sendable {
        // The conditions of waiters are called under the lock only.
        var seen = Seen()
        var waiters: [Waiter] = []
        var nextID = 0
    }

    private let shared = Mutex(Shared())

    init(answers: [MQTTAcceptance] = []) { shared.withLock { $0.seen.answers = answers } }

    var seen: Seen { shared.withLock { $0.seen } }

    /// Puts publishes where the session finds them.
    func enqueue(_ publishes: [MQTTPublish]) { change { $0.due += publishes } }

    /// Returns when the condition holds; throws when it does not within the time.
    func until(_ what: String, seconds: Int = 20, _ condition: @escaping @Sendable (Seen) -> Bool) async throws {
        let id = shared.withLock { shared in
            shared.nextID += 1
            return shared.nextID
        }
        let timeout = Task {
            try await Task.sleep(for: .seconds(seconds))
            resolve { $0.id == id }
        }
        defer { timeout.cancel() }
        let holds = await withCheckedContinuation { continuation in
            let isMet = shared.withLock { shared in
                if condition(shared.seen) { return true }
                shared.waiters.append(Waiter(id: id, condition: condition, continuation: continuation))
                return false
            }
            if isMet { continuation.resume(returning: true) }
        }
        if !holds {
            let seen = seen
            throw TimedOut(
                description: "not within \(seconds) s: \(what); states \(seen.states), \(seen.messages.count) messages, "
                    + "\(seen.outcomes.count) outcomes, \(seen.due.count) due")
        }
    }

    private func resolve(_ isExpired: (Waiter) -> Bool) {
        let ended = shared.withLock { shared in
            let ended = shared.waiters.filter(isExpired).map(\.continuation)
            shared.waiters.removeAll(where: isExpired)
            return ended
        }
        for continuation in ended { continuation.resume(returning: false) }
    }

    @discardableResult
    private func change<Result>(_ body: (inout Seen) -> Result) -> Result {
        let (result, met) = shared.withLock { shared in
            let result = body(&shared.seen)
            let met = shared.waiters.filter { $0.condition(shared.seen) }
            shared.waiters.removeAll { waiter in met.contains { $0.id == waiter.id } }
            return (Unchecked(value: result), met.map(\.continuation))
        }
        for continuation in met { continuation.resume(returning: true) }
        return result.value
    }

    private struct Unchecked<Value>: @unchecked Sendable {
        // Made and used on the calling thread.
        let value: Value
    }

    // MARK: MQTTSessionDelegate

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        change { seen in
            let answer = seen.answers.isEmpty ? MQTTAcceptance.committed : seen.answers.removeFirst()
            if answer == .committed { seen.bursts.append(burst) } else { seen.refused.append(burst) }
            return answer
        }
    }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] {
        change { seen in
            seen.pulls.append(capacity)
            let taken = Array(seen.due.prefix(capacity))
            seen.due.removeFirst(taken.count)
            return taken
        }
    }

    func published(_ outcomes: [MQTTPublishOutcome]) { change { $0.outcomes += outcomes } }
    func stateChanged(_ state: MQTTSessionState) { change { $0.states.append(state) } }
    func droppedOversize(topic: String, bytes: Int) { change { $0.oversize.append(topic) } }
}

extension MQTTConfiguration {
    /// A configuration for a test broker that reconnects quickly.
    static func test(_ port: Int, _ clientID: String = "test", subscriptions: [String] = []) -> MQTTConfiguration {
        var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: clientID)
        configuration.subscriptions = subscriptions.map { Subscription($0) }
        configuration.backoff = Backoff(initial: .milliseconds(20), maximum: .milliseconds(200), jitter: 0)
        return configuration
    }
}

/// Runs a session for the length of a closure and stops it afterwards, whatever happens.
func withSession<Result>(
    _ configuration: MQTTConfiguration, _ recorder: Recorder = Recorder(), awaitReady: Bool = true,
    _ body: (MQTTSession, Recorder) async throws -> Result
) async throws -> Result {
    let session = try MQTTSession(configuration, delegate: recorder)
    try session.start()
    do {
        if awaitReady { try await recorder.until("ready") { $0.isReady } }
        let result = try await body(session, recorder)
        await session.stop()
        return result
    } catch {
        await session.stop(drain: .zero)
        throw error
    }
}

/// Publishes through a session of its own and returns when every publish has its outcome.
func publish(_ port: Int, _ publishes: [MQTTPublish], configure: (inout MQTTConfiguration) -> Void = { _ in }) async throws
    -> [MQTTPublishOutcome]
{
    var configuration = MQTTConfiguration.test(port, "publisher-\(publishes.first?.topic.hashValue ?? 0)")
    configuration.cleanStart = true
    configuration.sessionExpirySeconds = 0
    configure(&configuration)
    return try await withSession(configuration) { session, recorder in
        recorder.enqueue(publishes)
        session.wake()
        try await recorder.until("\(publishes.count) outcomes") { $0.outcomes.count >= publishes.count }
        return recorder.seen.outcomes
    }
}
