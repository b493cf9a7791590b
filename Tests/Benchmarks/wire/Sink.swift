import BenchmarkSupport
import Foundation
import Glibc
import Synchronization
import TestSupport
import Wire

/// Receives a number of messages and does nothing with them but count.
final class Sink: MQTTSessionDelegate {
    private struct Shared {
        var received = 0
        var bursts = 0
        var start: ContinuousClock.Instant?
        var end: ContinuousClock.Instant?
        var isReady = false
    }

    private let shared = Mutex(Shared())
    private let count: Int

    init(count: Int) { self.count = count }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        shared.withLock { shared in
            if shared.start == nil { shared.start = .now }
            shared.received += burst.count
            shared.bursts += 1
            if shared.received >= count { shared.end = .now }
        }
        return .committed
    }

    func stateChanged(_ state: MQTTSessionState) {
        if state == .ready { shared.withLock { $0.isReady = true } }
    }

    /// Receives all, while `feed` publishes.
    static func run(
        port: Int, count: Int, version: MQTTProtocolVersion, receiveMaximum: Int, feed: @Sendable () throws -> Baseline.Running
    ) async throws -> BenchmarkSupport.Measurement {
        let before = rusage.now().processorSeconds
        let sink = Sink(count: count)
        var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: "bench-intake")
        configuration.subscriptions = [.init("baseline/device/+/receipt")]
        configuration.protocolChoice = .only(version)
        configuration.receiveMaximum = receiveMaximum
        configuration.cleanStart = true
        configuration.sessionExpirySeconds = 0
        let session = try MQTTSession(configuration, delegate: sink)
        try session.start()
        while !sink.shared.withLock({ $0.isReady }) { try await Task.sleep(for: .milliseconds(5)) }
        let feeding = try feed()
        while sink.shared.withLock({ $0.end }) == nil { try await Task.sleep(for: .milliseconds(20)) }
        await session.stop()
        feeding.process.wait()
        let work = rusage.now().processorSeconds - before
        return sink.shared.withLock { shared in
            let time = (shared.end ?? .now) - (shared.start ?? .now)
            return BenchmarkSupport.Measurement(
                perSecond: Double(count) / (time / .seconds(1)), microsecondsPerMessage: work * 1e6 / Double(count))
        }
    }
}
