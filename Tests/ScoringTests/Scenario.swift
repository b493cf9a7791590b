import Alerts
import Community
import Foundation
import Record
import Yams

@testable import Coverage
@testable import Scoring

/// Half a year of a community that does everything right, told in journal lines; tests say what is different.
///
/// 1,800 households of two residents, the third quarter of 2026, a full drill on 10 August and a red rainstorm on 15 July.
struct Scenario {
    var households = 1800
    var checked = "2026-06-20"
    var reference: Int? = 3600
    var excluded = 0
    var clock: Bool? = true
    var shifts: [(from: String, to: String)] = [("2026-06-30T00:00:00+08:00", "2026-10-02T00:00:00+08:00")]
    var outages: [(from: String, to: String)] = []
    var holdsDrill = true
    var hasAlert = true
    var alert = Figures()
    var drill = Figures()
    var drillTarget: Int?
    var sent: String?
    var cancelled: String?
    var heard: String? = "2026-09-20T10:00:00+08:00"
    var heardPassed = true
    var accepted: String? = "2026-01-10"
    var displayUsed = true
    var scoring = Shipped.scoring
    var extra: [(at: String, entry: Entry)] = []
    var outside = OutsideFindings(
        officialList: OfficialList(warnings: 1, absent: 0), liveKinds: [.natural, .production, .fire, .falling])

    /// What coverage says of an alert: what it lacks by the deadlines and in the end.
    struct Figures {
        var lateHouseholds = 0
        var missingHouseholds = 0
        var vulnerable = 20
        var lateVulnerable = 0
        var migrants = 100
        var lateMigrants = 0
        var places = 3
        var latePlaces = 0
        var closedByDoor = 0
        var typedIn = 0
        var verdict: Bool?
    }

    static let redAlert = AlertID(rawValue: 0xA1)
    static let drillAlert = AlertID(rawValue: 0xD1)
    static let alertStart = time("2026-07-15T14:00:00+08:00")
    static let drillStart = time("2026-08-10T10:30:00+08:00")
    static let speaker = "speaker-1"
    static let screen = "screen-1"

    /// The assessment of the third quarter on the day after it.
    func assess(
        from: String = "2026-07-01", to: String = "2026-09-30", now: String = "2026-10-01T08:00:00+08:00"
    ) throws -> Assessment {
        try ledger(until: now).assess(
            from: date(from), to: date(to), now: time(now), openAlerts: [], outside: outside, checkpoint: nil)
    }

    /// The ledger after all lines, with a sign of life every ten minutes between them while the service is there.
    func ledger(until end: String = "2026-10-01T08:00:00+08:00") throws -> AssessmentLedger {
        var ledger = AssessmentLedger()
        var last = time("2026-06-30T08:00:00+08:00")
        for (at, entry) in try lines() where at <= time(end) {
            try live(&ledger, from: last, to: at)
            try ledger.apply(entry, at: at)
            last = at
        }
        try live(&ledger, from: last, to: time(end))
        return ledger
    }

    private func live(_ ledger: inout AssessmentLedger, from: Moment, to: Moment) throws {
        var at = from + .minutes(10)
        while at < to {
            if !isDown(at) { try ledger.apply(.serviceAlive(SignOfLife()), at: at) }
            at = at + .minutes(10)
        }
    }

    private func isDown(_ at: Moment) -> Bool { outages.contains { time($0.from) <= at && at <= time($0.to) } }

    private func lines() throws -> [(Moment, Entry)] {
        let begin = time("2026-06-30T08:00:00+08:00")
        var lines: [(Moment, Entry)] = try opening().map { (begin, $0) }
        for outage in outages {
            lines.append((time(outage.from), .serviceAlive(SignOfLife())))
            lines.append((time(outage.to), .serviceStarted(ServiceStarted(version: "1"))))
            lines.append((time(outage.to), .brokerState(BrokerState(connected: true, detail: "5"))))
        }
        if hasAlert { lines += try alertLines() }
        if holdsDrill { lines += try drillLines() }
        if let heard {
            let test = DeviceTested(device: Scenario.speaker, how: "heard", passed: heardPassed, detail: nil)
            lines.append((time(heard), .deviceTested(test)))
        }
        lines += extra.map { (time($0.at), $0.entry) }
        return lines.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
    }

    private func opening() throws -> [Entry] {
        var lines: [Entry] = [
            .journalOpened(JournalOpened(community: "110101001001", timezone: "Asia/Shanghai", key: "none")),
            .configurationAdopted(ConfigurationAdopted(name: "policy", content: try json(Shipped.policy))),
            .configurationAdopted(ConfigurationAdopted(name: "scoring", content: try json(scoring))),
        ]
        lines += register(version: 1)
        lines.append(.serviceStarted(ServiceStarted(version: "1")))
        lines.append(.brokerState(BrokerState(connected: true, detail: "5")))
        if let clock { lines.append(.clockState(ClockState(synchronised: clock, errorMilliseconds: 1))) }
        return lines
    }

    func register(version: Int) -> [Entry] {
        var roster = Roster(version: version, hash: "00", community: "110101001001", timezone: "Asia/Shanghai")
        roster.reference = reference.map { ReferencePopulation(residents: $0, date: date("2026-06-01"), source: "街道") }
        roster.grids = ["g1"]
        let rows = (0..<households).map { index in
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: UInt64(index) + 1), grid: 0, building: Pseudonym(rawValue: 1), residents: 2,
                migrants: 0, checked: CivilDate(checked), phones: 1)
        }
        let whole = HouseholdSet(all: households)
        let devices = [
            RosterDevice(
                device: Scenario.speaker, channel: .loudspeaker, gateway: nil, grid: "g1", accepted: accepted.map(date),
                indoorTest: date("2026-01-10"), reach: whole),
            RosterDevice(
                device: Scenario.screen, channel: .display, gateway: nil, grid: "g1", accepted: nil, indoorTest: nil, reach: whole
            ),
        ]
        let exclusions = (0..<excluded).map { index in
            RosterExclusion(
                household: Pseudonym(rawValue: UInt64(index) + 1), reason: "空置", since: date("2026-06-01"), until: nil,
                by: Pseudonym(rawValue: 9))
        }
        let duty = shifts.map { RosterShift(from: time($0.from), to: time($0.to), staff: Pseudonym(rawValue: 9)) }
        return [
            .registerBegun(RegisterBegun(roster)),
            .registerHouseholds(RegisterRows(version: version, rows: rows)),
            .registerDevices(RegisterRows(version: version, rows: devices)),
            .registerExclusions(RegisterRows(version: version, rows: exclusions)),
            .registerDuty(RegisterRows(version: version, rows: duty)),
            .registerAdopted(
                RegisterAdopted(version: version, hash: "00", households: households, residents: households * 2)),
        ]
    }

    private func alertLines() throws -> [(Moment, Entry)] {
        let start = Scenario.alertStart
        let sent = sent.map(time) ?? start
        let at = outages.map { (time($0.from), time($0.to)) }.first { $0.0 <= sent && sent < $0.1 }?.1 ?? start
        let from = at == start ? start : sent
        var lines: [(Moment, Entry)] = [
            (at, .alertAccepted(accepted(Scenario.redAlert, .actual, sent: sent, start: from, drill: nil, target: nil)))
        ]
        lines += played(Scenario.redAlert, at: at)
        if let cancelled {
            let end = AlertEnded(alert: Scenario.redAlert, cause: .cancelled, by: AlertID(rawValue: 0xC1), continues: false)
            lines.append((time(cancelled), .alertEnded(end)))
        } else {
            lines.append((at + .minutes(15), .coverageDecided(try figures(Scenario.redAlert, .actual, start: from, alert))))
        }
        return lines
    }

    private func drillLines() throws -> [(Moment, Entry)] {
        let start = Scenario.drillStart
        let declared = DrillDeclared(
            drill: "summer", full: true, from: start - .minutes(30), to: start + .hours(2), by: nil)
        return [
            (start - .hours(1), .drillDeclared(declared)),
            (
                start,
                .alertAccepted(
                    accepted(Scenario.drillAlert, .exercise, sent: start, start: start, drill: "summer", target: drillTarget))
            ),
        ] + played(Scenario.drillAlert, at: start) + [
            (start + .minutes(15), .coverageDecided(try figures(Scenario.drillAlert, .exercise, start: start, drill)))
        ]
    }

    private func accepted(
        _ alert: AlertID, _ status: Status, sent: Moment, start: Moment, drill: String?, target: Int?
    ) -> AlertAccepted {
        let indexes = UInt32(excluded)..<UInt32(target ?? households)
        return Scenario.accepted(
            alert, status, sent: sent, start: start, drill: drill, target: HouseholdSet(ascending: indexes))
    }

    static func accepted(
        _ alert: AlertID, _ status: Status, sent: Moment, start: Moment, drill: String? = nil, target: HouseholdSet,
        msgType: MsgType = .alert, colour: Colour = .red, clock: Bool = true, replaces: [AlertID] = []
    ) -> AlertAccepted {
        AlertAccepted(
            alert: alert, warning: alert,
            message: MessageName(identifier: "\(alert)", key: MessageKey(sender: "s", identifier: "\(alert)"), references: []),
            source: "county", original: OriginalDocument(sha256: "00", size: 1), status: status, msgType: msgType, sent: sent,
            hazard: .weather, event: "暴雨", kind: nil, urgencyClass: "immediate", colour: colour, effectiveColour: colour,
            replaces: replaces, rule: "whole", register: 1, target: target, places: HouseholdSet(), start: start, clock: clock,
            deadlines: Shipped.policy.deadlines(class: "immediate", colour: colour, hazard: .weather, start: start),
            expires: start + .hours(12), drill: drill)
    }

    private func played(_ alert: AlertID, at: Moment) -> [(Moment, Entry)] {
        let devices: [(Channel, String)] = [(.loudspeaker, Scenario.speaker)] + (displayUsed ? [(.display, Scenario.screen)] : [])
        return devices.map { channel, device in
            let receipt = ReceiptAccepted(
                alert: alert, delivery: DeliveryID(alert: alert, action: .present, channel: channel, endpoint: device),
                channel: channel, endpoint: device, stage: .presented, far: nil, moment: at + .minutes(1))
            return (at + .minutes(1), .receiptAccepted(receipt))
        }
    }

    private func figures(_ alert: AlertID, _ status: Status, start: Moment, _ figures: Figures) throws -> CoverageFigures {
        let target = (status == .exercise ? drillTarget : nil).map { $0 - excluded } ?? households - excluded
        let report = Scenario.report(alert, status, start: start, households: target, figures)
        return CoverageFigures(alert: alert, coverage: try json(report))
    }

    static func report(_ alert: AlertID, _ status: Status, start: Moment, households: Int, _ figures: Figures) -> CoverageReport {
        let target = CoverageReport.Counts(
            households: households, residents: households * 2, vulnerable: figures.vulnerable, migrants: figures.migrants,
            places: figures.places)
        let missing = CoverageReport.Counts(
            households: figures.missingHouseholds, residents: figures.missingHouseholds * 2, vulnerable: 0, migrants: 0, places: 0
        )
        let timely = CoverageReport.ByDeadline(
            households: households - figures.lateHouseholds, residents: (households - figures.lateHouseholds) * 2,
            vulnerable: figures.vulnerable - figures.lateVulnerable, migrants: figures.migrants - figures.lateMigrants,
            places: figures.places - figures.latePlaces, closedByDoor: figures.closedByDoor)
        let covered = target - missing
        let verdict = figures.verdict ?? (figures.lateHouseholds == 0 && figures.lateVulnerable == 0)
        return CoverageReport(
            alert: alert, community: "110101001001", status: status, asOf: start + .minutes(15), start: start,
            deadline: .init(households: start + .minutes(10), vulnerable: start + .minutes(15)), target: target, covered: covered,
            missing: missing, unknown: .init(households: 0, residents: 0), away: .init(households: 0, residents: 0),
            late: figures.typedIn, rate: Rate.share(covered.residents, of: target.residents),
            rateByArrival: Rate.share(covered.residents, of: target.residents),
            householdRate: Rate.share(covered.households, of: target.households),
            vulnerableRate: Rate.share(covered.vulnerable, of: target.vulnerable),
            grade: .init(sent: nil, reached: nil, confirmed: nil, told: nil),
            seconds: .init(p50: 60, p90: 60, p99: 60, all: figures.missingHouseholds == 0 ? 60 : nil), channels: [], grids: [],
            byDeadline: timely, withinDeadline: verdict, ended: nil)
    }
}

/// The files that are shipped.
enum Shipped {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Config")
    static let scoringText = (try? String(contentsOf: folder.appending(path: "scoring.yaml"), encoding: .utf8)) ?? ""
    static let scoring = load(ScoringConvention.self, scoringText)
    static let policy = load(
        Policy.self, (try? String(contentsOf: folder.appending(path: "policy.yaml"), encoding: .utf8)) ?? "")

    private static func load<Value: Decodable>(_: Value.Type, _ text: String) -> Value {
        do { return try YAMLDecoder().decode(Value.self, from: text) } catch { fatalError("a shipped file is broken: \(error)") }
    }
}

func time(_ text: String) -> Moment { Timestamp(text)?.moment ?? .epoch }

func date(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(daysSinceEpoch: 0) }

func json(_ value: some Encodable) throws -> JSONValue {
    try JSONValue(encoding: value, zone: TimeZone(identifier: "Asia/Shanghai") ?? .current)
}
