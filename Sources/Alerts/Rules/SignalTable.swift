/// The thresholds of warning signals by kind and colour, as data: `Config/signals.yaml`.
///
/// They explain what a signal means and help to compare local measurements with it. A signal itself is issued by a
/// meteorological station only; nothing here makes one.
public struct SignalTable: Codable, Hashable, Sendable {
    /// The thresholds of one kind.
    public struct Signal: Codable, Hashable, Sendable {
        /// The kind, as in `HazardTable`.
        public var kind: String
        /// What people call it.
        public var name: String
        /// Whose line it is: `signal` for CMA's warning signals, `flood` for 水情预警, `risk` for 气象风险预警,
        /// `county-rainfall` for a county's critical rainfall.
        public var family: String
        /// One row a colour; a kind may have fewer than four.
        public var levels: [Level]
    }

    /// What one colour of one kind means.
    public struct Level: Codable, Hashable, Sendable {
        /// The colour.
        public var colour: Colour
        /// The meaning in words.
        public var text: String
        /// Measured limits, any of which is enough unless `all` says otherwise; empty where the meaning is words alone.
        public var limits: [Limit]
        /// Whether all limits must be met together.
        public var all: Bool
        /// Where the row is from.
        public var source: String
        /// Whether that was confirmed.
        public var verified: Bool
    }

    /// A measured limit.
    public struct Limit: Codable, Hashable, Sendable {
        /// What is measured, for instance `rain`, `wind`, `gust`, `visibility`, `temperature`.
        public var quantity: String
        /// Which side of the value counts.
        public var side: Side
        /// The value in `unit`.
        public var value: Double
        /// The unit, for instance `mm`, `Bft`, `m`, `Cel`.
        public var unit: String
        /// The hours that it is measured over or expected within; nil where none are given.
        public var hours: Double?
    }

    /// Which side of a limit counts.
    public enum Side: String, Codable, Hashable, Sendable {
        case atLeast = "at-least"
        case atMost = "at-most"
        case below
    }

    /// All signals.
    public var signals: [Signal]

    /// The rows of a kind in a family, from blue to red.
    public func levels(kind: String, family: String = "signal") -> [Level] {
        signals.filter { $0.kind == kind && $0.family == family }.flatMap(\.levels).sorted { $0.colour < $1.colour }
    }
}
