import TestSupport
import Testing
import Wire

/// Connecting, subscribing, publishing and receiving on a real broker.
@Suite struct ExchangeTests {
    @Test func readyOnlyAfterEverySubscription() async throws {
        let broker = try await Broker.launch()
        try await withSession(.test(broker.port, subscriptions: ["a/+", "b/#", "c"])) { _, recorder in
            let states = recorder.seen.states
            #expect(states == [.connecting, .connected(.v5, sessionPresent: false), .ready])
        }
    }

    @Test(arguments: [MQTTProtocolVersion.v5, .v311])
    func messagesArriveByteForByte(_ version: MQTTProtocolVersion) async throws {
        let broker = try await Broker.launch()
        var configuration = MQTTConfiguration.test(broker.port, subscriptions: ["t/#"])
        configuration.protocolChoice = .only(version)
        let payloads: [[UInt8]] = [[], [0], Array(0...255), Array("暴雨红色预警".utf8), [UInt8](repeating: 7, count: 100_000)]
        try await withSession(configuration) { _, recorder in
            let outcomes = try await publish(
                broker.port, payloads.enumerated().map { MQTTPublish(topic: "t/区/\($0)", payload: $1, token: UInt64($0)) })
            #expect(outcomes.map(\.result) == payloads.map { _ in .accepted })
            #expect(outcomes.map(\.token) == [0, 1, 2, 3, 4])
            try await recorder.until("all messages") { $0.messages.count == payloads.count }
            let messages = recorder.seen.messages
            #expect(messages.map(\.payload) == payloads)
            #expect(messages.map(\.topic) == payloads.indices.map { "t/区/\($0)" })
            #expect(messages.allSatisfy { !$0.retained && $0.qos == .atLeastOnce })
        }
    }

    @Test func outcomesTellWhoIsThere() async throws {
        let broker = try await Broker.launch()
        try await withSession(.test(broker.port, subscriptions: ["heard"])) { _, _ in
            let outcomes = try await publish(
                broker.port,
                [
                    MQTTPublish(topic: "heard", payload: [1], token: 1), MQTTPublish(topic: "unheard", payload: [1], token: 2),
                    MQTTPublish(topic: "heard", payload: [1], qos: .atMostOnce, token: 3),
                    MQTTPublish(topic: "wild/+", payload: [1], token: 4), MQTTPublish(topic: "nul\0", payload: [1], token: 5),
                ])
            let results = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.token, $0.result) })
            #expect(results[1] == .accepted)
            #expect(results[2] == .noSubscribers)
            #expect(results[3] == .unknown)
            for token in [4, 5] as [UInt64] {
                guard case .unsendable = results[token] else { throw Recorder.TimedOut(description: "\(outcomes)") }
            }
        }
    }

    @Test func mqtt311KnowsNoReasons() async throws {
        let broker = try await Broker.launch()
        let outcomes = try await publish(broker.port, [MQTTPublish(topic: "unheard", payload: [1], messageExpirySeconds: 5)]) {
            $0.protocolChoice = .only(.v311)
        }
        #expect(outcomes.map(\.result) == [.unknown])
    }

    @Test func retainedMessagesComeMarked() async throws {
        let broker = try await Broker.launch()
        _ = try await publish(broker.port, [MQTTPublish(topic: "state", payload: [1, 2], retain: true)])
        try await withSession(.test(broker.port, subscriptions: ["state"])) { _, recorder in
            try await recorder.until("the retained message") { $0.messages.count == 1 }
            #expect(recorder.seen.messages[0] == MQTTMessage(topic: "state", payload: [1, 2], retained: true))
        }
    }

    @Test func willIsPublishedOnlyWhenTheSessionVanishes() async throws {
        let broker = try await Broker.launch()
        try await withSession(.test(broker.port, "listener", subscriptions: ["status/+"])) { _, recorder in
            var polite = MQTTConfiguration.test(broker.port, "polite")
            polite.will = .init(topic: "status/polite", payload: [0])
            try await withSession(polite) { _, _ in }

            var sudden = MQTTConfiguration.test(broker.port, "sudden", subscriptions: ["poison"])
            sudden.will = .init(topic: "status/sudden", payload: [0])
            try await withSession(sudden, Recorder(answers: [.failed])) { _, suddenRecorder in
                _ = try await publish(broker.port, [MQTTPublish(topic: "poison", payload: [])])
                try await recorder.until("the will") { !$0.messages.isEmpty }
                try await suddenRecorder.until("the reason") { $0.lastDisconnection?.kind == .notCommitted }
            }
            #expect(recorder.seen.messages.map(\.topic) == ["status/sudden"])
        }
    }

    @Test func oversizePayloadsAreDroppedAndCounted() async throws {
        let broker = try await Broker.launch()
        var configuration = MQTTConfiguration.test(broker.port, subscriptions: ["x/#"])
        configuration.maximumPayload = 1000
        try await withSession(configuration) { session, recorder in
            let sizes = [1000, 1001, 5]
            _ = try await publish(
                broker.port, sizes.map { MQTTPublish(topic: "x/\($0)", payload: [UInt8](repeating: 1, count: $0)) })
            try await recorder.until("the small ones") { $0.messages.count == 2 }
            #expect(recorder.seen.messages.map(\.topic) == ["x/1000", "x/5"])
            #expect(recorder.seen.oversize == ["x/1001"])
            await session.stop()
            #expect(session.statistics.droppedOversize == 1)
        }
    }
}
