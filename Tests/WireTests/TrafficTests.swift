import Foundation
import Synchronization
import TestSupport
import Testing
import Wire

/// Many messages, few at a time.
@Suite(.serialized) struct TrafficTests {
    /// Follows MQTT packets in a byte stream; enough for streams that begin with a packet.
    struct PacketCounter {
        private var rest: [UInt8] = []
        private(set) var counts = [UInt8: Int]()

        mutating func take(_ bytes: [UInt8]) {
            rest += bytes
            var start = 0
            while let end = packetEnd(start) {
                counts[rest[start] >> 4, default: 0] += 1
                start = end
            }
            rest.removeFirst(start)
        }

        private func packetEnd(_ start: Int) -> Int? {
            var (length, shift, index) = (0, 0, start + 1)
            while index < rest.count {
                length |= Int(rest[index] & 127) << shift
                shift += 7
                index += 1
                if rest[index - 1] & 128 == 0 { return index + length <= rest.count ? index + length : nil }
            }
            return nil
        }
    }

    @Test(arguments: [(window: 10, brokerMaximum: 1000), (window: 1000, brokerMaximum: 7)])
    func windowIsNeverExceeded(_ it: (window: Int, brokerMaximum: Int)) async throws {
        let broker = try await Broker.launch(.init(lines: ["max_inflight_messages \(it.brokerMaximum)"]))
        struct Wire {
            var up = PacketCounter()
            var down = PacketCounter()
            var most = 0
        }
        let wire = Mutex(Wire())
        let proxy = TCPProxy(
            to: broker.port,
            .init(tap: { direction, bytes in
                wire.withLock { wire in
                    if direction == .toServer { wire.up.take(bytes) } else { wire.down.take(bytes) }
                    wire.most = max(wire.most, wire.up.counts[3, default: 0] - wire.down.counts[4, default: 0])
                }
                return bytes
            }))
        defer { proxy.stop() }
        var configuration = MQTTConfiguration.test(proxy.port)
        configuration.window = it.window
        let limit = min(it.window, it.brokerMaximum)
        try await withSession(configuration) { session, recorder in
            recorder.enqueue((0..<2000).map { MQTTPublish(topic: "w/\($0)", payload: [1], token: UInt64($0)) })
            session.wake()
            try await recorder.until("all outcomes") { $0.outcomes.count == 2000 }
            let inOrder = recorder.seen.outcomes.map(\.token) == (0..<2000).map { UInt64($0) }
            #expect(inOrder)
            #expect(recorder.seen.pulls.allSatisfy { $0 <= limit })
        }
        #expect(wire.withLock { $0.most } == limit)
    }

    /// A halted broker acknowledges nothing: the session holds one window and leaves the rest with its owner, and when the
    /// connection ends, the window comes back as lost.
    @Test func haltedBrokerFillsOneWindowOnly() async throws {
        let broker = try await Broker.launch()
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.window = 50
        try await withSession(configuration) { session, recorder in
            broker.suspend()
            recorder.enqueue((0..<500).map { MQTTPublish(topic: "w/\($0)", payload: [1], token: UInt64($0)) })
            session.wake()
            try await recorder.until("a full window") { $0.due.count == 450 }
            session.wake()
            broker.kill()
            try await recorder.until("the window back") { $0.outcomes.count >= 50 }
            #expect(recorder.seen.outcomes == (0..<50).map { MQTTPublishOutcome(token: $0, result: .lost) })
            #expect(recorder.seen.due.count == 450)
            try broker.start()
            try await recorder.until("the rest") { $0.outcomes.count == 500 }
            #expect(recorder.seen.outcomes.dropFirst(50).allSatisfy { $0.result == .noSubscribers })
        }
    }

    /// A delegate that gives more than it was asked for gets it all sent, still within the window.
    struct Generous: MQTTSessionDelegate {
        let recorder = Recorder()
        func received(_ burst: [MQTTMessage]) -> MQTTAcceptance { recorder.received(burst) }
        func nextPublishes(_ capacity: Int) -> [MQTTPublish] { recorder.nextPublishes(.max) }
        func published(_ outcomes: [MQTTPublishOutcome]) { recorder.published(outcomes) }
        func stateChanged(_ state: MQTTSessionState) { recorder.stateChanged(state) }
    }

    @Test func surplusIsSentInOrder() async throws {
        let broker = try await Broker.launch()
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.window = 10
        let generous = Generous()
        let session = try MQTTSession(configuration, delegate: generous)
        generous.recorder.enqueue((0..<300).map { MQTTPublish(topic: "w", payload: [1], token: UInt64($0)) })
        try session.start()
        try await generous.recorder.until("all outcomes") { $0.outcomes.count == 300 }
        #expect(generous.recorder.seen.outcomes.map(\.token) == (0..<300).map { UInt64($0) })
        await session.stop()
    }

    @Test func expiredMessagesAreNotDelivered() async throws {
        let broker = try await Broker.launch()
        let configuration = MQTTConfiguration.test(broker.port, "sleeper", subscriptions: ["e/+"])
        try await withSession(configuration) { _, _ in }
        let outcomes = try await publish(
            broker.port,
            [
                MQTTPublish(topic: "e/short", payload: [1], messageExpirySeconds: 1),
                MQTTPublish(topic: "e/long", payload: [2], messageExpirySeconds: 600), MQTTPublish(topic: "e/ever", payload: [3]),
            ])
        #expect(outcomes.allSatisfy { $0.result == .accepted })
        // The broker's own clock has to run out; there is no event to wait for.
        try await Task.sleep(for: .milliseconds(2200))
        try await withSession(configuration) { _, recorder in
            try await recorder.until("what has not expired") { $0.messages.count == 2 }
            #expect(recorder.seen.messages.map(\.topic) == ["e/long", "e/ever"])
        }
    }

    @Test func wakingIsQuick() async throws {
        let broker = try await Broker.launch()
        try await withSession(.test(broker.port)) { session, recorder in
            var times: [Duration] = []
            for turn in 1...50 {
                let start = ContinuousClock.now
                recorder.enqueue([MQTTPublish(topic: "w", payload: [1])])
                session.wake()
                try await recorder.until("an outcome") { $0.outcomes.count == turn }
                times.append(ContinuousClock.now - start)
            }
            let median = times.sorted()[25]
            #expect(median < .milliseconds(20), "median \(median)")
        }
    }

    struct Link: Sendable, CustomTestStringConvertible {
        var tls: Bool
        var version: MQTTProtocolVersion
        var testDescription: String { "\(version.rawValue), \(tls ? "TLS" : "plain")" }
    }

    /// Behind a proxy that passes the broker's words on in lumps, thousands of messages arrive, in order, without a stall.
    @Test(arguments: [Link(tls: true, version: .v5), Link(tls: true, version: .v311), Link(tls: false, version: .v5)])
    func coalescedBurstsArriveWhole(_ it: Link) async throws {
        let broker = try await Broker.launch(.init(tls: it.tls ? .server : .none))
        let proxy = TCPProxy(to: broker.port, .init(coalesce: .milliseconds(15)))
        defer { proxy.stop() }
        var configuration = MQTTConfiguration.test(proxy.port, subscriptions: ["b/+"])
        configuration.protocolChoice = .only(it.version)
        configuration.tls = broker.certificates.map { .init(authorityFile: $0.authority) }
        let count = 20_000
        try await withSession(configuration) { session, recorder in
            let start = ContinuousClock.now
            let payload = [UInt8](repeating: 9, count: 180)
            _ = try await publish(broker.port, (0..<count).map { MQTTPublish(topic: "b/\($0)", payload: payload) }) {
                $0.tls = configuration.tls
            }
            try await recorder.until("all messages") { $0.messages.count >= count }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let seen = recorder.seen
            let inOrder = seen.messages.map(\.topic) == (0..<count).map { "b/\($0)" }
            #expect(inOrder)
            #expect(seconds < 15, "\(seconds) s")
            #expect(seen.bursts.allSatisfy { $0.count <= configuration.burst })
        }
    }

    /// The last messages of a lump arrive with it and not with the next traffic.
    @Test func tailsDoNotWait() async throws {
        let broker = try await Broker.launch(.init(tls: .server))
        let proxy = TCPProxy(to: broker.port, .init(coalesce: .milliseconds(5)))
        defer { proxy.stop() }
        var configuration = MQTTConfiguration.test(proxy.port, subscriptions: ["b/+"])
        configuration.tls = broker.certificates.map { .init(authorityFile: $0.authority) }
        try await withSession(configuration) { _, recorder in
            var times: [Duration] = []
            for turn in 1...20 {
                let start = ContinuousClock.now
                _ = try await publish(broker.port, (0..<300).map { MQTTPublish(topic: "b/\($0)", payload: [1]) }) {
                    $0.tls = configuration.tls
                }
                try await recorder.until("turn \(turn)") { $0.messages.count == 300 * turn }
                times.append(ContinuousClock.now - start)
            }
            // A tail that waited would come with the second's tick in every turn; a busy machine is slow in some.
            #expect(times.sorted()[5] < .milliseconds(700), "\(times)")
        }
    }

    @Test func brokenLinkIsFoundAgain() async throws {
        let broker = try await Broker.launch()
        let proxy = TCPProxy(to: broker.port)
        defer { proxy.stop() }
        try await withSession(.test(proxy.port, subscriptions: ["b/+"])) { _, recorder in
            for turn in 2...5 {
                proxy.cut()
                try await recorder.until("ready for the \(turn)th time") { $0.readyCount == turn }
            }
        }
    }
}
