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
        Case(version: .v5, tls: false), Case(version: .v311, tls: false), Case(version: .v5, tls: true), Case(version: .v311, tls: true),
    ]

    /// Ten messages wait in the session; the burst that holds the fifth cannot be committed: all of it comes again, and the
    /// ones of an earlier burst that were committed do not.
    @Test(arguments: cases) func nothingUncommittedIsAcknowledged(_ it: Case) async throws {
        let broker = try Broker(.init(tls: it.tls ? .server : .none))
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
        let broker = try Broker(.init(tls: it.tls ? .server : .none))
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

    /// A process that is killed inside `received` has acknowledged nothing of that burst.
    @Test(arguments: cases) func brokerKilledLosesNothingQueued(_ it: Case) async throws {
        let broker = try Broker(.init(tls: it.tls ? .server : .none))
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
        let broker = try Broker()
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
