import Glibc
import Synchronization
import TestSupport
import Testing
import Wire

/// Commit, then PUBACK: what is not committed comes again.
@Suite struct PromiseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var version: MQTTProtocolVersion
        var tls: Bool
        var testDescription: String { version.rawValue + (tls ? " over TLS" : "") }
    }

    static let cases = [
        Case(version: .v5, tls: false), Case(version: .v311, tls: false), Case(version: .v5, tls: true),
        Case(version: .v311, tls: true),
    ]

    /// Ten messages wait in the session; the burst that holds the fifth cannot be committed: all of it comes again, and the
    /// ones of an earlier burst that were committed do not.
    @Test(arguments: cases) func nothingUncommittedIsAcknowledged(_ it: Case) async throws {
        let broker = try await Broker.launch(.init(tls: it.tls ? .server : .none))
        let configuration = subscriber(broker, it)
        try await withSession(configuration) { _, _ in }
        try await publishNumbers(0..<10, broker, it)

        let recorder = Recorder(answers: [.failed, .failed])
        try await withSession(configuration, recorder) { _, recorder in
            try await recorder.until("ten messages") { $0.messages.count >= 10 && $0.isReady }
            let seen = recorder.seen
            #expect(seen.messages.map(\.payload) == (0..<10).map { [UInt8($0)] })
            #expect(seen.refused.count == 2)
            #expect(seen.refused.allSatisfy { $0.first?.payload == [0] })
            #expect(seen.lastDisconnection?.kind == .notCommitted)
        }
        // What was committed was acknowledged: nothing comes again.
        let later = Recorder()
        try await withSession(configuration, later) { _, later in
            try await publishNumbers(99..<100, broker, it)
            try await later.until("the mark") { !$0.messages.isEmpty }
            #expect(later.seen.messages.map(\.payload) == [[99]])
        }
    }

    /// The same, burst by burst, with bursts of one message: exactly those before the fifth stay away.
    @Test(arguments: cases) func committedOnesStayAway(_ it: Case) async throws {
        let broker = try await Broker.launch(.init(tls: it.tls ? .server : .none))
        var configuration = subscriber(broker, it)
        configuration.burst = 1
        try await withSession(configuration) { _, _ in }
        try await publishNumbers(0..<10, broker, it)

        let recorder = Recorder(answers: [.committed, .committed, .committed, .committed, .failed])
        try await withSession(configuration, recorder) { _, recorder in
            try await recorder.until("ten messages") { $0.messages.count >= 10 && $0.isReady }
            #expect(recorder.seen.messages.map(\.payload) == (0..<10).map { [UInt8($0)] })
            #expect(recorder.seen.refused.map { $0.map(\.payload) } == [[[4]]])
        }
    }

    /// A process that kills itself inside `received`, at the fifth of ten messages, has acknowledged none of them.
    @Test func processKilledBeforeItsCommit() async throws {
        let broker = try await Broker.launch()
        let it = Self.cases[0]
        try await withSession(subscriber(broker, it)) { _, _ in }
        try await publishNumbers(0..<10, broker, it)
        let port = broker.port
        await #expect(processExitsWith: .signal(SIGKILL)) { [port = port as Int] in
            let session = try MQTTSession(.test(port, "subscriber", subscriptions: ["n/+"]), delegate: Suicide())
            try session.start()
            try await Task.sleep(for: .seconds(20))
            await session.stop()
        }
        try await withSession(subscriber(broker, it)) { _, recorder in
            try await recorder.until("ten messages") { $0.messages.count >= 10 }
            #expect(recorder.seen.messages.map(\.payload) == (0..<10).map { [UInt8($0)] })
        }
    }

    /// Ends its process with the fifth message in hand.
    final class Suicide: MQTTSessionDelegate {
        private let count = Mutex(0)

        func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
            let count = count.withLock { count in
                count += burst.count
                return count
            }
            if count >= 5 { kill(getpid(), SIGKILL) }
            return .committed
        }

        func stateChanged(_ state: MQTTSessionState) {}
    }

    /// What the broker saved before it was killed is there when it comes back.
    @Test(arguments: cases) func brokerKilledLosesNothingQueued(_ it: Case) async throws {
        let broker = try await Broker.launch(.init(tls: it.tls ? .server : .none))
        let configuration = subscriber(broker, it)
        try await withSession(configuration) { _, _ in }
        try await publishNumbers(0..<100, broker, it)
        broker.save()
        broker.kill()
        try broker.start()
        try await withSession(configuration) { _, recorder in
            try await recorder.until("all hundred") { $0.messages.count >= 100 }
            #expect(recorder.seen.messages.map(\.payload) == (0..<100).map { [UInt8($0)] })
        }
    }

    /// Connected while the broker is killed and comes back: the session returns by itself, and the retained and queued are there.
    @Test func sessionReturnsAfterTheBrokerWasKilled() async throws {
        let broker = try await Broker.launch()
        try await withSession(.test(broker.port, "service", subscriptions: ["n/#"])) { session, recorder in
            broker.save()
            broker.kill()
            try await recorder.until("disconnected") { $0.lastDisconnection != nil && !$0.isReady }
            try broker.start()
            try await recorder.until("ready again") { $0.readyCount == 2 }
            #expect(recorder.seen.states.contains(.connected(.v5, sessionPresent: true)))
            try await publishNumbers(7..<8, broker, Self.cases[0])
            try await recorder.until("a message") { !$0.messages.isEmpty }
            #expect(session.statistics.connections == 2)
        }
    }

    private func subscriber(_ broker: Broker, _ it: Case) -> MQTTConfiguration {
        var configuration = MQTTConfiguration.test(broker.port, "subscriber", subscriptions: ["n/+"])
        configuration.protocolChoice = .only(it.version)
        configuration.tls = broker.certificates.map { .init(authorityFile: $0.authority) }
        return configuration
    }

    private func publishNumbers(_ numbers: Range<UInt8>, _ broker: Broker, _ it: Case) async throws {
        let outcomes = try await publish(broker.port, numbers.map { MQTTPublish(topic: "n/x", payload: [$0]) }) {
            $0.tls = broker.certificates.map { .init(authorityFile: $0.authority) }
            $0.protocolChoice = .only(it.version)
        }
        #expect(outcomes.allSatisfy { $0.result == (it.version == .v5 ? .accepted : .unknown) })
    }
}
