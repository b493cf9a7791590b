import Foundation
import Glibc
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
        let broker = try Broker()
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

    /// Other tests open and close descriptors meanwhile, but fewer of a kind than this many sessions would leave behind.
    @Test func descriptorsAreGivenBack() async throws {
        let broker = try Broker()
        let before = try descriptors()
        for _ in 0..<300 { try await withSession(.test(broker.port)) { _, _ in } }
        let after = try descriptors()
        #expect(after.eventCounters - before.eventCounters < 150)
        #expect(after.sockets - before.sockets < 250)
    }

    private func descriptors() throws -> (eventCounters: Int, sockets: Int) {
        let targets = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
        }
        return (targets.count { $0.contains("eventfd") }, targets.count { $0.hasPrefix("socket:") })
    }

    /// `select` could not watch descriptors from 1024 on; `poll` can.
    @Test func highDescriptorsWork() async throws {
        let broker = try Broker(.init(tls: .server))
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
        let broker = try Broker()
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
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(recorder.seen.states.last == .stopped)
    }

    @Test func stopSendsWhatIsDue() async throws {
        let broker = try Broker()
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
        let broker = try Broker()
        let recorder = Recorder()
        do {
            let session = try MQTTSession(.test(broker.port), delegate: recorder)
            try session.start()
            try await recorder.until("ready") { $0.isReady }
            withExtendedLifetime(session) {}
        }
        try await recorder.until("stopped") { $0.states.last == .stopped }
    }

    /// Reports are handed over before the goodbye acknowledges them.
    @Test func messagesUnderStopAreCommittedOrComeAgain() async throws {
        let broker = try Broker()
        var configuration = MQTTConfiguration.test(broker.port, "steady", subscriptions: ["m/+"])
        configuration.burst = 7
        let recorder = Recorder()
        let count = 2000
        try await withSession(configuration) { _, _ in }
        _ = try await publish(broker.port, (0..<count).map { MQTTPublish(topic: "m/\($0)", payload: [1], token: UInt64($0)) })
        var sessions = 0
        while Set(recorder.seen.messages.map(\.topic)).count < count, sessions < 1000 {
            let before = recorder.seen.messages.count
            try await withSession(configuration, recorder, awaitReady: false) { _, recorder in
                try await recorder.until("some messages") { $0.messages.count > before }
            }
            sessions += 1
        }
        #expect(sessions > 1)
        #expect(Set(recorder.seen.messages.map(\.topic)).count == count)
    }
}
