import Alerts
import Community
import Coverage
import Record
import Testing

@testable import Scoring

@Suite("Operation, check by check")
struct OperationTests {
    private func check(_ id: String, _ scenario: Scenario) throws -> Assessment.Check {
        let checks = try #require(try scenario.assess().criteria.first?.checks)
        #expect(checks.map(\.id) == ["complete", "availability", "channels", "terminals", "duty", "monitoring", "means"])
        return try #require(checks.first { $0.id == id })
    }

    @Test("A day away of ninety-two is 0.98913, rounded down")
    func availability() throws {
        var scenario = Scenario()
        scenario.outages = [("2026-07-20T00:00:00+08:00", "2026-07-21T00:00:00+08:00")]
        let found = try check("availability", scenario)
        #expect(found.figure == 0.98913 && found.required == 0.99 && !found.met)
        #expect(found.reason?.contains("24小时") ?? false)
    }

    @Test("A broker that is away counts like a service that is away")
    func broker() throws {
        var scenario = Scenario()
        scenario.extra = [
            ("2026-07-20T00:00:00+08:00", .brokerState(BrokerState(connected: false, detail: "refused"))),
            ("2026-07-21T00:00:00+08:00", .brokerState(BrokerState(connected: true, detail: "5"))),
        ]
        #expect(try check("availability", scenario).figure == 0.98913)
        scenario.outages = [("2026-07-20T12:00:00+08:00", "2026-07-20T18:00:00+08:00")]
        #expect(try check("availability", scenario).figure != nil)
    }

    @Test("A service that never ran has no availability, and no hour of duty to look at")
    func neverRan() throws {
        let ledger = try Scenario().ledger()
        let assessment = try ledger.assess(
            from: date("2025-01-01"), to: date("2025-03-31"), now: time("2026-10-01T08:00:00+08:00"), openAlerts: [])
        let checks = try #require(assessment.criteria.first?.checks)
        #expect(checks.allSatisfy { !$0.met && $0.reason != nil })
        #expect(checks.first { $0.id == "availability" }?.figure == nil)
        #expect(assessment.suggested == nil)
    }

    @Test("Three hours without a named officer")
    func duty() throws {
        var scenario = Scenario()
        scenario.shifts = [
            ("2026-06-30T00:00:00+08:00", "2026-07-20T00:00:00+08:00"),
            ("2026-07-20T03:00:00+08:00", "2026-10-02T00:00:00+08:00"),
        ]
        let found = try check("duty", scenario)
        #expect(found.figure == 3 && found.required == 0 && !found.met)
        #expect(found.reason == "值班表缺3小时 / 3 hours without a named duty officer")
    }

    @Test("A later version of the register does not fill hours that it was not there for")
    func dutyByVersion() throws {
        var scenario = Scenario()
        scenario.shifts[0].to = "2026-08-01T00:00:00+08:00"
        var later = scenario
        later.shifts = [("2026-06-30T00:00:00+08:00", "2026-10-02T00:00:00+08:00")]
        scenario.extra = later.register(version: 2).map { ("2026-08-02T00:00:00+08:00", $0) }
        #expect(try check("duty", scenario).figure == 24)
    }

    @Test("A terminal that failed its last test is not healthy, whatever came before")
    func terminals() throws {
        var scenario = Scenario()
        let failed = DeviceTested(device: Scenario.speaker, how: "check", passed: false, detail: "no answer")
        scenario.extra = [("2026-09-25T00:00:00+08:00", .deviceTested(failed))]
        let found = try check("terminals", scenario)
        #expect(found.figure == 0 && found.required == 1 && !found.met)
        #expect(try check("channels", scenario).met)
    }

    @Test("A silent check that nobody answers is a failed test, an answered one a passed one", arguments: [true, false])
    func silentCheck(answered: Bool) throws {
        let id = AlertID(rawValue: 0x7E)
        let start = time("2026-09-25T00:00:00+08:00")
        let line = Scenario.accepted(id, .test, sent: start, start: start, target: HouseholdSet(), clock: false)
        let plan = DeliveriesPlanned(
            alert: id, channel: .loudspeaker, action: .check, endpoints: [Scenario.speaker], characters: 0)
        let receipt = ReceiptAccepted(
            alert: id, delivery: DeliveryID(alert: id, action: .check, channel: .loudspeaker, endpoint: Scenario.speaker),
            channel: .loudspeaker, endpoint: Scenario.speaker, stage: .delivered, far: nil, moment: start)
        var scenario = Scenario()
        scenario.extra = [
            ("2026-09-25T00:00:00+08:00", .alertAccepted(line)), ("2026-09-25T00:00:00+08:00", .deliveriesPlanned(plan)),
            ("2026-09-25T00:00:02+08:00", answered ? .receiptAccepted(receipt) : .serviceAlive(SignOfLife())),
            ("2026-09-25T01:00:00+08:00", .alertEnded(AlertEnded(alert: id, cause: .expired, by: nil, continues: false))),
        ]
        #expect(try check("terminals", scenario).met == answered)
        #expect(try check("channels", scenario).met)
    }

    @Test("A kind that is declared absent in writing need not be watched")
    func monitoring() throws {
        var scenario = Scenario()
        scenario.outside.liveKinds = []
        let found = try check("monitoring", scenario)
        #expect(found.figure == 0 && found.required == 4 && !found.met)
        scenario.outside.liveKinds = [.natural, .production, .fire]
        var begun: [Entry] = scenario.register(version: 2)
        guard case .registerBegun(var head) = begun[0] else { return }
        head.absent = [
            DeclaredAbsence(kind: "高空坠物", reason: "无高层", by: Pseudonym(rawValue: 9), date: date("2026-06-01"))
        ]
        begun[0] = .registerBegun(head)
        scenario.extra = begun.map { ("2026-07-01T00:00:00+08:00", $0) }
        #expect(try check("monitoring", scenario).met)
    }

    @Test("Loudspeakers are tested by ears, not by playing")
    func heardOnly() throws {
        for how in ["check", "played"] {
            var scenario = Scenario()
            scenario.heard = nil
            let test = DeviceTested(device: Scenario.speaker, how: how, passed: true, detail: nil)
            scenario.extra = [("2026-09-25T00:00:00+08:00", .deviceTested(test))]
            #expect(try !check("channels", scenario).met)
            #expect(try check("terminals", scenario).met)
        }
    }

    @Test("A loudspeaker without a site acceptance is relied on by nobody")
    func notAccepted() throws {
        var scenario = Scenario()
        scenario.accepted = nil
        let channels = try check("channels", scenario)
        #expect(!channels.met && channels.figure == nil && channels.reason?.contains("没有渠道的证据证明到达") ?? false)
        #expect(try !check("terminals", scenario).met)
        #expect(try scenario.assess().counterEvidence.contains { $0.kind == "not-accepted" && $0.count == 1 })
    }

    @Test("What speaks against the result stands beside it")
    func counterEvidence() throws {
        var scenario = Scenario()
        scenario.outages = [("2026-07-20T00:00:00+08:00", "2026-07-20T01:00:00+08:00")]
        scenario.excluded = 2
        let document = OriginalDocument(sha256: "00", size: 1)
        scenario.extra = [
            ("2026-07-02T00:00:00+08:00", .alertRefused(AlertRefused(source: "county", original: document, reason: "truncated"))),
            ("2026-06-30T23:59:00+08:00", .alertRefused(AlertRefused(source: "county", original: document, reason: "before"))),
            (
                "2026-07-02T00:00:00+08:00",
                .receiptRefused(ReceiptsUnused(device: nil, reason: "malformed", delivery: nil, count: 7))
            ),
            ("2026-09-30T00:00:00+08:00", .deviceStatus(DeviceStatus(device: Scenario.screen, online: false, faults: ["lamp"]))),
        ]
        let assessment = try scenario.assess()
        var found: [String: Int] = [:]
        for evidence in assessment.counterEvidence { found[evidence.kind] = evidence.count }
        #expect(
            found == [
                "refused": 1, "receipts-refused": 7, "outages": 1, "excluded": 2, "devices-offline": 1, "devices-faulty": 1,
            ])
    }

    @Test("Rules exchanged in the period are listed once, the same rules again are not")
    func exchangedRules() throws {
        var policy = Shipped.policy
        policy.deadlines["red"]?.households = 8
        var scenario = Scenario()
        scenario.extra = [
            ("2026-07-02T00:00:00+08:00", .configurationAdopted(.init(name: "policy", content: try json(Shipped.policy)))),
            ("2026-07-03T00:00:00+08:00", .configurationAdopted(.init(name: "policy", content: try json(policy)))),
        ]
        let changes = try scenario.assess().changes
        #expect(changes.map(\.what) == ["policy"])
        #expect(changes.first?.date == date("2026-07-03"))
    }
}
