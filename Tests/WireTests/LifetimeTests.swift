import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing
import Wire

/// What a session leaves behind: nothing.
@Suite struct LifetimeTests {
    private func threads(named name: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count { task in
            let found = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
            return found == name + "\n"
        }
    }

    @Test func stopSaysGoodbyeAndLeavesNoThread() async throws {
        let broker = try await Broker.launch()
        let session = try MQTTSession(.test(broker.port, "unmistakable"), delegate: Recorder())
        try session.start()
        try session.start()
        while session.state != .ready { await Task.yield() }
        #expect(try threads(named: "unmistakable") == 1)
        async let first: Void = session.stop()
        async let second: Void = session.stop()
        _ = await (first, second)
        await session.stop()
        #expect(session.state == .stopped)
        #expect(try threads(named: "unmistakable") == 0)
        #expect(broker.log.contains("Client unmistakable disconnected."))
        session.wake()
    }

    /// Other tests open and close descriptors meanwhile, but fewer of a kind than this many sessions would leave behind: an
    /// event counter and three sockets each.
    @Test func descriptorsAreGivenBack() async throws {
        let broker = try await Broker.launch()
        let before = try descriptors()
        for _ in 0..<300 { try await withSession(.test(broker.port)) { _, _ in } }
        let after = try descriptors()
        #expect(after.eventCounters - before.eventCounters < 250)
        #expect(after.sockets - before.sockets < 600)
    }

    private func descriptors() throws -> (eventCounters: Int, sockets: Int) {
        let targets = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
        }
        return (targets.count { $0.contains("eventfd") }, targets.count { $0.hasPrefix("socket:") })
    }

    /// `select` could not watch descriptors from 1024 on; `poll` can.
    @Test func highDescriptorsWork() async throws {
        let broker = try await Broker.launch(.init(tls: .server))
        let held = (0..<1100).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        defer { for descriptor in held where descriptor >= 0 { close(descriptor) } }
        try #require(held.contains { $0 > 1024 }, "this needs a limit above 1,024 open files: ulimit -n")
        var configuration = MQTTConfiguration.test(broker.port, subscriptions: ["h"])
        configuration.tls = broker.certificates.map { .init(authorityFile: $0.authority) }
        try await withSession(configuration) { session, recorder in
            recorder.enqueue([MQTTPublish(topic: "h", payload: [1])])
            session.wake()
            try await recorder.until("its own message") { $0.messages.count == 1 && $0.outcomes.count == 1 }
        }
    }

    @Test func manySessionsAtOnce() async throws {
        let broker = try await Broker.launch()
        let sessions = try (0..<100).map { number in
            let recorder = Recorder()
            let configuration = MQTTConfiguration.test(broker.port, "many-\(number)", subscriptions: ["many/\(number)", "all"])
            return (session: try MQTTSession(configuration, delegate: recorder), recorder: recorder)
        }
        for it in sessions { try it.session.start() }
        for it in sessions { try await it.recorder.until("ready") { $0.isReady } }
        let outcomes = try await publish(
            broker.port,
            [MQTTPublish(topic: "all", payload: [0])] + (0..<100).map { MQTTPublish(topic: "many/\($0)", payload: [1]) })
        #expect(outcomes.allSatisfy { $0.result == .accepted })
        for (number, it) in sessions.enumerated() {
            try await it.recorder.until("both messages") { $0.messages.count == 2 }
            #expect(it.recorder.seen.messages.map(\.topic) == ["all", "many/\(number)"])
        }
        for it in sessions { await it.session.stop() }
    }

    @Test func stopWithoutStartAndStopWithoutBroker() async throws {
        let idle = try MQTTSession(.test(1), delegate: Recorder())
        await idle.stop()
        #expect(idle.state == .stopped)
        try idle.start()
        #expect(idle.state == .stopped)

        var configuration = MQTTConfiguration.test(Loopback.freePort())
        configuration.backoff = .init(initial: .seconds(60), maximum: .seconds(60))
        let recorder = Recorder()
        let waiting = try MQTTSession(configuration, delegate: recorder)
        try waiting.start()
        try await recorder.until("a failure") { $0.lastDisconnection != nil }
        let start = ContinuousClock.now
        await waiting.stop()
        // It is to wait neither for the next try, a minute away, nor for anything to drain.
        #expect(ContinuousClock.now - start < .seconds(50))
        #expect(recorder.seen.states.last == .stopped)
    }

    @Test func stopSendsWhatIsDue() async throws {
        let broker = try await Broker.launch()
        let recorder = Recorder()
        let session = try MQTTSession(.test(broker.port), delegate: recorder)
        try session.start()
        try await recorder.until("ready") { $0.isReady }
        recorder.enqueue((0..<3000).map { MQTTPublish(topic: "d", payload: [1], token: UInt64($0)) })
        await session.stop(drain: .seconds(10))
        #expect(recorder.seen.outcomes.count { $0.result == .noSubscribers } == 3000)
        #expect(session.statistics.published == 3000 && session.statistics.inFlight == 0)
    }

    /// A session that is let go of without being stopped ends by itself.
    @Test func abandonedSessionEnds() async throws {
        let broker = try await Broker.launch()
        let recorder = Recorder()
        do {
            let session = try MQTTSession(.test(broker.port), delegate: recorder)
            try session.start()
            try await recorder.until("ready") { $0.isReady }
            withExtendedLifetime(session) {}
        }
        try await recorder.until("stopped") { $0.states.last == .stopped }
    }

    /// Asks its session to stop with every tenth burst in hand.
    final class Leaving: MQTTSessionDelegate {
        private struct Shared {
            var session: MQTTSession?
            var bursts = 0
        }

        let recorder = Recorder()
        private let shared = Mutex(Shared())

        func accompany(_ session: MQTTSession?) { shared.withLock { $0.session = session } }

        func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
            let leaving = shared.withLock { shared in
                shared.bursts += 1
                return shared.bursts % 10 == 0 ? shared.session : nil
            }
            leaving?.requestStop()
            return recorder.received(burst)
        }

        func stateChanged(_ state: MQTTSessionState) { recorder.stateChanged(state) }
    }

    /// A session that is stopped with a burst in hand commits and acknowledges it before it leaves, and no other: over many
    /// sessions, every message is committed exactly once.
    @Test(arguments: [false, true]) func stopFinishesTheBurstInHand(_ tls: Bool) async throws {
        let broker = try await Broker.launch(.init(tls: tls ? .server : .none))
        var configuration = MQTTConfiguration.test(broker.port, "leaving", subscriptions: ["m/+"])
        configuration.tls = broker.certificates.map { .init(authorityFile: $0.authority) }
        configuration.burst = 7
        let count = 1000
        try await withSession(configuration) { _, _ in }
        _ = try await publish(broker.port, (0..<count).map { MQTTPublish(topic: "m/\($0)", payload: [1]) }) {
            $0.tls = configuration.tls
        }
        let leaving = Leaving()
        var sessions = 0
        while leaving.recorder.seen.messages.count < count, sessions < 200 {
            let (stops, before) = (sessions + 1, leaving.recorder.seen.messages.count)
            let session = try MQTTSession(configuration, delegate: leaving)
            leaving.accompany(session)
            try session.start()
            try await leaving.recorder.until("the end of session \(stops)") { seen in
                seen.states.count { $0 == .stopped } == stops || seen.messages.count >= count
            }
            await session.stop()
            leaving.accompany(nil)
            try #require(leaving.recorder.seen.messages.count > before)
            sessions += 1
        }
        #expect(sessions > 10)
        let inOrder = leaving.recorder.seen.messages.map(\.topic) == (0..<count).map { "m/\($0)" }
        #expect(inOrder, "\(leaving.recorder.seen.messages.count) messages in \(sessions) sessions")
    }
}
