import BenchmarkSupport
import Foundation
import Glibc
import Synchronization
import TestSupport
import Wire

/// Publishes a number of messages, each to a topic of its own, and tells when all have their outcome.
final class Load: MQTTSessionDelegate {
    private struct Shared {
        var next = 0
        var settled = 0
        var refused = 0
        var start = ContinuousClock.now
        var done: CheckedContinuation<Void, Never>?
    }

    private let shared = Mutex(Shared())
    private let payload: [UInt8]
    private let count: Int

    init(count: Int, bytes: Int) {
        self.count = count
        payload = [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
    }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance { .committed }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] {
        let range = shared.withLock { shared in
            if shared.next == 0 { shared.start = .now }
            let range = shared.next..<min(count, shared.next + capacity)
            shared.next = range.upperBound
            return range
        }
        return range.map {
            MQTTPublish(topic: "baseline/device/\($0)/command", payload: payload, messageExpirySeconds: 600, token: UInt64($0))
        }
    }

    func published(_ outcomes: [MQTTPublishOutcome]) {
        let done = shared.withLock { shared in
            shared.settled += outcomes.count
            for outcome in outcomes {
                if case .refused = outcome.result { shared.refused += 1 }
                if outcome.result == .lost { shared.refused += 1 }
            }
            if shared.settled < count { return nil as CheckedContinuation<Void, Never>? }
            defer { shared.done = nil }
            return shared.done
        }
        done?.resume()
    }

    func stateChanged(_ state: MQTTSessionState) {}

    /// Publishes all.
    static func run(port: Int, count: Int, bytes: Int, window: Int, version: MQTTProtocolVersion) async throws
        -> BenchmarkSupport.Measurement
    {
        let before = rusage.now().processorSeconds
        let load = Load(count: count, bytes: bytes)
        var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: "bench-fanout")
        configuration.window = window
        configuration.protocolChoice = .only(version)
        configuration.cleanStart = true
        configuration.sessionExpirySeconds = 0
        let session = try MQTTSession(configuration, delegate: load)
        try session.start()
        await withCheckedContinuation { continuation in
            let isDone = load.shared.withLock { shared in
                if shared.settled < count { shared.done = continuation }
                return shared.settled >= count
            }
            if isDone { continuation.resume() }
        }
        let time = ContinuousClock.now - load.shared.withLock { $0.start }
        await session.stop()
        precondition(load.shared.withLock { $0.refused } == 0)
        let work = rusage.now().processorSeconds - before
        return BenchmarkSupport.Measurement(
            perSecond: Double(count) / (time / .seconds(1)), microsecondsPerMessage: work * 1e6 / Double(count))
    }
}
