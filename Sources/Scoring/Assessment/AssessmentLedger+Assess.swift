public import Alerts
public import Coverage
import Record

extension AssessmentLedger {
    /// Assesses item 4.7 and basic condition (二) over a period.
    ///
    /// Definitions, where the standard gives none:
    /// - Judged are the Actual alerts with a clock whose colour (their own or the assumed one) is red or orange, and the Exercise alerts
    ///   with a clock of declared full drills, whose start lies in the period and whose verdict is decided. Each raise of colour has a
    ///   clock, so it is judged of its own. One that was over before its deadline of households is listed, not judged.
    /// - `timeliness.figure` is the least share of residents reached by the deadline; it is met where every household, vulnerable person,
    ///   migrant worker and place of every judged alert was done by its deadline. Places have the time of their receivers (叫应).
    /// - `coverage.figure` is the least final share of residents, `missing` the households not reached, over all judged alerts.
    /// - A half-year without its full drill never earns points: what would have been points becomes 依据不足. A drill is full that was
    ///   declared so and went to every household that counts.
    ///
    /// - Parameters:
    ///   - from: The first day.
    ///   - to: The last day.
    ///   - now: The moment of the assessment; what lies after it is not looked at.
    ///   - openAlerts: The newest figures of alerts that are not closed yet.
    ///   - outside: What is known from outside the lines.
    ///   - checkpoint: The signed checkpoint to print with it.
    /// - Throws: `ScoringError.period` and `.noConvention`.
    public func assess(
        from: CivilDate, to: CivilDate, now: Moment, openAlerts: [CoverageReport], outside: OutsideFindings = OutsideFindings(),
        checkpoint: String? = nil
    ) throws(ScoringError) -> Assessment {
        guard from <= to else { throw .period(from: from, to: to) }
        guard let convention else { throw .noConvention }
        let period = Period(from: from, to: to, now: now, zone: zone)
        let review = Review(self, convention, period, openAlerts: openAlerts, outside: outside)
        return review.assessment(checkpoint: checkpoint)
    }
}

extension Review {
    func assessment(checkpoint: String?) -> Assessment {
        let criteria = criteria(operation: operationChecks())
        let suggestion = suggestion(criteria)
        let drills = Set(judged.filter(\.isDrill).compactMap { ledger.fullDrill(of: $0.record) })
        return Assessment(
            item: ScoringConvention.item, name: "灾害事故预警信息发布", standard: convention.standard,
            convention: convention.convention, community: ledger.community, from: period.from, to: period.to,
            full: convention.fullPoints, suggested: suggestion.points, reason: suggestion.reason, criteria: criteria,
            basicCondition: basicCondition(), counts: .init(actual: judged.count { !$0.isDrill }, drills: drills.count),
            alerts: alerts.map(row), counterEvidence: counterEvidence(), changes: changes(), witness: nil, checkpoint: checkpoint,
            evaluator: nil)
    }

    private func row(_ alert: ReviewedAlert) -> Assessment.JudgedAlert {
        let (facts, report) = (alert.record.accepted, alert.report)
        var reason: String?
        if case .listed(let why) = alert.standing { reason = why }
        return .init(
            alert: facts.alert, status: facts.status, event: facts.event, colour: facts.colour, rate: report?.rate,
            vulnerableRate: report?.vulnerableRate, withinDeadline: report?.withinDeadline, missing: report?.missing.households,
            away: report?.away.households, judged: alert.isJudged, reason: reason)
    }
}
