import Alerts
import Community
import Coverage
import Record

/// One assessment in the making: the lines, the period, the rules, and the alerts in it.
struct Review: Sendable {
    let ledger: AssessmentLedger
    let convention: ScoringConvention
    let period: Period
    let outside: OutsideFindings
    /// The alerts of the period that are judged or would have been, in the order of their acceptance.
    let alerts: [ReviewedAlert]
    /// The newest figures of open alerts, handed in.
    let open: [AlertID: CoverageReport]

    init(
        _ ledger: AssessmentLedger, _ convention: ScoringConvention, _ period: Period, openAlerts: [CoverageReport],
        outside: OutsideFindings
    ) {
        self.ledger = ledger
        self.convention = convention
        self.period = period
        self.outside = outside
        let open = Dictionary(openAlerts.map { ($0.alert, $0) }, uniquingKeysWith: { _, last in last })
        self.open = open
        alerts = ledger.order.compactMap { ledger.alerts[$0] }
            .filter { period.window.contains($0.accepted.start) && Review.isOfInterest($0, ledger) }
            .map { Review.reviewed($0, ledger, open: open, end: period.end) }
    }

    var judged: [ReviewedAlert] { alerts.filter(\.isJudged) }

    /// The register version in force at the end of the period.
    var register: RegisterRecord? { ledger.registers.last { $0.adoptedAt < period.end } }

    /// Red and orange Actual alerts with a clock, and the alerts with a clock of declared full drills.
    private static func isOfInterest(_ record: AlertRecord, _ ledger: AssessmentLedger) -> Bool {
        let facts = record.accepted
        guard facts.clock, facts.msgType != .cancel else { return false }
        switch facts.status {
        case .actual: return facts.colour >= .orange
        case .exercise: return ledger.fullDrill(of: record) != nil
        default: return false
        }
    }

    static func reviewed(
        _ record: AlertRecord, _ ledger: AssessmentLedger, open: [AlertID: CoverageReport], end: Moment
    ) -> ReviewedAlert {
        let report = open[record.accepted.alert] ?? record.reports.last
        return ReviewedAlert(record: record, report: report, standing: standing(record, report, ledger))
    }

    private static func standing(
        _ record: AlertRecord, _ report: CoverageReport?, _ ledger: AssessmentLedger
    ) -> ReviewedAlert.Standing {
        guard record.accepted.households > 0 else {
            return .listed(Wording.both("范围内没有住户，不适用", "no household in its target: not applicable"))
        }
        let ended = ledger.effectiveEnd(of: record)
        if let ended, let deadline = record.accepted.deadlines.households, ended.at < deadline {
            return .listed(endedEarly(ended.cause))
        }
        guard let report else { return .listed(Wording.both("尚无覆盖数据", "no figures yet")) }
        guard report.withinDeadline != nil else {
            return .listed(
                ended.map { endedEarly($0.cause) } ?? Wording.both("期限未到", "its deadlines have not passed"))
        }
        return .judged
    }

    private static func endedEarly(_ cause: AlertEnded.Cause) -> String {
        switch cause {
        case .cancelled: Wording.both("期限前已解除", "cancelled before its deadline")
        case .expired: Wording.both("期限前已失效", "expired before its deadline")
        case .superseded: Wording.both("期限前已被新的预警取代", "superseded before its deadline by an update with a clock of its own")
        }
    }
}

extension AssessmentLedger {
    /// The declared full drill that an Exercise alert belongs to.
    func fullDrill(of record: AlertRecord) -> DrillDeclared? {
        guard record.accepted.status == .exercise, let name = record.accepted.drill else { return nil }
        let at = record.accepted.at
        return drills.last { $0.full && $0.drill == name && $0.from <= at && at <= $0.to }
    }

    /// How and when nothing more was asked for an alert. Where an Update without a clock took its place, its clock went on until that one
    /// ended.
    func effectiveEnd(of record: AlertRecord) -> (cause: AlertEnded.Cause, at: Moment)? {
        var current = record
        for _ in 0..<order.count {
            guard let ended = current.ended else { return nil }
            guard ended.line.continues, let by = ended.line.by, let next = alerts[by] else {
                return ended.line.continues ? nil : (ended.line.cause, ended.at)
            }
            current = next
        }
        return nil
    }
}
