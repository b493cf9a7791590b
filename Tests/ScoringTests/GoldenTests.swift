import Alerts
import Community
import Foundation
import Record
import Testing

@testable import Scoring

/// One whole assessment, byte for byte. `RECORD_GOLDEN=1 swift test --filter GoldenTests` writes the files anew.
@Suite("The assessment as published")
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    private func story() throws -> Assessment {
        var scenario = Scenario()
        scenario.alert.lateHouseholds = 1
        scenario.alert.missingHouseholds = 1
        scenario.outages = [("2026-07-20T00:00:00+08:00", "2026-07-20T01:00:00+08:00")]
        scenario.scoring.figures["availability"] = Ruling(
            value: 0.98, source: "county plan", changed: ChangedBy(by: "某县应急管理局", date: date("2026-06-01"), reason: "电网改造"))
        let start = time("2026-09-01T10:00:00+08:00")
        let id = AlertID(rawValue: 0xB1)
        scenario.extra = [
            (
                "2026-09-01T10:00:00+08:00",
                .alertAccepted(
                    Scenario.accepted(id, .actual, sent: start, start: start, target: .init(all: 1800), colour: .orange))
            ),
            ("2026-09-01T10:05:00+08:00", .alertEnded(AlertEnded(alert: id, cause: .cancelled, by: nil, continues: false))),
        ]
        return try scenario.assess()
    }

    private func compare(_ text: String, with name: String) throws {
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test("JSON")
    func json() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let assessment = try story()
        let data = try encoder.encode(assessment)
        try compare(String(decoding: data, as: UTF8.self) + "\n", with: "assessment.json")
        #expect(try JSONDecoder().decode(Assessment.self, from: data) == assessment)
    }

    @Test("Lines for people")
    func text() throws {
        let lines = AssessmentText(try story()).lines.map { line in
            String(repeating: "  ", count: line.level) + "[\(line.verdict?.rawValue ?? "-")] \(line.label): \(line.value)"
        }
        try compare(lines.joined(separator: "\n") + "\n", with: "assessment.txt")
    }

    @Test("Every member of the interface is there, with null where nothing is known")
    func members() throws {
        var scenario = Scenario()
        scenario.hasAlert = false
        scenario.holdsDrill = false
        let object = try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(try scenario.assess())) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "item", "name", "standard", "convention", "community", "from", "to", "full", "suggested", "reason", "criteria",
                "basicCondition", "counts", "alerts", "counterEvidence", "changes", "witness", "checkpoint", "evaluator",
            ])
        for name in ["suggested", "witness", "checkpoint", "evaluator"] { #expect(object[name] is NSNull, "\(name)") }
        let criteria = try #require(object["criteria"] as? [[String: Any]])
        #expect(Set(criteria[0].keys) == ["id", "text", "met", "checks"])
        #expect(Set(criteria[1].keys) == ["id", "text", "met", "figure", "required"])
        #expect(Set(criteria[2].keys) == ["id", "text", "met", "figure", "required", "missing"])
        #expect(criteria[1]["figure"] is NSNull)
        let checks = try #require(criteria[0]["checks"] as? [[String: Any]])
        for check in checks { #expect(Set(check.keys) == ["id", "figure", "required", "met", "reason"]) }
    }
}
