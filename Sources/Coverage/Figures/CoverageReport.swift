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

    /// When things must be done.
    public struct Deadline: Codable, Hashable, Sendable {
        /// All households reached.
        @Nullable public var households: Moment?
        /// All vulnerable persons confirmed.
        @Nullable public var vulnerable: Moment?
    }

    /// The share of residents with each grade or better.
    public struct Grades: Codable, Hashable, Sendable {
        @Nullable public var sent: Double?
        @Nullable public var reached: Double?
        @Nullable public var confirmed: Double?
        @Nullable public var told: Double?
    }

    /// Seconds from the start until a share of residents was reached; nil while it is not.
    public struct Seconds: Codable, Hashable, Sendable {
        @Nullable public var p50: Double?
        @Nullable public var p90: Double?
        @Nullable public var p99: Double?
        @Nullable public var all: Double?
    }

    /// Deliveries of a channel that got at least to a stage.
    public struct ChannelCounts: Codable, Hashable, Sendable {
        public var channel: Channel
        public var deliveries: Int
        public var dispatched: Int
        public var delivered: Int
        public var presented: Int
        public var confirmed: Int
        public var failed: Int
    }

    /// Coverage of a grid.
    public struct GridCounts: Codable, Hashable, Sendable {
        public var grid: String
        public var households: Int
        public var covered: Int
        public var residents: Int
        public var residentsCovered: Int
    }

    public var alert: AlertID
    public var community: String
    public var status: Status
    public var asOf: Moment
    public var start: Moment
    public var deadline: Deadline
    public var target: Counts
    public var covered: Counts
    /// What is left, `unknown` included.
    public var missing: Counts
    public var unknown: Homes
    public var away: Homes
    public var late: Int
    @Nullable public var rate: Double?
    @Nullable public var rateByArrival: Double?
    @Nullable public var householdRate: Double?
    @Nullable public var vulnerableRate: Double?
    public var grade: Grades
    public var seconds: Seconds
    public var channels: [ChannelCounts]
    public var grids: [GridCounts]
    @Nullable public var withinDeadline: Bool?
    /// How it ended before its verdict: `cancelled`, `superseded`, `expired`; nil while it is in force.
    public var ended: String?
}
