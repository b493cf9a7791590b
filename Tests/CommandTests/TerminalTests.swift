import Alerts
import Foundation
import Testing

@testable import tocsin

@Suite struct TerminalTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("暴雨", 4), ("覆盖 rate", 9), ("，。", 4), ("é", 1), ("e\u{301}", 1), ("한국", 4), ("ｶﾅ", 2), ("Ａ", 2),
        ("…", 1),
        ("█░", 2), ("🌧️", 2), ("𠮷", 2), ("–", 1),
    ])
    func widthsOfEastAsianText(_ text: String, _ width: Int) {
        #expect(TextWidth.of(text) == width)
    }

    @Test func tablesLineUp() {
        var table = Table([.left("网格 grid"), .right("户"), .left("why")])
        table.add(["g1", "12", "无渠道可达"])
        table.add(["东湖社区一网格", "1200", "x"])
        let lines = table.lines(style: .plain)
        #expect(
            lines == [
                "网格 grid         户  why",
                "g1                12  无渠道可达",
                "东湖社区一网格  1200  x",
            ])
    }

    @Test func cutsByColumns() {
        #expect(TextWidth.cut("暴雨红色预警", to: 7) == "暴雨红…")
        #expect(TextWidth.cut("暴雨", to: 4) == "暴雨")
    }

    @Test func strangersCannotSteerTheTerminal() {
        #expect(TextWidth.harmless("a\u{1B}[31mb\n\u{202E}") == "a␛[31mb␊\u{FFFD}")
    }

    @Test func coloursOnlyWhereAsked() {
        #expect(Style.plain.paint(Text("x", .good)) == "x")
        #expect(Style(isColoured: true).paint(Text("x", .good)) == "\u{1B}[32mx\u{1B}[0m")
    }

    @Test func ratesAreNeverRoundedUp() {
        #expect(Figures.rate(residents: 9_999, of: 10_000, missingHouseholds: 1) == "99.99%，尚有1户未覆盖")
        #expect(Figures.rate(residents: 99_999, of: 100_000, missingHouseholds: 1) == "99.99%，尚有1户未覆盖")
        #expect(Figures.rate(residents: 5, of: 5, missingHouseholds: 0) == "100.00%，全部覆盖")
        #expect(Figures.percent(0.99994) == "99.99%")
        #expect(Figures.percent(0.57) == "57.00%")
        #expect(Figures.percent(nil) == "–")
    }

    @Test(arguments: [(4.2, "4.2 s"), (0, "0.0 s"), (59.95, "1 min 00 s"), (88.4, "1 min 29 s"), (7500, "2 h 05 min")])
    func durations(_ seconds: Double, _ text: String) { #expect(Figures.duration(seconds) == text) }

    @Test func barsAreFullOnlyForEveryone() {
        #expect(CoverageBar.text(covered: 999, unknown: 0, of: 1000, columns: 10, style: .plain) == "█████████░")
        #expect(CoverageBar.text(covered: 1000, unknown: 0, of: 1000, columns: 10, style: .plain) == "██████████")
        #expect(CoverageBar.text(covered: 1, unknown: 1, of: 1000, columns: 10, style: .plain) == "█▒░░░░░░░░")
        #expect(CoverageBar.text(covered: 0, unknown: 0, of: 0, columns: 4, style: .plain) == "····")
    }

    @Test(arguments: [
        ("prot", "port", 1), ("password_file", "password-file", 0), ("mqt", "mqtt", 1), ("abc", "", 3), ("POLICY", "policy", 0),
    ])
    func editDistance(_ left: String, _ right: String, _ distance: Int) { #expect(NearestName.distance(left, right) == distance) }

    @Test func timesAsPeopleTypeThem() throws {
        let now = Moment(milliseconds: 1_782_885_600_000)
        let zone = SampleJournal.zone
        #expect(TimeText.read("6h", now: now, zone: zone)?.moment == now + .hours(6))
        #expect(TimeText.read("2026-07-01T14:00", now: now, zone: zone)?.moment == now)
        #expect(TimeText.read("2026-07-01 14:00", now: now, zone: zone)?.moment == now)
        #expect(TimeText.read("2026-07-01T14:00:00+08:00", now: now, zone: .gmt)?.moment == now)
        #expect(TimeText.read("soon", now: now, zone: zone) == nil)
        #expect(TimeText.read("2026-02-30T14:00", now: now, zone: zone) == nil)
    }
}
