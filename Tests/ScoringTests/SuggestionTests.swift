import Alerts
import Community
import Record
import Testing

@testable import Scoring

@Suite("Suggested points")
struct SuggestionTests {
    /// A story, what must be suggested, and words that the reason must hold.
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var points: Int?
        var says: String?
        var change: @Sendable (inout Scenario) -> Void

        init(_ name: String, _ points: Int?, says: String? = nil, _ change: @escaping @Sendable (inout Scenario) -> Void) {
            testDescription = name
            self.points = points
            self.says = says
            self.change = change
        }
    }

    private static let brokerLoss: [(at: String, entry: Entry)] = [
        ("2026-07-15T13:40:00+08:00", .brokerState(BrokerState(connected: false, detail: "gone"))),
        ("2026-07-15T14:00:00+08:00", .brokerState(BrokerState(connected: true, detail: "5"))),
    ]

    static let earned: [Case] = [
        Case("everything right", 2) { _ in },
        Case("one household late of 1,800, closed by door", 1, says: "没有中间分") {
            $0.alert.lateHouseholds = 1
            $0.alert.closedByDoor = 1
        },
        Case("one household late of 1,800, not closed", 0, says: "timeliness") { $0.alert.lateHouseholds = 1 },
        Case("exactly 95 % in time, the rest closed", 1) {
            $0.alert.lateHouseholds = 90
            $0.alert.closedByDoor = 90
        },
        Case("one household less than 95 %", 0) {
            $0.alert.lateHouseholds = 91
            $0.alert.closedByDoor = 91
        },
        Case("one of the rest not closed", 0) {
            $0.alert.lateHouseholds = 90
            $0.alert.closedByDoor = 89
        },
        Case("a vulnerable person late", 0, says: "timeliness") { $0.alert.lateVulnerable = 1 },
        Case("a migrant worker late, all households in time", 1) { $0.alert.lateMigrants = 1 },
        Case("a place without an answer", 1) { $0.alert.latePlaces = 1 },
        Case("nobody vulnerable: not asked", 2) { $0.alert.vulnerable = 0 },
        Case("never reached", 0, says: "coverage") {
            $0.alert.lateHouseholds = 1
            $0.alert.missingHouseholds = 1
        },
        Case("the drill fails", 0) { $0.drill.lateHouseholds = 1 },
        Case("no list reconciled", 0, says: "complete") { $0.outside.officialList = nil },
        Case("a warning is not here", 0, says: "complete") { $0.outside.officialList = OfficialList(warnings: 2, absent: 1) },
        Case("one kind not watched", 0, says: "monitoring") { $0.outside.liveKinds.remove(.falling) },
        Case("loudspeaker not heard by anybody", 0, says: "channels") { $0.heard = nil },
        Case("heard 31 days before the end", 2) { $0.heard = "2026-08-30T23:00:00+08:00" },
        Case("heard 32 days before the end", 0, says: "channels") { $0.heard = "2026-08-29T23:00:00+08:00" },
        Case("heard by nobody", 0, says: "channels, terminals") { $0.heardPassed = false },
        Case("only traditional means", 0, says: "means") { $0.displayUsed = false },
        Case("nobody on duty lately", 0, says: "duty") { $0.shifts[0].to = "2026-09-30T20:00:00+08:00" },
        Case("a duty gap in July, tested in September", 1, says: "duty was mended") { scenario in
            scenario.shifts = [
                ("2026-06-30T00:00:00+08:00", "2026-07-20T00:00:00+08:00"),
                ("2026-07-20T03:00:00+08:00", "2026-10-02T00:00:00+08:00"),
            ]
        },
        Case("shifts that are written to 23:59", 2) { scenario in
            scenario.shifts = [
                ("2026-06-30T00:00:00+08:00", "2026-07-20T23:59:00+08:00"),
                ("2026-07-21T00:00:00+08:00", "2026-10-02T00:00:00+08:00"),
            ]
        },
        Case("down for a day in July, tested in September", 1, says: "availability was mended") {
            $0.outages = [("2026-07-20T00:00:00+08:00", "2026-07-21T00:00:00+08:00")]
        },
        Case("down for a day after the test", 0, says: "availability") {
            $0.outages = [("2026-09-25T00:00:00+08:00", "2026-09-26T00:00:00+08:00")]
        },
        Case("two checks failed and mended", 0) { scenario in
            scenario.outages = [("2026-07-20T00:00:00+08:00", "2026-07-21T00:00:00+08:00")]
            scenario.shifts[0].from = "2026-07-02T00:00:00+08:00"
        },
        Case("an outage of an hour", 2) { $0.outages = [("2026-07-20T00:00:00+08:00", "2026-07-20T01:00:00+08:00")] },
        Case("sent to a broker that was away for a quarter of an hour", 0, says: "availability") { scenario in
            scenario.sent = "2026-07-15T13:45:00+08:00"
            scenario.extra = brokerLoss
        },
        Case("sent to a broker that came back in time", 2) { scenario in
            scenario.sent = "2026-07-15T13:55:00+08:00"
            scenario.extra = brokerLoss
        },
        Case("an outage that swallowed the alert", 0, says: "availability") { scenario in
            scenario.outages = [("2026-07-15T13:40:00+08:00", "2026-07-15T14:20:00+08:00")]
            scenario.sent = "2026-07-15T13:50:00+08:00"
            scenario.alert.lateHouseholds = 1800
        },
    ]

    @Test(arguments: earned)
    func points(_ example: Case) throws {
        var scenario = Scenario()
        example.change(&scenario)
        let assessment = try scenario.assess()
        #expect(assessment.suggested == example.points, "\(assessment.reason ?? "")")
        if let words = example.says { #expect(assessment.reason?.contains(words) ?? false, "\(assessment.reason ?? "none")") }
        if example.points == 2 { #expect(assessment.reason == nil) }
    }

    static let unsupported: [Case] = [
        Case("no alert and no drill", nil, says: "没有可评判的预警或演练") {
            $0.hasAlert = false
            $0.holdsDrill = false
        },
        Case("no drill in the half-year", nil, says: "2026年下半年没有全员演练") { $0.holdsDrill = false },
        Case("a drill of some households only", nil, says: "没有全员演练") { $0.drillTarget = 900 },
        Case("no drill, and no points anyway", 0) {
            $0.holdsDrill = false
            $0.outside.officialList = nil
        },
        Case("visited 180 days before the end", 2) { $0.checked = "2026-04-03" },
        Case("visited 181 days before the end", nil, says: "已181天") { $0.checked = "2026-04-02" },
        Case("never visited", nil, says: "没有核对日期") { $0.checked = "" },
        Case("no reference population", nil, says: "没有参照人口") { $0.reference = nil },
        Case("5.0 % under the reference", 2) { $0.reference = 3789 },
        Case("5.1 % under the reference", nil, says: "相差超过5.00%") { $0.reference = 3794 },
        Case("5.1 % over the reference", nil, says: "相差超过5.00%") { $0.reference = 3425 },
        Case("5 % excluded", 2) { $0.excluded = 90 },
        Case("more than 5 % excluded", nil, says: "91户被排除或外出") { $0.excluded = 91 },
        Case("clock not synchronised", nil, says: "时钟未同步") { $0.clock = false },
        Case("nothing known of the clock", nil, says: "没有时钟同步记录") { $0.clock = nil },
        Case("clock lost during the alert", nil, says: "时钟未同步") {
            let lost = ClockState(synchronised: false, errorMilliseconds: nil)
            $0.extra = [("2026-07-15T14:05:00+08:00", .clockState(lost))]
        },
        Case("clock put back during the drill", nil, says: "时钟未同步") {
            let back = ClockState(synchronised: true, errorMilliseconds: 1, steppedBackMilliseconds: 5000)
            $0.extra = [("2026-08-10T10:35:00+08:00", .clockState(back))]
        },
        Case("10 % typed in", 2) { $0.alert.typedIn = 360 },
        Case("more than 10 % typed in", nil, says: "补录361条") { $0.alert.typedIn = 361 },
    ]

    @Test(arguments: unsupported)
    func evidence(_ example: Case) throws {
        var scenario = Scenario()
        example.change(&scenario)
        let assessment = try scenario.assess()
        #expect(assessment.suggested == example.points, "\(assessment.reason ?? "")")
        guard let words = example.says else { return }
        let reason = try #require(assessment.reason)
        #expect(reason.hasPrefix("依据不足，不支持给分：") && reason.contains(words), "\(reason)")
    }

    @Test("A missing household never rounds to everyone")
    func neverRounded() throws {
        var scenario = Scenario()
        scenario.alert.lateHouseholds = 1
        scenario.alert.missingHouseholds = 1
        let criteria = try scenario.assess().criteria
        #expect(criteria[1].figure == 0.99944)
        #expect(criteria[2].figure == 0.99944)
        #expect(criteria[2].missing == 1)
        #expect(!criteria[1].met && !criteria[2].met)
    }

    @Test("An alert sent during an outage counts as missed only where somebody was late")
    func swallowedInTime() throws {
        var scenario = Scenario()
        scenario.outages = [("2026-07-15T13:40:00+08:00", "2026-07-15T13:51:00+08:00")]
        scenario.sent = "2026-07-15T13:50:00+08:00"
        let assessment = try scenario.assess()
        #expect(assessment.suggested == 2)
        #expect(assessment.counterEvidence.contains { $0.kind == "delayed" && $0.count == 1 })
    }
}
