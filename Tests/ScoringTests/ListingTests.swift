import Alerts
import Community
import Coverage
import Record
import Testing

@testable import Scoring

@Suite("What is judged and what only listed")
struct ListingTests {
    @Test("An alert cancelled before its deadline is listed, not judged")
    func cancelledEarly() throws {
        var scenario = Scenario()
        scenario.cancelled = "2026-07-15T14:09:59+08:00"
        let assessment = try scenario.assess()
        let row = try #require(assessment.alerts.first)
        #expect(row.alert == Scenario.redAlert && !row.judged)
        #expect(row.reason?.contains("期限前已解除") ?? false)
        #expect(row.withinDeadline == nil)
        #expect(assessment.counts == .init(actual: 0, drills: 1))
        #expect(assessment.suggested == 2)
        #expect(assessment.counterEvidence.contains { $0.kind == "listed" && $0.count == 1 })
    }

    @Test("A verdict stands although the alert was cancelled after the deadline")
    func cancelledLate() throws {
        var scenario = Scenario()
        let end = AlertEnded(alert: Scenario.redAlert, cause: .cancelled, by: nil, continues: false)
        scenario.extra = [("2026-07-15T16:00:00+08:00", .alertEnded(end))]
        #expect(try scenario.assess().counts.actual == 1)
    }

    @Test("An alert whose deadlines have not passed is listed; figures that are handed in judge it")
    func open() throws {
        let start = time("2026-09-30T10:00:00+08:00")
        let id = AlertID(rawValue: 0xB1)
        var scenario = Scenario()
        let line = Scenario.accepted(id, .actual, sent: start, start: start, target: HouseholdSet(all: 1800))
        scenario.extra = [("2026-09-30T10:00:00+08:00", .alertAccepted(line))]
        let ledger = try scenario.ledger(until: "2026-09-30T10:05:00+08:00")
        func row(_ reports: [CoverageReport]) throws -> Assessment.JudgedAlert? {
            try ledger.assess(
                from: date("2026-07-01"), to: date("2026-09-30"), now: time("2026-09-30T10:05:00+08:00"), openAlerts: reports,
                outside: scenario.outside
            ).alerts.last
        }
        #expect(try row([])?.reason?.contains("尚无覆盖数据") ?? false)
        var report = Scenario.report(id, .actual, start: start, households: 1800, Scenario.Figures(missingHouseholds: 4))
        report.withinDeadline = nil
        #expect(try row([report])?.judged == false)
        #expect(try row([report])?.reason?.contains("期限未到") ?? false)
        #expect(try row([report])?.rate == 0.99777)
        report.withinDeadline = true
        #expect(try row([report])?.judged == true)
    }

    /// Status, kind of message, colour, clock, and whether such an alert is on the list at all.
    static let kinds: [(Status, MsgType, Colour, Bool, Bool)] = [
        (.actual, .alert, .orange, true, true), (.actual, .update, .red, true, true), (.actual, .update, .red, false, false),
        (.actual, .alert, .yellow, true, false), (.actual, .cancel, .red, false, false), (.exercise, .alert, .red, true, false),
        (.test, .alert, .red, false, false),
    ]

    @Test("Red and orange Actual alerts with a clock are on the list", arguments: kinds)
    func listed(_ status: Status, _ msgType: MsgType, _ colour: Colour, _ clock: Bool, _ isListed: Bool) throws {
        let start = time("2026-09-01T10:00:00+08:00")
        let line = Scenario.accepted(
            AlertID(rawValue: 0xE1), status, sent: start, start: start, target: HouseholdSet(all: 1800), msgType: msgType,
            colour: colour, clock: clock)
        var scenario = Scenario()
        scenario.extra = [("2026-09-01T10:00:00+08:00", .alertAccepted(line))]
        #expect(try scenario.assess().alerts.contains { $0.alert == AlertID(rawValue: 0xE1) } == isListed)
    }

    @Test("Each raise of colour is judged of its own, and what it replaced in time is listed")
    func raised() throws {
        let start = time("2026-09-01T10:00:00+08:00")
        let (orange, red) = (AlertID(rawValue: 0xF1), AlertID(rawValue: 0xF2))
        let whole = HouseholdSet(all: 1800)
        let report = Scenario.report(red, .actual, start: start + .minutes(5), households: 1800, .init(lateHouseholds: 1))
        var scenario = Scenario()
        scenario.extra = [
            (
                "2026-09-01T10:00:00+08:00",
                .alertAccepted(Scenario.accepted(orange, .actual, sent: start, start: start, target: whole, colour: .orange))
            ),
            (
                "2026-09-01T10:05:00+08:00",
                .alertAccepted(
                    Scenario.accepted(
                        red, .actual, sent: start, start: start + .minutes(5), target: whole, msgType: .update, replaces: [orange]
                    ))
            ),
            ("2026-09-01T10:05:00+08:00", .alertEnded(AlertEnded(alert: orange, cause: .superseded, by: red, continues: false))),
            ("2026-09-01T10:20:00+08:00", .coverageDecided(CoverageFigures(alert: red, coverage: try json(report)))),
        ]
        let assessment = try scenario.assess()
        #expect(assessment.alerts.map(\.judged) == [true, true, false, true])
        #expect(assessment.suggested == 0)
        #expect(assessment.criteria[1].figure == 0.99944)
    }

    @Test("A clock that went on with an Update without one ends with that Update")
    func continued() throws {
        let start = time("2026-09-01T10:00:00+08:00")
        let (first, second) = (AlertID(rawValue: 0xF1), AlertID(rawValue: 0xF2))
        let whole = HouseholdSet(all: 1800)
        let report = Scenario.report(first, .actual, start: start, households: 1800, .init(missingHouseholds: 1, verdict: false))
        var scenario = Scenario()
        scenario.extra = [
            (
                "2026-09-01T10:00:00+08:00",
                .alertAccepted(Scenario.accepted(first, .actual, sent: start, start: start, target: whole))
            ),
            (
                "2026-09-01T10:02:00+08:00",
                .alertAccepted(
                    Scenario.accepted(
                        second, .actual, sent: start, start: start, target: whole, msgType: .update, clock: false,
                        replaces: [first]))
            ),
            ("2026-09-01T10:02:00+08:00", .alertEnded(AlertEnded(alert: first, cause: .superseded, by: second, continues: true))),
            ("2026-09-01T10:06:00+08:00", .alertEnded(AlertEnded(alert: second, cause: .cancelled, by: nil, continues: false))),
            ("2026-09-01T10:15:00+08:00", .coverageDecided(CoverageFigures(alert: first, coverage: try json(report)))),
        ]
        let row = try #require(try scenario.assess().alerts.last)
        #expect(row.alert == first && !row.judged)
    }

    /// First and last day, and the half-years that need a drill.
    static let periods: [(String, String, [String])] = [
        ("2026-07-01", "2026-09-30", ["2026-07-01"]), ("2026-07-01", "2026-09-27", []),
        ("2026-07-01", "2026-09-28", ["2026-07-01"]),
        ("2026-04-02", "2026-06-30", ["2026-01-01"]), ("2026-04-03", "2026-06-30", []),
        ("2025-10-01", "2026-09-30", ["2025-07-01", "2026-01-01", "2026-07-01"]),
        ("2026-05-01", "2026-08-31", []), ("2027-01-01", "2027-12-31", []),
    ]

    @Test("A half-year counts from 90 days on", arguments: periods)
    func halfYears(_ from: String, _ to: String, _ expected: [String]) throws {
        let zone = try Scenario().ledger(until: "2026-06-30T09:00:00+08:00").zone
        let period = Period(from: date(from), to: date(to), now: time("2026-12-31T00:00:00+08:00"), zone: zone)
        #expect(period.halfYears(touchedBy: 90).map(\.first.description) == expected)
    }

    @Test("The community's midnight bounds the period")
    func midnight() throws {
        let zone = try Scenario().ledger(until: "2026-06-30T09:00:00+08:00").zone
        let period = Period(from: date("2026-07-01"), to: date("2026-07-01"), now: time("2026-12-31T00:00:00+08:00"), zone: zone)
        #expect(period.begin == time("2026-07-01T00:00:00+08:00"))
        #expect(period.end == time("2026-07-02T00:00:00+08:00"))
        #expect(period.lastDay == date("2026-07-01"))
    }
}
