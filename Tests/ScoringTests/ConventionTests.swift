import Alerts
import Testing
import Yams

@testable import Scoring

@Suite("The convention and the standard's table")
struct ConventionTests {
    @Test("The shipped file has nothing wrong and adds to 100")
    func shipped() throws {
        let convention = try Shipped.scoring.checked()
        #expect(convention.table.map(\.points) == [10, 10, 12, 20, 8, 10, 10, 10, 10])
        #expect(convention.table.flatMap(\.items).reduce(0) { $0 + $1.points } == 100)
        #expect(convention.fullPoints == 2)
        for name in FigureName.allCases { #expect(convention.figure(name) == name.published) }
    }

    @Test("One point more or less in any item is refused", arguments: Shipped.scoring.table.indices)
    func brokenSum(_ part: Int) throws {
        for item in Shipped.scoring.table[part].items.indices {
            for change in [-1, 1] {
                var convention = Shipped.scoring
                convention.table[part].items[item].points += change
                let findings = convention.findings()
                #expect(findings.contains { $0.contains("part \(part + 1)") }, "\(findings)")
            }
        }
    }

    @Test("Points moved from part to part are refused although they add to 100")
    func movedPoints() {
        var convention = Shipped.scoring
        convention.table[0].points -= 1
        convention.table[0].items[0].points -= 1
        convention.table[1].points += 1
        convention.table[1].items[0].points += 1
        #expect(convention.findings().count == 2)
    }

    @Test("Parts and items that are missing, double or misplaced are refused")
    func brokenTable() {
        var missing = Shipped.scoring
        missing.table.removeLast()
        #expect(missing.findings().contains { $0.contains("must be 1 to 9") })
        #expect(missing.findings().contains { $0.contains("add to 90 points") })
        var double = Shipped.scoring
        double.table[0].items[0].item = "1.2"
        #expect(double.findings() == ["table: 1.2 stands there more than once"])
        var misplaced = Shipped.scoring
        misplaced.table[3].items[6].item = "5.7"
        #expect(misplaced.findings().contains { $0.contains("belongs to another part") })
        #expect(misplaced.findings().contains("table: item 4.7 is missing"))
    }

    @Test("A figure that somebody changed needs a name", arguments: FigureName.allCases)
    func unsigned(_ name: FigureName) throws {
        var convention = Shipped.scoring
        let value = name.isShare ? name.published / 2 : name.published + 1
        convention.figures[name.rawValue]?.value = value
        #expect(convention.findings().map { $0.hasPrefix("figures.\(name.rawValue): differs from tocsin-4.7/1") } == [true])
        let signature = ChangedBy(by: "某县应急管理局", date: date("2026-07-01"), reason: "山区")
        convention.figures[name.rawValue]?.changed = signature
        #expect(convention.findings().isEmpty)
        convention.figures[name.rawValue]?.changed?.by = ""
        #expect(convention.findings().count == 1)
        convention.figures[name.rawValue]?.value = -1
        #expect(convention.findings().count == 2)
        convention.figures[name.rawValue] = nil
        #expect(convention.findings().map { $0.hasPrefix("figures: \(name.rawValue) is missing") } == [true])
    }

    @Test("Unknown words are named")
    func unknownWords() {
        var convention = Shipped.scoring
        convention.figures["availabilty"] = Ruling(value: 1, source: "convention")
        #expect(convention.findings().contains { $0.hasPrefix("figures: availabilty is not a figure; use one of partialPoints") })
        convention = Shipped.scoring
        convention.means.value["fax"] = "new"
        #expect(convention.findings().contains("means: fax is not a channel"))
        #expect(convention.findings().contains { $0.hasPrefix("means: differs from") })
        convention = Shipped.scoring
        convention.convention = "tocsin-4.7/2"
        #expect(convention.findings().count == 1)
        #expect(throws: ScoringError.self) { try convention.checked() }
    }

    @Test("A county's figure is used, and its change is named in the assessment")
    func changed() throws {
        let line = "availability: {value: 0.99, source: convention}"
        let text = Shipped.scoringText.replacing(
            line,
            with: "availability: {value: 0.9, source: county plan, changed: {by: 某县应急管理局, date: 2026-06-01, reason: 电网改造}}")
        var scenario = Scenario()
        scenario.scoring = try YAMLDecoder().decode(ScoringConvention.self, from: text).checked()
        scenario.outages = [("2026-07-20T00:00:00+08:00", "2026-07-21T00:00:00+08:00")]
        let assessment = try scenario.assess()
        #expect(assessment.suggested == 2)
        let change = try #require(assessment.changes.first)
        #expect(change.what == "scoring.availability" && change.from == 0.99 && change.to == 0.9)
        #expect(change.by == "某县应急管理局" && change.date == date("2026-06-01") && change.reason == "电网改造")
    }
}
