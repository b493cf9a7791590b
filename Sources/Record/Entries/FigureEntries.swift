public import Alerts

/// `coverage.decided` (a deadline verdict, or a later change of it) and `coverage.final` (at the close).
public struct CoverageFigures: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// Coverage as it is published, `asOf` this line.
    public var coverage: JSONValue

    /// The figures of an alert.
    public init(alert: AlertID, coverage: JSONValue) {
        self.alert = alert
        self.coverage = coverage
    }
}

/// `assessment.made`: an assessment of item 4.7 as it was shown.
public struct AssessmentMade: Codable, Hashable, Sendable {
    /// The first day of the period.
    public var from: CivilDate
    /// The last day of the period.
    public var to: CivilDate
    /// The assessment as it is published.
    public var assessment: JSONValue

    /// An assessment of a period.
    public init(from: CivilDate, to: CivilDate, assessment: JSONValue) {
        self.from = from
        self.to = to
        self.assessment = assessment
    }
}
