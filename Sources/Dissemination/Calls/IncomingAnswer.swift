public import Alerts
public import Community
public import Record

/// Somebody answers a call by other ways than their phone's key or words: by link, by a tap, by radio, in person.
public struct IncomingAnswer: Hashable, Sendable {
    /// The alerts that are answered; empty for all that run and call the person.
    public var alerts: [AlertID]
    /// The pseudonym of who answers.
    public var by: Pseudonym
    /// How.
    public var means: AnswerMeans
    /// What they report back.
    public var reported: CalleeReport?
    /// Where it comes from.
    public var origin: RecordOrigin

    /// An answer.
    public init(
        alerts: [AlertID] = [], by: Pseudonym, means: AnswerMeans, reported: CalleeReport? = nil,
        origin: RecordOrigin = RecordOrigin()
    ) {
        self.alerts = alerts
        self.by = by
        self.means = means
        self.reported = reported
        self.origin = origin
    }
}

/// Somebody in the field calls for help (求助).
public struct IncomingHelp: Hashable, Sendable {
    /// The record's own name.
    public var record: RecordID
    /// The pseudonym of who calls.
    public var by: Pseudonym
    /// What is needed.
    public var need: HelpCalled.Need
    /// The alert that it has to do with.
    public var alert: AlertID?
    /// The pseudonym of the household that it has to do with.
    public var household: Pseudonym?
    /// When, by the far end's clock.
    public var at: Moment?

    /// A call for help.
    public init(
        record: RecordID, by: Pseudonym, need: HelpCalled.Need, alert: AlertID? = nil, household: Pseudonym? = nil,
        at: Moment? = nil
    ) {
        self.record = record
        self.by = by
        self.need = need
        self.alert = alert
        self.household = household
        self.at = at
    }
}
