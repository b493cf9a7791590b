import Foundation
import TestSupport
import Testing
import Wire

/// The shipped access rules, on a real broker with users.
@Suite struct AccessTests {
    static let community = "330205004001"
    static let under = "tocsin/v1/330205004001"
    static let users = ["tocsin", "ls-01", "ls-02", "gw-1", "cma", "county", "rain-1"]

    private func broker() async throws -> Broker {
        let rules = NSTemporaryDirectory() + "/rules-" + UUID().uuidString
        let devices = rules + ".csv"
        try "device,channel,gateway,grid\r\nls-01,loudspeaker,,g1\r\nls-11,loudspeaker,gw-1,g1\r\nls-12,display,gw-1,g2\r\n"
            .write(toFile: devices, atomically: true, encoding: .utf8)
        defer { for file in [rules, devices] { try? FileManager.default.removeItem(atPath: file) } }
        let script = Broker.shippedConfiguration + "/gateways.awk"
        try ChildProcess.run("/bin/sh", ["-c", "awk -f '\(script)' -v under=\(Self.under) '\(devices)' > '\(rules)'"])
        let passwords = Dictionary(uniqueKeysWithValues: Self.users.map { ($0, "secret-of-" + $0) })
        return try await Broker.launch(
            .init(
                access: .init(
                    passwords: passwords, community: Self.community, rules: String(contentsOfFile: rules, encoding: .utf8))))
    }

    private func configuration(_ broker: Broker, _ user: String, _ subscriptions: [String] = []) -> MQTTConfiguration {
        var configuration = MQTTConfiguration.test(broker.port, user, subscriptions: subscriptions)
        (configuration.username, configuration.password) = (user, "secret-of-" + user)
        return configuration
    }

    @Test func whoMayWriteWhat() async throws {
        let broker = try await broker()
        let allowed: [(String, [String])] = [
            ("ls-01", ["device/ls-01/receipt", "device/ls-01/status"]),
            ("gw-1", ["gateway/gw-1/status", "device/ls-11/receipt", "device/ls-12/status"]),
            ("cma", ["alert/in/cma"]), ("rain-1", ["sensor/rain-1"]),
            (
                "tocsin",
                [
                    "device/ls-01/command", "alert/out", "coverage/9f86d081884c7d65", "score/4.7", "journal/checkpoint",
                    "alert/in/county", "alert/in/cma",
                ]
            ),
        ]
        let denied: [(String, [String])] = [
            (
                "ls-01",
                [
                    "device/ls-02/receipt", "device/ls-01/command", "alert/in/ls-01", "alert/out", "gateway/gw-1/status",
                    "coverage/x",
                ]
            ),
            ("gw-1", ["device/ls-01/receipt", "device/ls-11/command", "gateway/gw-2/status", "alert/in/gw-1"]),
            ("cma", ["alert/in/county", "alert/out", "device/ls-01/command"]),
            ("county", ["alert/out", "alert/in/county", "score/4.7", "device/ls-01/command"]),
            ("tocsin", ["device/ls-01/receipt", "sensor/rain-1"]),
        ]
        for (user, topics) in allowed { try await expect(broker, user, topics) { $0 == .noSubscribers || $0 == .accepted } }
        for (user, topics) in denied { try await expect(broker, user, topics) { $0 == .refused(reasonCode: 0x87) } }
        try await expect(broker, "ls-01", ["../330205004002/device/ls-01/receipt"]) { $0 == .refused(reasonCode: 0x87) }
    }

    private func expect(
        _ broker: Broker, _ user: String, _ topics: [String], _ holds: (MQTTPublishOutcome.Result) -> Bool
    ) async throws {
        let publishes = topics.enumerated().map { MQTTPublish(topic: "\(Self.under)/\($1)", payload: [1], token: UInt64($0)) }
        try await withSession(configuration(broker, user)) { session, recorder in
            recorder.enqueue(publishes)
            session.wake()
            try await recorder.until("outcomes of \(user)") { $0.outcomes.count == topics.count }
            for outcome in recorder.seen.outcomes {
                #expect(
                    holds(outcome.result),
                    "\(user) on \(topics[Int(outcome.token)]): \(outcome.result) \(recorder.seen.states) \(broker.log.suffix(600))"
                )
            }
        }
    }

    /// Everybody subscribes to everything and gets their own alone.
    @Test func whoMayReadWhat() async throws {
        let broker = try await broker()
        let expected: [String: Set<String>] = [
            "ls-01": ["device/ls-01/command"], "ls-02": ["device/ls-02/command"],
            "gw-1": ["device/ls-11/command", "device/ls-12/command"],
            "county": ["alert/out", "coverage/9f86d081884c7d65", "score/4.7", "journal/checkpoint"],
            "cma": [], "rain-1": [],
        ]
        var readers: [(user: String, session: MQTTSession, recorder: Recorder)] = []
        for user in expected.keys {
            let recorder = Recorder()
            let session = try MQTTSession(configuration(broker, user, ["#"]), delegate: recorder)
            try session.start()
            try await recorder.until("\(user) ready") { $0.isReady }
            readers.append((user, session, recorder))
        }
        let topics = expected.values.flatMap { $0 }
        let other = ["device/ls-99/command", "alert/in/tocsin"]
        // Published in order by one client, so whoever has the last of theirs has all of theirs.
        try await expect(broker, "tocsin", other + topics) { _ in true }
        for (user, session, recorder) in readers {
            let wanted = expected[user, default: []]
            try await recorder.until("\(user)'s own", seconds: 5) { $0.messages.count >= wanted.count }
            await session.stop()
            #expect(Set(recorder.seen.messages.map { String($0.topic.dropFirst(Self.under.count + 1)) }) == wanted, "\(user)")
        }
    }
}
