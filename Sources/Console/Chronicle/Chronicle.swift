import Alerts
import Community
import Coverage
import Record

/// What the pages tell of the past, gathered from the journal's lines: the console's own projection beside those of coverage and score.
struct Chronicle: Sendable {
    /// What a source brought.
    struct SourceRecord: Sendable {
        var alerts = 0
        var repeated = 0
        var refused = 0
        var last: Moment?
        var lastRefusal: (at: Moment, reason: String)?
    }

    /// The lines that were read.
    private(set) var lines = 0
    private(set) var alerts: [AlertID: AlertRecord] = [:]
    /// In the order of their first line.
    private(set) var order: [AlertID] = []
    private(set) var devices: [String: DeviceRecord] = [:]
    private(set) var sources: [String: SourceRecord] = [:]
    private(set) var drills: [DrillDeclared] = []
    /// The scores that evaluators gave, oldest first.
    private(set) var scores: [(at: Moment, score: ScoreGiven)] = []
    /// What drills came to, by name.
    private(set) var drillRecords: [String: DrillRecord] = [:]
    /// The last sheet of each form that was printed.
    private(set) var sheets: [Int: Int] = [:]
    /// Calls for help that nobody sees to yet, oldest first.
    private(set) var help: [(at: Moment, line: HelpCalled)] = []
    /// How often each device was made silent, and why; the last word last.
    private(set) var mutes: [String: [(at: Moment, line: DeviceMuted)]] = [:]
    private(set) var tallies = Tallies()
    /// Starts of the service, newest last.
    private(set) var starts: [Moment] = []

    /// Takes in the next line; the entry is nil for a type that this version does not know.
    mutating func apply(_ entry: Entry?, at: Moment) {
        defer { lines += 1 }
        guard let entry else { return }
        tallies.note(entry, at: at)
        applyAlert(entry, at: at)
        applyDevice(entry, at: at)
        switch entry {
        case .serviceStarted: starts = starts.suffix(9) + [at]
        case .drillDeclared(let drill): drills.append(drill)
        case .drillSignedIn(let line): drillRecords[line.drill, default: .init()].signedIn.append((at, line))
        case .drillFaulted(let line): drillRecords[line.drill, default: .init()].faults.append((at, line))
        case .drillClosed(let line): drillRecords[line.drill, default: .init()].closed = (at, line)
        case .formIssued(let line): sheets[line.form] = max(sheets[line.form] ?? 0, line.first + line.count - 1)
        case .helpCalled(let line): help.append((at, line))
        case .helpTaken(let line): help.removeAll { $0.line.record == line.record }
        case .deviceMuted(let line): mutes[line.device, default: []].append((at, line))
        case .scoreGiven(let score): scores.append((at, score))
        default: break
        }
    }

    /// The alerts in force, the worst first, then the newest.
    var inForce: [AlertRecord] {
        order.compactMap { alerts[$0] }.filter(\.isInForce).sorted { left, right in
            let (one, two) = (Self.weight(left), Self.weight(right))
            return one != two ? one < two : left.firstLine > right.firstLine
        }
    }

    /// Real ones come before drills.
    private static func weight(_ record: AlertRecord) -> Int {
        (record.status == .actual ? 0 : 10) + (record.accepted?.effectiveColour.priority ?? 5)
    }

    /// The alerts that wait for the duty officer, oldest first.
    var held: [AlertRecord] { order.compactMap { alerts[$0] }.filter { $0.fate == .held } }

    private mutating func applyAlert(_ entry: Entry, at: Moment) {
        switch entry {
        case .alertAccepted(let line): accept(line, at: at)
        case .alertHeld(let line):
            noteSource(line.source, at: at)
            begin(line.alert, line.source, line.original, line.status, .held, at: at) { $0.reason = line.reason }
        case .alertRecorded(let line):
            noteSource(line.source, at: at)
            begin(line.alert, line.source, line.original, line.status, .recorded, at: at) { record in
                (record.reason, record.event, record.msgType, record.sent) = (
                    line.reason.rawValue, line.event, line.msgType, line.sent
                )
            }
        case .alertRejected(let line): touch(line.alert) { $0.fate = .rejected }
        case .alertApproved(let line): touch(line.alert) { _ in }
        case .alertRefused(let line):
            sources[line.source, default: .init()].refused += 1
            sources[line.source]?.lastRefusal = (at, line.reason)
            sources[line.source]?.last = at
        case .alertRepeated(let line):
            sources[line.source, default: .init()].repeated += 1
            sources[line.source]?.last = at
        case .alertConflicting(let line):
            sources[line.source, default: .init()].repeated += 1
            touch(line.alert) { $0.isConflicting = true }
        case .alertEnded(let line): end(line, at: at)
        case .alertClosed(let line):
            let number = lines
            touch(line.alert) { ($0.fate, $0.closedLine) = (.closed, $0.closedLine ?? number) }
        case .coverageDecided(let figures):
            touch(figures.alert) { $0.decided = try? figures.coverage.decoded(CoverageReport.self) }
        case .coverageFinal(let figures): touch(figures.alert) { $0.final = try? figures.coverage.decoded(CoverageReport.self) }
        case .dutyAcknowledged(let line):
            touch(line.alert) { if $0.acknowledged == nil { $0.acknowledged = (at, line.by) } }
        default: if let alert = Self.alert(of: entry) { touch(alert) { _ in } }
        }
    }

    private mutating func accept(_ line: AlertAccepted, at: Moment) {
        noteSource(line.source, at: at)
        begin(line.alert, line.source, line.original, line.status, .open, at: at) { record in
            record.accepted = line
            record.reason = nil
            (record.event, record.msgType, record.sent) = (line.event, line.msgType, line.sent)
        }
    }

    private mutating func end(_ line: AlertEnded, at: Moment) {
        touch(line.alert) { record in
            if record.fate == .open { record.fate = .ended }
            record.ended = line
            record.endedAt = record.endedAt ?? at
        }
    }

    private mutating func begin(
        _ alert: AlertID, _ source: String, _ original: OriginalDocument, _ status: Status, _ fate: AlertRecord.Fate, at: Moment,
        _ change: (inout AlertRecord) -> Void
    ) {
        var record =
            alerts[alert]
            ?? AlertRecord(
                alert: alert, source: source, original: original, status: status, firstLine: lines, firstAt: at, lastLine: lines,
                fate: fate)
        if alerts[alert] == nil { order.append(alert) }
        (record.fate, record.lastLine) = (fate, lines)
        change(&record)
        alerts[alert] = record
    }

    private mutating func touch(_ alert: AlertID, _ change: (inout AlertRecord) -> Void) {
        guard var record = alerts[alert] else { return }
        record.lastLine = lines
        change(&record)
        alerts[alert] = record
    }

    private mutating func noteSource(_ source: String, at: Moment) {
        sources[source, default: .init()].alerts += 1
        sources[source]?.last = at
    }

    private mutating func applyDevice(_ entry: Entry, at: Moment) {
        switch entry {
        case .deviceStatus(let status), .gatewayStatus(let status): devices[status.device, default: .init()].note(status, at: at)
        case .deviceTested(let test): devices[test.device, default: .init()].tested = (at, test)
        case .receiptAccepted(let receipt):
            devices[receipt.endpoint, default: .init()].answered = at
            if receipt.stage == .presented { devices[receipt.endpoint]?.presented = at }
            if let reason = receipt.failed { devices[receipt.endpoint]?.failed = (at, reason) }
        case .deliveriesFailed(let moved):
            for endpoint in moved.endpoints { devices[endpoint, default: .init()].failed = (at, moved.reason ?? .fault) }
        default: break
        }
    }

    /// The alert that a line is about; nil for none.
    static func alert(of entry: Entry) -> AlertID? {
        switch entry {
        case .alertAccepted(let line): line.alert
        case .alertRecorded(let line): line.alert
        case .alertHeld(let line): line.alert
        case .alertApproved(let line), .alertRejected(let line): line.alert
        case .alertRepeated(let line), .alertConflicting(let line): line.alert
        case .alertRelayed(let line), .alertClosed(let line): line.alert
        case .alertEnded(let line): line.alert
        case .deliveriesPlanned(let line): line.alert
        case .deliveriesDispatched(let line), .deliveriesRepeated(let line), .deliveriesFailed(let line),
            .deliveriesWithdrawn(let line):
            line.alert
        case .receiptAccepted(let line): line.alert
        case .coverageDecided(let line), .coverageFinal(let line): line.alert
        case .dutyAcknowledged(let line): line.alert
        default: alertOfPeople(entry)
        }
    }

    /// The alert that people's words and deeds are about.
    private static func alertOfPeople(_ entry: Entry) -> AlertID? {
        switch entry {
        case .doorRecorded(let line): line.alert
        case .roundRecorded(let line): line.alert
        case .recordVoided(let line): line.alert
        case .recordRefused(let line): line.alert
        case .callPlanned(let line): line.alert
        case .callStepped(let line): line.alert
        case .callAnswered(let line): line.alert
        case .helpCalled(let line): line.alert
        case .taskAssigned(let line): line.alert
        case .taskClosed(let line): line.alert
        case .taskHandedOver(let line): line.alert
        case .alertComposed(let line): line.alert
        case .dutyWoken(let line): line.alert
        default: nil
        }
    }
}
