import Foundation
import Record
import TestSupport
import Testing

/// What follows from a deadline: the verdict, and the assessment that is retained on the broker.
@Suite struct ScoreTests {
    @Test func verdictBringsAnAssessment() async throws {
        // A policy may shorten deadlines; with one minute the verdict need not be waited for long.
        let village = try await Village {
            let text = try String(contentsOfFile: $0.config + "/policy.yaml", encoding: .utf8)
            let shorter = text.replacing(
                #/\ \ red: \{duty.*/#, with: "  red: {duty: 1, staff: 1, households: 1, vulnerable: 1, doors: 1}")
            try shorter.write(toFile: $0.config + "/policy.yaml", atomically: true, encoding: .utf8)
        }
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(village.installation.data)
        let county = try await Client(village.broker, user: "county", reads: ["coverage/+", "score/4.7"])
        let alert = AlertText("judged") { $0.severity = "Extreme" }
        try await village.send(alert.xml)
        let accepted = try await watch.line("alert.accepted") { $0["alert"].text == alert.id }
        #expect(accepted.data["clock"] == .bool(true))

        let verdict = try await county.json("coverage/\(alert.id)", "the deadline has decided", within: 100) {
            $0["withinDeadline"] != .null
        }
        #expect(verdict["withinDeadline"] == .bool(false), "nobody has heard it")
        let score = try await county.json("score/4.7", "the assessment is published") { $0["counts"]["actual"].integer == 1 }
        #expect(Members.assessment.isSubset(of: score.names), "missing \(Members.assessment.subtracting(score.names))")
        #expect(score["item"].text == "4.7" && score["full"].integer == 2)
        #expect(score["criteria"].elements.compactMap { $0["id"].text } == ["operation", "timeliness", "coverage"])
        #expect(score["suggested"].integer != 2, "a warning that reached nobody earns no full points")
        #expect(score["alerts"].elements.map { $0["alert"].text } == [alert.id])
        #expect(score["alerts"][0]["withinDeadline"] == .bool(false))
        #expect(try await village.retained("score/4.7").count == 1)

        let shown = try await village.tocsin(["score", "--json"])
        #expect(shown.isSuccess, "\(shown)")
        let now = try JSONValue(text: shown.output)
        #expect(now["suggested"] == score["suggested"] && now["reason"] == score["reason"])
        await county.leave()
        #expect(await service.stop() == .exited(0))
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
    }
}
