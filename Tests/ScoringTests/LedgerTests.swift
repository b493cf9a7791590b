import Alerts
import Community
import Foundation
import Record
import Testing

@testable import Coverage
@testable import Scoring

@Suite("The ledger")
struct LedgerTests {
    @Test("Stretches add up like the minutes that they are made of", arguments: 1...200 as ClosedRange<UInt64>)
    func stretches(_ seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var minutes = Set<Int64>()
        var ranges: [Range<Moment>] = []
        for _ in 0..<Int.random(in: 0...8, using: &chance) {
            let from = Int64.random(in: 0..<60, using: &chance)
            let to = Int64.random(in: from...60, using: &chance)
            ranges.append(Moment(milliseconds: from * 60_000)..<Moment(milliseconds: to * 60_000))
            minutes.formUnion(from..<to)
        }
        let low = Int64.random(in: 0..<60, using: &chance)
        let high = Int64.random(in: low...60, using: &chance)
        let window = Moment(milliseconds: low * 60_000)..<Moment(milliseconds: high * 60_000)
        let inside = minutes.filter { (low..<high).contains($0) }.count
        let stretches = Stretches(ranges)
        #expect(stretches.total == .minutes(Int64(minutes.count)), "seed \(seed)")
        #expect(stretches.clipped(to: window).total == .minutes(Int64(inside)), "seed \(seed)")
        #expect(stretches.gaps(in: window).total == .minutes(high - low - Int64(inside)), "seed \(seed)")
        #expect(zip(stretches.ranges, stretches.ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }, "seed \(seed)")
    }

    /// Lines by the minute, the minute of the look, and the minutes without service.
    static let lives: [(String, [(Int64, Entry)], Int64, Int64)] = [
        ("running", [(0, .serviceStarted(.init(version: "1"))), (8, .serviceAlive(.init()))], 18, 0),
        ("silent at the end", [(0, .serviceStarted(.init(version: "1"))), (8, .serviceAlive(.init()))], 19, 11),
        ("silent in between", [(0, .serviceStarted(.init(version: "1"))), (30, .serviceAlive(.init()))], 30, 30),
        ("stopped", [(0, .serviceStarted(.init(version: "1"))), (5, .serviceStopped(.init()))], 8, 3),
        (
            "stopped, a line by hand, started",
            [
                (0, .serviceStarted(.init(version: "1"))), (5, .serviceStopped(.init())), (7, .serviceAlive(.init())),
                (9, .serviceStarted(.init(version: "1"))),
            ], 10, 4
        ),
        (
            "killed",
            [(0, .serviceStarted(.init(version: "1"))), (5, .serviceAlive(.init())), (6, .serviceStarted(.init(version: "1")))],
            6, 1
        ),
        ("lines before the first start", [(0, .serviceAlive(.init())), (50, .serviceStarted(.init(version: "1")))], 51, 0),
    ]

    @Test("Outages are what the lines leave open", arguments: lives)
    func outages(_ name: String, _ lines: [(Int64, Entry)], _ now: Int64, _ expected: Int64) {
        var record = ServiceRecord()
        for (minute, entry) in lines { record.apply(entry, at: .epoch + .minutes(minute), silence: .minutes(10)) }
        #expect(record.outages(until: .epoch + .minutes(now), silence: .minutes(10)).total == .minutes(expected), "\(name)")
    }

    @Test("A household that came back from its exclusion counts with its last visit")
    func exclusions() throws {
        var pending = PendingRegister(
            RegisterBegun(Roster(version: 1, hash: "00", community: "c", timezone: "Asia/Shanghai")))
        let rows = (1...3).map { number in
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: UInt64(number)), grid: 0, building: Pseudonym(rawValue: 1), residents: 1,
                migrants: 0,
                checked: date("2026-0\(number)-01"), phones: 0)
        }
        let by = Pseudonym(rawValue: 9)
        pending.apply(.registerHouseholds(RegisterRows(version: 1, rows: rows)))
        pending.apply(
            .registerExclusions(
                RegisterRows(
                    version: 1,
                    rows: [
                        RosterExclusion(
                            household: Pseudonym(rawValue: 1), reason: "外出", since: date("2026-05-01"), until: date("2026-05-31"),
                            by: by),
                        RosterExclusion(
                            household: Pseudonym(rawValue: 77), reason: "拆除", since: date("2026-01-01"), until: nil, by: by),
                    ])))
        let register = pending.adopted(at: .epoch)
        let (during, after) = (date("2026-05-31"), date("2026-06-01"))
        #expect(register.oldestVisit(on: during).visit == date("2026-02-01"))
        #expect(register.oldestVisit(on: after).visit == date("2026-01-01"))
        #expect(register.counted(on: during) == HouseholdSet(ascending: [1, 2] as [UInt32]))
        #expect(register.counted(on: after).count == 3)
        #expect(register.exclusions(on: during).count == 2 && register.exclusions(on: after).count == 1)
        #expect(register.dwellings(on: after) == 4)
    }

    @Test("Lines that cannot be read are named")
    func unreadable() {
        var ledger = AssessmentLedger()
        #expect(throws: ScoringError.self) {
            try ledger.apply(.configurationAdopted(.init(name: "scoring", content: .object([:]))), at: .epoch)
        }
        #expect(throws: ScoringError.noConvention) {
            try AssessmentLedger().assess(from: date("2026-01-01"), to: date("2026-01-01"), now: .epoch, openAlerts: [])
        }
        #expect(throws: ScoringError.period(from: date("2026-01-02"), to: date("2026-01-01"))) {
            try Scenario().assess(from: "2026-01-02", to: "2026-01-01")
        }
    }

    @Test("Coverage and assessment fed with the same lines agree")
    func withCoverage() throws {
        let start = time("2026-07-15T14:00:00+08:00")
        var scenario = Scenario()
        scenario.hasAlert = false
        scenario.households = 40
        scenario.reference = 80
        let accepted = Scenario.accepted(
            Scenario.redAlert, .actual, sent: start, start: start, target: HouseholdSet(all: 40))
        let delivery = DeliveryID(alert: Scenario.redAlert, action: .present, channel: .loudspeaker, endpoint: Scenario.speaker)
        func receipt(_ at: Moment) -> Entry {
            .receiptAccepted(
                ReceiptAccepted(
                    alert: Scenario.redAlert, delivery: delivery, channel: .loudspeaker, endpoint: Scenario.speaker,
                    stage: .presented,
                    far: nil, moment: at))
        }
        let plan = DeliveriesPlanned(
            alert: Scenario.redAlert, channel: .loudspeaker, action: .present, endpoints: [Scenario.speaker], characters: 20)
        for (minutes, rate) in [(Int64(10), 1.0), (11, 0.0)] {
            let played = start + .minutes(minutes)
            let lines: [(Moment, Entry)] = [
                (start, .alertAccepted(accepted)), (start, .deliveriesPlanned(plan)), (played, receipt(played)),
            ]
            var coverage = CoverageLedger()
            var assessment = try scenario.ledger(until: "2026-07-15T13:59:00+08:00")
            try coverage.apply(.configurationAdopted(.init(name: "policy", content: try json(Shipped.policy))), at: start)
            for entry in scenario.register(version: 1) { try coverage.apply(entry, at: start) }
            for (at, entry) in lines {
                try coverage.apply(entry, at: at)
                try assessment.apply(entry, at: at)
            }
            let now = start + .minutes(20)
            let report = try #require(coverage.alerts[Scenario.redAlert]?.report(asOf: now))
            let found = try assessment.assess(
                from: date("2026-07-15"), to: date("2026-07-15"), now: now, openAlerts: [report], outside: scenario.outside)
            #expect(found.criteria[1].figure == rate)
            #expect(found.criteria[2].figure == 1)
            #expect(found.alerts.first?.withinDeadline == (rate == 1))
        }
    }
}

/// SplitMix64: the same numbers everywhere from the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
