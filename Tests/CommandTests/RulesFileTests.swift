import Alerts
import Coverage
import Foundation
import Scoring
import Testing

@testable import tocsin

@Suite struct RulesFileTests {
    private func policy(replacing old: String, with new: String) throws -> [PlacedFinding] {
        let shipped = try String(contentsOf: Command.package.appendingPathComponent("Config/policy.yaml"), encoding: .utf8)
        #expect(shipped.contains(old))
        let folder = try TemporaryFolder()
        let path = try folder.write(shipped.replacing(old, with: new), to: "policy.yaml")
        let reading = Policy.read(path)
        #expect(reading.value == nil)
        return reading.findings
    }

    private func line(of text: String) throws -> Int {
        let shipped = try String(contentsOf: Command.package.appendingPathComponent("Config/policy.yaml"), encoding: .utf8)
        return try #require(shipped.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(text) }) + 1
    }

    @Test func readsTheShippedFiles() throws {
        let config = Command.package.appendingPathComponent("Config").path
        #expect(Policy.read("\(config)/policy.yaml").findings.isEmpty)
        #expect(ScoringConvention.read("\(config)/scoring.yaml").findings.isEmpty)
        #expect(HazardTable.read("\(config)/hazards.yaml").findings.isEmpty)
        #expect(try HazardTable.read("\(config)/hazards.yaml").get().kinds.isEmpty == false)
    }

    @Test func unknownKeysAreFindings() throws {
        let findings = try policy(replacing: "retry: {firstSeconds: 15", with: "retry: {firstSecond: 1, firstSeconds: 15")
        #expect(findings.map(\.text) == ["retry.firstSecond is not a known key; the nearest known key is firstSeconds"])
        #expect(findings.first?.place.line == (try line(of: "retry: {")))
    }

    @Test func valuesThatDoNotFitAreAllFound() throws {
        let findings = try policy(
            replacing: "loudspeaker: {dispatched: sent, delivered: sent, presented: reached}",
            with: "loudspeaker: {dispatched: much, delivered: [sent], presented: reached}")
        #expect(
            findings.map(\.text) == [
                "grades.loudspeaker.dispatched is much; expected one of sent, reached, confirmed, told",
                "grades.loudspeaker.delivered is a list; expected one of sent, reached, confirmed, told",
            ])
    }

    @Test func theCeilingIsHeldWithItsPlace() throws {
        let findings = try policy(
            replacing: "display: {dispatched: sent, delivered: sent, presented: sent}",
            with: "display: {dispatched: sent, delivered: sent, presented: reached}")
        #expect(findings.count == 1)
        #expect(findings.first?.place.line == (try line(of: "  display: {dispatched")))
        #expect(findings.first?.text.hasPrefix("grades.display.presented: reached is more than this stage proves") == true)
    }

    @Test func missingKeysAreNamed() throws {
        let findings = try policy(
            replacing: "assumedColour: {flood: orange, geological: orange, fire: orange, other: yellow}", with: "")
        #expect(findings.map(\.text) == ["assumedColour is missing"])
    }
}
