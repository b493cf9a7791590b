import Alerts
import Community
import Record

/// One entry of every type, with every member that it can have.
enum SampleEntries {
    static let at = Timestamp("2026-07-01T14:03:05.120+08:00")!.moment
    private static let day = CivilDate(year: 2026, month: 6, day: 30)!
    private static let alert = AlertID(rawValue: 0x9f86_d081_884c_7d65)
    private static let person = Pseudonym(rawValue: 0x0123_4567_89ab_cdef)
    private static let original = OriginalDocument(sha256: String(repeating: "ab", count: 32), size: 2048)
    private static let name = MessageName(
        identifier: "11010041600000_20260701140300", key: MessageKey(rawValue: 17), references: [MessageKey(rawValue: 18)])

    static let roster: Roster = {
        var roster = Roster(
            version: 1, hash: String(repeating: "cd", count: 32), community: "110101001001", timezone: "Asia/Shanghai")
        roster.reference = ReferencePopulation(residents: 3500, date: day, source: "示例街道办事处")
        roster.absent = [DeclaredAbsence(kind: "高空坠物", reason: "没有高层建筑", by: person, date: day)]
        roster.grids = ["g1", "g2"]
        roster.households = [
            RosterHousehold(
                pseudonym: person, grid: 0, building: Pseudonym(rawValue: 2), residents: 3, migrants: 1, checked: day, phones: 2),
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: 4), grid: 1, building: Pseudonym(rawValue: 2), residents: 4, migrants: 0,
                checked: nil,
                phones: 0),
        ]
        roster.vulnerable = [
            RosterPerson(pseudonym: Pseudonym(rawValue: 5), household: 1, needs: [.hear, .move], helpers: [person])
        ]
        roster.places = [RosterPlace(pseudonym: Pseudonym(rawValue: 6), grid: 1, kind: "school", receivers: [person])]
        roster.devices = [
            RosterDevice(
                device: "ls-1", channel: .loudspeaker, gateway: "gw-1", grid: "g1", accepted: day, indoorTest: day,
                reach: HouseholdSet(ascending: UInt32(0)...1)),
            RosterDevice(
                device: "ds-1", channel: .display, gateway: nil, grid: nil, accepted: nil, indoorTest: nil, reach: HouseholdSet()),
        ]
        roster.staff = [RosterStaff(pseudonym: person, role: .duty, grids: [0, 1], substitute: Pseudonym(rawValue: 7))]
        roster.exclusions = [
            RosterExclusion(household: Pseudonym(rawValue: 8), reason: "空置", since: day, until: day, by: person)
        ]
        roster.duty = [RosterShift(from: at, to: at + .hours(8), staff: person)]
        return roster
    }()

    static let accepted = AlertAccepted(
        alert: alert, warning: AlertID(rawValue: 1), message: name, source: "county", original: original, status: .actual,
        msgType: .update, sent: at - .seconds(5), hazard: .weather, event: "暴雨 \"红色\" / <预警>", kind: "rainstorm",
        urgencyClass: "immediate", colour: .red, effectiveColour: .red, replaces: [AlertID(rawValue: 1)], rule: "shape",
        register: 1,
        target: HouseholdSet(ascending: [0, 1, 5, 6, 7]), places: HouseholdSet(ascending: [0]), start: at, clock: true,
        deadlines: Deadlines(
            duty: at + .minutes(2), staff: at + .minutes(5), households: at + .minutes(10), vulnerable: at + .minutes(15),
            doors: at + .minutes(30)),
        expires: at + .hours(3), weather: ["rain"], drill: "spring", nearDrill: true, findings: ["cap.order"])

    static let receipt = ReceiptAccepted(
        alert: alert, delivery: DeliveryID(alert: alert, action: .present, channel: .loudspeaker, endpoint: "ls-1"),
        channel: .loudspeaker, endpoint: "ls-1", stage: .delivered, claimed: .presented, failed: .busy, withdrawn: true,
        far: at - .seconds(1), moment: at, startedAt: at - .seconds(20), endedAt: at - .seconds(1), plays: 3, by: person)

    static let call = ReceiptAccepted(
        alert: alert, delivery: DeliveryID(alert: alert, action: .present, channel: .voice, endpoint: "000000000000f001"),
        channel: .voice, endpoint: "000000000000f001", stage: .confirmed, far: at, moment: at, startedAt: at - .seconds(20),
        endedAt: at - .seconds(1), gateway: "voice-1", code: "200000", part: [1, 1], rangAt: at - .seconds(30), key: "1")

    /// One of each type, then types again with the members that only some of their lines have.
    static let all: [Entry] = service + register + alerts + deliveries + figures + gateways + FieldSamples.all + DeskSamples.all

    private static let service: [Entry] = [
        .journalOpened(
            JournalOpened(community: "110101001001", timezone: "Asia/Shanghai", key: "tocsin/110101001001+01234567+AQ==")),
        .serviceStarted(ServiceStarted(version: "1.0.0")),
        .serviceAlive(SignOfLife()),
        .serviceStopped(SignOfLife(uncounted: 3)),
        .brokerState(BrokerState(connected: false, detail: "refused")),
        .clockState(ClockState(synchronised: true, errorMilliseconds: 12, steppedBackMilliseconds: 3_600_000)),
        .configurationAdopted(
            ConfigurationAdopted(
                name: "policy",
                content: .object([
                    "a": .null, "b": .bool(true), "c": .integer(3), "d": .number(0.25), "e": .array([.string("文")]),
                ]))),
    ]

    private static let register: [Entry] = [
        .registerBegun(RegisterBegun(roster)),
        .registerHouseholds(RegisterRows(version: 1, rows: roster.households)),
        .registerVulnerable(RegisterRows(version: 1, rows: roster.vulnerable)),
        .registerPlaces(RegisterRows(version: 1, rows: roster.places)),
        .registerDevices(RegisterRows(version: 1, rows: roster.devices)),
        .registerStaff(RegisterRows(version: 1, rows: roster.staff)),
        .registerExclusions(RegisterRows(version: 1, rows: roster.exclusions)),
        .registerDuty(RegisterRows(version: 1, rows: roster.duty)),
        .registerAdopted(RegisterAdopted(version: 1, hash: roster.hash, households: 2, residents: 7)),
    ]

    private static let alerts: [Entry] = [
        .alertAccepted(accepted),
        .alertRecorded(
            AlertRecorded(
                alert: alert, message: name, source: "county", original: original, status: .exercise, msgType: .cancel, sent: at,
                event: "暴雨", reason: .cancelOfUnknown, unvouched: true, findings: ["cap.sent"])),
        .alertHeld(
            AlertHeld(
                alert: alert, message: name, source: "county", original: original, status: .actual, reason: "approval",
                until: at + .minutes(3))),
        .alertApproved(AlertJudged(alert: alert, by: person)),
        .alertApproved(AlertJudged(alert: alert, by: nil, lapsed: true)),
        .alertRejected(AlertJudged(alert: alert, by: nil)),
        .alertRefused(AlertRefused(source: "county", original: original, reason: "intake.not-well-formed")),
        .alertRepeated(AlertRepeated(alert: alert, source: "county", original: original)),
        .alertConflicting(AlertRepeated(alert: alert, source: "county", original: original)),
        .alertRelayed(AlertNamed(alert: alert)),
        .alertEnded(AlertEnded(alert: alert, cause: .superseded, by: AlertID(rawValue: 3), continues: true)),
        .alertClosed(AlertNamed(alert: alert)),
        .drillDeclared(DrillDeclared(drill: "spring", full: true, from: at, to: at + .hours(2), by: person)),
    ]

    private static let moved = DeliveriesMoved(alert: alert, channel: .loudspeaker, endpoints: ["ls-1", "ls-2"])

    private static let deliveries: [Entry] = [
        .deliveriesPlanned(
            DeliveriesPlanned(alert: alert, channel: .loudspeaker, action: .present, endpoints: ["ls-1", "ls-2"], characters: 86)),
        .deliveriesDispatched(moved),
        .deliveriesRepeated(moved),
        .deliveriesFailed(DeliveriesMoved(alert: alert, channel: .loudspeaker, endpoints: ["ls-1"], reason: .offline)),
        .deliveriesWithdrawn(moved),
        .receiptAccepted(receipt),
        .receiptRepeated(ReceiptsUnused(device: "ls-1", reason: "repeated", delivery: receipt.delivery, count: 1)),
        .receiptRefused(ReceiptsUnused(device: nil, reason: "unknown-device", delivery: nil, count: 94)),
        .deviceStatus(
            DeviceStatus(
                device: "ls-1", online: true, kind: "loudspeaker", firmware: "1.2", faults: ["horn"], clockOffsetMilliseconds: -40
            )),
        .gatewayStatus(DeviceStatus(device: "gw-1", online: false, devices: ["ls-1"])),
        .deviceTested(DeviceTested(device: "ls-1", how: "heard", passed: true, detail: "室内可闻")),
    ]

    private static let gateways: [Entry] = [
        .registerPhones(
            RegisterRows(
                version: 1,
                rows: [
                    RosterPhone(pseudonym: Pseudonym(rawValue: 0xF001), kind: .mobile, households: [0, 1], isHousehold: true),
                    RosterPhone(pseudonym: Pseudonym(rawValue: 0xF002), kind: .landline, households: [], isHousehold: false),
                ])),
        .reportEarly(
            ReportEarly(
                channel: .sms, gateway: "sms-1", reference: "M000123", stage: nil, failed: .absent, code: "MK:0001",
                part: [1, 3],
                far: at)),
        .replyReceived(
            ReplyReceived(
                gateway: "sms-1", phone: Pseudonym(rawValue: 0xF001), meaning: .unknown, sha256: original.sha256,
                delivery: call.delivery, far: at)),
        .registerStaff(
            RegisterRows(
                version: 1,
                rows: [
                    RosterStaff(
                        pseudonym: person, role: .helper, grids: [], substitute: nil, phone: Pseudonym(rawValue: 0xF001))
                ])),
        .deliveriesDispatched(
            DeliveriesMoved(
                alert: alert, channel: .sms, endpoints: ["000000000000f001"], gateway: "sms-1", references: ["M000123"])),
        .deliveriesFailed(
            DeliveriesMoved(alert: alert, channel: .sms, endpoints: ["000000000000f001"], gateway: "sms-1", reason: .uncertain)),
        .receiptAccepted(call),
    ]

    private static let figures: [Entry] = [
        .coverageDecided(
            CoverageFigures(alert: alert, coverage: .object(["withinDeadline": .bool(false), "rate": .number(0.99166)]))),
        .coverageFinal(CoverageFigures(alert: alert, coverage: .object(["withinDeadline": .null]))),
        .assessmentMade(
            AssessmentMade(from: day, to: day, assessment: .object(["item": .string("4.7"), "suggested": .integer(2)]))),
        .alertComposed(AlertComposed(alert: alert, by: person)),
        .registerViewed(RegisterViewed(what: "household", household: Pseudonym(rawValue: 8), alert: alert, by: person)),
        .scoreGiven(ScoreGiven(item: "4.7", from: day, to: day, score: 1, reason: "一次演练超时", by: person)),
    ]
}
