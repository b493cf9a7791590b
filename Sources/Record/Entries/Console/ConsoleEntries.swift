public import Alerts
public import Community

/// `alert.composed`: somebody wrote an alert at the console; the line stands before those of the alert's intake.
public struct AlertComposed: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who wrote it and answers for it.
    public var by: Pseudonym?

    /// A composed alert.
    public init(alert: AlertID, by: Pseudonym?) {
        self.alert = alert
        self.by = by
    }
}

/// `register.viewed`: somebody looked at what the register says of a home with a vulnerable person, or at a list of them.
public struct RegisterViewed: Codable, Hashable, Sendable {
    /// What was looked at: `household`, or `vulnerable-list`.
    public var what: String
    /// The household; nil for a list.
    public var household: Pseudonym?
    /// The alert that was the occasion; nil for none.
    public var alert: AlertID?
    /// The pseudonym of who looked.
    public var by: Pseudonym?

    /// A look.
    public init(what: String, household: Pseudonym?, alert: AlertID?, by: Pseudonym?) {
        self.what = what
        self.household = household
        self.alert = alert
        self.by = by
    }
}

/// `score.given`: an evaluator's own score of item 4.7, kept beside the suggestion.
public struct ScoreGiven: Codable, Hashable, Sendable {
    /// The item, `4.7`.
    public var item: String
    /// The first day of the period.
    public var from: CivilDate
    /// The last day of the period.
    public var to: CivilDate
    /// The points.
    public var score: Int
    /// Why, in the evaluator's words, without names.
    public var reason: String
    /// The pseudonym of the evaluator; the name is kept with the account.
    public var by: Pseudonym?

    /// A score.
    public init(item: String, from: CivilDate, to: CivilDate, score: Int, reason: String, by: Pseudonym?) {
        self.item = item
        self.from = from
        self.to = to
        self.score = score
        self.reason = reason
        self.by = by
    }
}
