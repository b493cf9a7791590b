public import Alerts

/// Loudspeakers of two vendors, which are not Tocsin's own. Shares are of all terminals, 0...1.
public struct TerminalOptions: Sendable, Hashable {
    /// Names of vendor A's terminals, which are reached over HTTP.
    public var vendorA: [String] = []
    /// Names of vendor B's terminals, which are reached over MQTT.
    public var vendorB: [String] = []
    /// Terminals that are not connected.
    public var offline = 0.0
    /// Terminals that take orders and cannot play.
    public var broken = 0.0
    /// How many times faster than real they speak; above 2 a play ends sooner than its text can be spoken.
    public var speed = 1.0
    /// The root of vendor B's topics.
    public var root = "vendor-b"

    /// No terminals.
    public init() {}
}

/// What a terminal did with one order.
public struct OrderAccount: Codable, Sendable, Hashable {
    /// How far an order is.
    public enum State: String, Codable, Sendable, Hashable {
        /// The terminal has not begun.
        case waiting
        /// It is playing.
        case playing
        /// It played to the end.
        case done
        /// It could not play.
        case failed
        /// It was taken back.
        case cancelled
    }

    /// The caller's own reference, and the terminal.
    public var id: String, terminal: String
    /// What was to be spoken, and how often.
    public var text: String, plays: Int
    /// How often it was ordered; it is played once.
    public var orders = 1
    /// How far it is.
    public var state = State.waiting
    /// When it was ordered, when playing began, and when it ended.
    public var orderedAt: Moment, startedAt: Moment? = nil, endedAt: Moment? = nil
}
