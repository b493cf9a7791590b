public import Alerts
public import Community
public import Record

/// Coverage of one alert as it is published, on MQTT, over HTTP and in the journal.
public struct CoverageReport: Codable, Hashable, Sendable {
    /// Counts of the three groups and the places.
    public struct Counts: Codable, Hashable, Sendable {
        /// Households.
        public var households: Int
        /// Residents.
        public var residents: Int
        /// Vulnerable persons.
        public var vulnerable: Int
        /// Migrant workers.
        public var migrants: Int
        /// Places with a receiver.
        public var places: Int
    }

    /// Households with their residents.
    public struct Homes: Codable, Hashable, Sendable {
        /// Households.
        public var households: Int
        /// Residents.
        public var residents: Int
    }

    /// What was done by the deadlines: by those of households and vulnerable persons, by the staff's for places. It stays what it is
    /// when more are covered later, so that an assessment can be made from the last line of an alert alone.
    public struct ByDeadline: Codable, Hashable, Sendable {
        /// Households reached.
        public var households: Int
        /// Residents in them.
        public var residents: Int
        /// Vulnerable persons confirmed.
        public var vulnerable: Int
        /// Migrant workers in the households reached.
        public var migrants: Int
        /// Places whose receiver answered.
        public var places: Int
        /// Households not reached by the deadline that were told at their door, or found away, by the deadline for that.
        public var closedByDoor: Int
        /// Who had to be reached: the whole target without households that were found away by the deadline. Absent in lines from before
        /// there were any.
        public var target: Counts?
    }

    /// How the responsible people answered (叫应). A post is whoever is called in their own right; it is filled by their answer or that of
    /// who stands in for them.
    public struct Calls: Codable, Hashable, Sendable {
        /// Posts called.
        public var called: Int
        /// Those that answered themselves.
        public var answered: Int
        /// Those that are filled.
        public var filled: Int
        /// Those that were filled by the deadline.
        public var byDeadline: Int
        /// When staff, helpers and receivers have to have answered.
        @Nullable public var deadline: Moment?
        /// Whether all posts were filled by then; nil until that is decided.
        @Nullable public var withinDeadline: Bool?
        /// When the duty officer has to have acknowledged.
        @Nullable public var dutyDeadline: Moment?
        /// When a duty officer did.
        @Nullable public var dutyAcknowledged: Moment?
        /// Whether that was in time; nil until it is decided.
        @Nullable public var dutyWithinDeadline: Bool?
    }

    /// When things must be done.
    public struct Deadline: Codable, Hashable, Sendable {
        /// All households reached.
        @Nullable public var households: Moment?
        /// All vulnerable persons confirmed.
        @Nullable public var vulnerable: Moment?
    }

    /// The share of residents with each grade or better.
    public struct Grades: Codable, Hashable, Sendable {
        /// With `sent` or better.
        @Nullable public var sent: Double?
        /// With `reached` or better.
        @Nullable public var reached: Double?
        /// With `confirmed` or better.
        @Nullable public var confirmed: Double?
        /// With `told`.
        @Nullable public var told: Double?
    }

    /// Seconds from the start until a share of residents was reached; nil while it is not.
    public struct Seconds: Codable, Hashable, Sendable {
        /// Half of the residents.
        @Nullable public var p50: Double?
        /// Nine in ten.
        @Nullable public var p90: Double?
        /// Ninety-nine in a hundred.
        @Nullable public var p99: Double?
        /// Everyone.
        @Nullable public var all: Double?
    }

    /// Deliveries of a channel that got at least to a stage.
    public struct ChannelCounts: Codable, Hashable, Sendable {
        /// The channel.
        public var channel: Channel
        /// All deliveries.
        public var deliveries: Int
        /// Those that a gateway accepted.
        public var dispatched: Int
        /// Those that the terminal has.
        public var delivered: Int
        /// Those that were played to the end or shown.
        public var presented: Int
        /// Those that a person answered.
        public var confirmed: Int
        /// Those that failed before the terminal had them.
        public var failed: Int
    }

    /// Coverage of a grid.
    public struct GridCounts: Codable, Hashable, Sendable {
        /// The grid.
        public var grid: String
        /// Households.
        public var households: Int
        /// Households reached.
        public var covered: Int
        /// Residents.
        public var residents: Int
        /// Residents reached.
        public var residentsCovered: Int
    }

    /// The alert.
    public var alert: AlertID
    /// The community.
    public var community: String
    /// CAP status, so that a drill is never taken for the real thing.
    public var status: Status
    /// The moment of these figures.
    public var asOf: Moment
    /// When the clock began.
    public var start: Moment
    /// When things must be done.
    public var deadline: Deadline
    /// Whom the alert is for.
    public var target: Counts
    /// Who is covered.
    public var covered: Counts
    /// What is left, `unknown` included.
    public var missing: Counts
    /// Who cannot be known to be reached, because no answer can come; part of `missing`.
    public var unknown: Homes
    /// Who left the denominator because nobody lives there just now.
    public var away: Homes
    /// Evidence that was typed in afterwards.
    public var late: Int
    /// The share of residents covered.
    @Nullable public var rate: Double?
    /// The same by arrival times alone.
    @Nullable public var rateByArrival: Double?
    /// The share of households covered.
    @Nullable public var householdRate: Double?
    /// The share of vulnerable persons covered.
    @Nullable public var vulnerableRate: Double?
    /// Shares by grade.
    public var grade: Grades
    /// Time until shares of residents were reached.
    public var seconds: Seconds
    /// Deliveries by channel.
    public var channels: [ChannelCounts]
    /// Coverage by grid.
    public var grids: [GridCounts]
    /// What was done by the deadlines; nil for an alert without a clock.
    @Nullable public var byDeadline: ByDeadline?
    /// Whether everything was done in time; nil until that is decided.
    @Nullable public var withinDeadline: Bool?
    /// How the responsible people answered; absent where nobody is called.
    public var calls: Calls?
    /// How it ended before its verdict: `cancelled`, `superseded`, `expired`; nil while it is in force.
    public var ended: String?
}
