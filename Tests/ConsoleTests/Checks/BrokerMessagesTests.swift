import Foundation
import Record
import TestSupport
import Testing

/// The AsyncAPI document against what really goes over the broker: every topic is one of its channels, every payload fits.
@Suite struct BrokerMessagesTests {
    @Test("Every message of a warning from its coming to its end is described")
    func described() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let record = room.installation.folder + "/messages.jsonl"
        let listener = try Program(
            "/usr/bin/stdbuf",
            [
                "-oL", "/usr/bin/mosquitto_sub", "-i", "check-listener", "-h", "127.0.0.1", "-p", "\(room.broker.port)", "-q",
                "1", "-t",
                "\(Installation.under)/#", "-F", "%j",
            ],
            output: record)
        let service = try await room.installation.serveReady(environment: room.environment)
        let devices = try await room.devices(dead: 1)
        try await room.send(DutyRoom.alert("described-1", headline: "暴雨红色预警"))
        let alert = try await room.accepted()
        try await eventually("receipts come and figures go out", within: 120) {
            let text = try String(contentsOfFile: record, encoding: .utf8)
            return ["/receipt\"", "/coverage/\(alert)\"", "/journal/checkpoint\"", "/alert/out\"", "/command\"", "/status\""]
                .allSatisfy {
                    text.replacingOccurrences(of: "\\/", with: "/").contains($0)
                } && text.contains("presented")
        }
        let document = try JSONDecoder().decode(
            JSONValue.self, from: Data(try await room.http([], "/api/asyncapi.json").body.utf8))
        await devices.stop()
        #expect(await service.stop() == .exited(0))
        await listener.stop()

        #expect(document["asyncapi"].text == "3.0.0")
        let schema = Schema(root: document)
        var seen: [String: Int] = [:]
        for line in try String(contentsOfFile: record, encoding: .utf8).split(separator: "\n") {
            let message = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
            let topic = try #require(message["topic"].text)
            let channel = try #require(Self.channel(topic, document), "no channel has the topic \(topic)")
            seen[channel.name, default: 0] += 1
            let payload = message["payload"].text ?? ""
            // A retained message that is cleared is empty.
            guard !payload.isEmpty else { continue }
            let isJSON = channel.type.hasSuffix("json")
            let value = isJSON ? try JSONDecoder().decode(JSONValue.self, from: Data(payload.utf8)) : .string(payload)
            let findings = schema.findings(value, channel.schema)
            #expect(findings == [], "\(topic): \(payload.prefix(300))")
        }
        for name in ["alertIn", "deviceCommand", "deviceReceipt", "deviceStatus", "alertOut", "coverage", "checkpoint"] {
            #expect(seen[name] ?? 0 > 0, "\(name) was not seen: \(seen)")
        }
        #expect(
            !schema.findings(.object(["v": .integer(1)]), document["components"]["schemas"]["Command"]).isEmpty, "it can fail")
    }

    /// The channel of a topic, with the type and the schema of its message.
    private static func channel(_ topic: String, _ document: JSONValue) -> (name: String, type: String, schema: JSONValue)? {
        guard case .object(let channels) = document["channels"] else { return nil }
        for (name, channel) in channels.sorted(by: { $0.key < $1.key }) {
            guard let address = channel["address"].text, case .object(let messages) = channel["messages"],
                let message = messages.keys.first
            else { continue }
            let pattern = address.replacingOccurrences(of: "{root}/{community}", with: Installation.under)
                .replacing(/\{[a-z]+\}/, with: "[^/]+")
            guard let regex = try? Regex("^\(pattern)$"), topic.wholeMatch(of: regex) != nil else { continue }
            let described = document["components"]["messages"][message]
            return (name, described["contentType"].text ?? "", described["payload"])
        }
        return nil
    }
}
