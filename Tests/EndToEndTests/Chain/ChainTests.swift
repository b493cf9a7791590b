import Alerts
import Foundation
import Record
import Simulation
import TestSupport
import Testing
import Wire

/// The whole chain with one loudspeaker and one display under the test's control, over every kind of connection.
@Suite struct ChainTests {
    @Test(arguments: Client.Way.all)
    func fromAlertToCoverage(_ way: Client.Way) async throws {
        let village = try await Village(tls: way.tls)
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let county = try await Client(village.broker, user: "county", way: way, reads: ["alert/out", "coverage/+"])
        let source = try await Client(village.broker, user: "cma", way: way)
        let loudspeaker = try await TestDevice("ls-01", village.broker, way: way)
        let display = try await TestDevice("ds-01", village.broker, way: way)

        let alert = AlertText("11010041600000_20260701140305") { $0.severity = "Extreme" }
        try await source.publish("alert/in/cma", alert.xml)
        let command = try await loudspeaker.command("present", of: alert.id)
        expectCommand(command, of: alert)
        #expect(try await display.command("present", of: alert.id)["text"].text == alert.description)

        let delivery = try #require(command["delivery"].text)
        try await loudspeaker.answer(delivery, "delivered")
        try await loudspeaker.presented(delivery, plays: 3)
        let coverage = try await county.json("coverage/\(alert.id)", "coverage says that ls-01 has played") {
            $0["channels"].elements.contains { $0["channel"].text == "loudspeaker" && $0["presented"].integer == 1 }
        }
        try expectCoverage(coverage, of: alert, village)
        try await eventually("the alert goes on to neighbours") { !county.messages("alert/out").isEmpty }
        #expect(county.messages("alert/out").map(\.payload) == [Array(alert.xml.utf8)], "byte for byte, once")

        for client in [county, source, loudspeaker.client, display.client] { await client.leave() }
        #expect(await service.stop() == .exited(0))
    }

    private func expectCommand(_ command: JSONValue, of alert: AlertText) {
        #expect(command.names == Members.command)
        let texts = [
            "alert": alert.id, "action": "present", "status": "Actual", "msgType": "Alert", "hazard": "weather", "event": "暴雨",
            "colour": "red", "headline": "暴雨，上高处。", "text": "暴雨，上高处。", "language": "zh-CN", "issuer": "示例市气象台",
        ]
        for (name, text) in texts { #expect(command[name].text == text, "\(name)") }
        for (name, number) in ["v": 1, "repeat": 3, "priority": 1] { #expect(command[name].integer == number, "\(name)") }
        #expect(command["sent"].isTime && command["expires"].isTime, "\(command)")
        #expect(command["audio"] == .null)
        #expect(command["sent"].text == alert.sent.replacingOccurrences(of: "+08:00", with: ".000+08:00"))
        // It is written in the community's zone, which is not that of the alert.
        let expires = command["expires"].text.flatMap { Timestamp($0) }
        #expect(expires != nil && expires?.moment == alert.expires.flatMap { Timestamp($0) }?.moment)
    }

    private func expectCoverage(_ coverage: JSONValue, of alert: AlertText, _ village: Village) throws {
        #expect(Members.coverage.isSubset(of: coverage.names), "missing \(Members.coverage.subtracting(coverage.names))")
        for (part, names) in Members.coverageParts { #expect(coverage[part].names == names, "\(part)") }
        #expect(coverage["channels"].elements.allSatisfy { $0.names == Members.channel })
        #expect(coverage["grids"].elements.allSatisfy { $0.names == Members.grid })
        #expect(coverage["alert"].text == alert.id && coverage["community"].text == Installation.community)
        #expect(coverage["asOf"].isTime && coverage["start"].isTime && coverage["deadline"]["households"].isTime)
        #expect(coverage["withinDeadline"] == .null && coverage["seconds"]["all"] == .null)

        let earshot = try Earshot(at: village.installation.register)
        let (all, reached) = (earshot.all, earshot.reached(by: ["ls-01"]))
        #expect(reached.households > 0)
        #expect(coverage["target"]["households"].integer == all.households)
        #expect(coverage["target"]["residents"].integer == all.residents)
        #expect(coverage["covered"]["households"].integer == reached.households)
        #expect(coverage["covered"]["residents"].integer == reached.residents)
        #expect(coverage["missing"]["households"].integer == all.households - reached.households)
        #expect(coverage["rate"].number == Self.roundedDown(reached.residents, all.residents))
        #expect(coverage["householdRate"].number == Self.roundedDown(reached.households, all.households))
        #expect(coverage["vulnerableRate"].number == 0, "loudspeakers never confirm")
        #expect(coverage["grids"].elements.compactMap { $0["covered"].integer }.reduce(0, +) == reached.households)
    }

    /// A share rounded down to five decimals.
    private static func roundedDown(_ part: Int, _ whole: Int) -> Double { Double(part * 100_000 / whole) / 100_000 }
}

extension Earshot {
    /// Reads a register's folder.
    init(at folder: String) throws {
        let names = ["households.csv", "devices.csv", "exclusions.csv", "zones.geojson"]
        let files = names.compactMap { name in FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, $0) } }
        try self.init(register: Dictionary(uniqueKeysWithValues: files))
    }
}
