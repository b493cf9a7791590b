public import Alerts
import Community
public import Record

/// An assessment of score item 4.7 (灾害事故预警信息发布) and basic condition (二) of 国减发〔2020〕2号, as it is published. It suggests with
/// its reasons and prints what speaks against it; people decide.
public struct Assessment: Codable, Hashable, Sendable {
    /// The item, `4.7`.
    public var item: String
    /// Its name in the standard.
    public var name: String
    /// The document.
    public var standard: String
    /// The convention that fills what the document leaves open.
    public var convention: String
    /// The community.
    public var community: String
    /// The first day of the period.
    public var from: CivilDate
    /// The last day of the period.
    public var to: CivilDate
    /// The points that the item has.
    public var full: Int
    /// The points that are suggested; nil where the evidence carries none (依据不足，不支持给分).
    @Nullable public var suggested: Int?
    /// Why not all points, or none; nil where nothing has to be said.
    @Nullable public var reason: String?
    /// Operation, timeliness and coverage.
    public var criteria: [Criterion]
    /// Basic condition (二).
    public var basicCondition: BasicCondition
    /// How many alerts and drills were judged.
    public var counts: Counts
    /// The alerts that were judged, and those that were listed and not judged, in the order of their acceptance.
    public var alerts: [JudgedAlert]
    /// What speaks against the result.
    public var counterEvidence: [CounterEvidence]
    /// Who changed what of the rules.
    public var changes: [Change]
    /// The cosignature of somebody outside; without it, 未经外部见证 is shown with every result.
    @Nullable public var witness: String?
    /// The signed checkpoint of the journal that the assessment was made from.
    @Nullable public var checkpoint: String?
    /// An evaluator's own score, kept beside the suggestion.
    @Nullable public var evaluator: EvaluatorScore?

    /// One of the things that the operation criterion asks.
    public struct Check: Codable, Hashable, Sendable {
        /// Its name.
        public var id: String
        /// What was found; nil where nothing can be said.
        @Nullable public var figure: Double?
        /// What is asked.
        @Nullable public var required: Double?
        /// Whether it is met; what cannot be known is not.
        public var met: Bool
        /// Why it is not met.
        @Nullable public var reason: String?
    }

    /// A clause of the item.
    public struct Criterion: Hashable, Sendable {
        /// `operation`, `timeliness` or `coverage`.
        public var id: String
        /// The clause.
        public var text: String
        /// Whether it is met.
        public var met: Bool
        /// For `operation`: its checks. The others have a figure.
        public var checks: [Check]?
        /// `timeliness`: the least share of residents reached by the deadline over the judged alerts. `coverage`: the least final share.
        /// Nil where no alert was judged.
        public var figure: Double?
        /// What the figure must be.
        public var required: Double?
        /// For `coverage`: households not reached in the end, over all judged alerts.
        public var missing: Int?
        /// What is missing for it to be met; absent where nothing is.
        public var reason: String?

        init(
            id: String, text: String, met: Bool, checks: [Check]? = nil, figure: Double? = nil, required: Double? = nil,
            missing: Int? = nil, reason: String? = nil
        ) {
            self.id = id
            self.text = text
            self.met = met
            self.checks = checks
            self.figure = figure
            self.required = required
            self.missing = missing
            self.reason = reason
        }
    }

    /// Basic condition (二), which an applicant must meet whatever the score.
    public struct BasicCondition: Codable, Hashable, Sendable {
        /// Whether it is met.
        public enum Verdict: String, Codable, Hashable, Sendable {
            case met
            case notMet = "not-met"
            case insufficient
        }

        /// `一(二)`.
        public var id: String
        /// The condition.
        public var text: String
        /// Whether it is met.
        public var verdict: Verdict
        /// Why it is not met, or cannot be said.
        @Nullable public var reason: String?
    }

    /// How many were judged.
    public struct Counts: Codable, Hashable, Sendable {
        /// Actual alerts.
        public var actual: Int
        /// Full drills, each counted once.
        public var drills: Int
    }

    /// An alert of the period.
    public struct JudgedAlert: Codable, Hashable, Sendable {
        /// Its id.
        public var alert: AlertID
        /// Actual or Exercise.
        public var status: Status
        /// The event in its own words.
        public var event: String
        /// The colour that its deadlines went by.
        public var colour: Colour
        /// The final share of residents reached; nil without figures.
        @Nullable public var rate: Double?
        /// The final share of vulnerable persons confirmed; nil without figures or without such persons.
        @Nullable public var vulnerableRate: Double?
        /// Whether everything was done by the deadlines.
        @Nullable public var withinDeadline: Bool?
        /// Households not reached.
        @Nullable public var missing: Int?
        /// Households away just then.
        @Nullable public var away: Int?
        /// Whether it counts for the score.
        public var judged: Bool
        /// Why it does not.
        @Nullable public var reason: String?
    }

    /// Something that speaks against the result.
    public struct CounterEvidence: Codable, Hashable, Sendable {
        /// What it is.
        public var kind: String
        /// How often or how many.
        public var count: Int
        /// In words.
        public var text: String
    }

    /// A rule that somebody changed.
    public struct Change: Codable, Hashable, Sendable {
        /// What was changed: `scoring.availability`, `policy`.
        public var what: String
        /// What the convention publishes; nil for a whole table.
        @Nullable public var from: Double?
        /// What is used instead.
        @Nullable public var to: Double?
        /// The county's authority; nil where the line names none.
        @Nullable public var by: String?
        /// The day.
        public var date: CivilDate
        /// Why.
        @Nullable public var reason: String?

        init(_ what: String, from: Double?, to: Double?, _ changed: ChangedBy) {
            self.init(what: what, from: from, to: to, by: changed.by, date: changed.date, reason: changed.reason)
        }

        init(_ what: String, on date: CivilDate) {
            let reason = Wording.both("期内更换了规则", "the rules were exchanged in the period")
            self.init(what: what, from: nil, to: nil, by: nil, date: date, reason: reason)
        }

        private init(what: String, from: Double?, to: Double?, by: String?, date: CivilDate, reason: String?) {
            self.what = what
            self.from = from
            self.to = to
            self.by = by
            self.date = date
            self.reason = reason
        }
    }

    /// An evaluator's own score.
    public struct EvaluatorScore: Codable, Hashable, Sendable {
        /// Who.
        public var name: String
        /// The points.
        public var score: Int
        /// When.
        public var at: Moment
        /// Why.
        public var reason: String

        /// A score with its reason.
        public init(name: String, score: Int, at: Moment, reason: String) {
            self.name = name
            self.score = score
            self.at = at
            self.reason = reason
        }
    }
}
