/// The versions of MQTT that a session speaks.
public enum MQTTProtocolVersion: String, Sendable, Hashable {
    /// MQTT 5.0: reason codes, message expiry, session expiry.
    case v5 = "MQTT 5"
    /// MQTT 3.1.1, where the broker knows nothing newer.
    case v311 = "MQTT 3.1.1"
}

/// How a session stands.
public enum MQTTSessionState: Sendable, Hashable {
    /// Made, not started.
    case idle
    /// Looking for the broker.
    case connecting
    /// The broker took the login; the subscriptions are not confirmed yet.
    case connected(MQTTProtocolVersion, sessionPresent: Bool)
    /// Every subscription is confirmed: messages flow both ways.
    case ready
    /// The connection ended or never came; the session tries again by itself after the time given.
    case disconnected(MQTTDisconnection, retryAfter: Duration)
    /// Stopped for good, by ``MQTTSession/stop(drain:)``.
    case stopped
}

/// Why a connection ended or never came about.
public struct MQTTDisconnection: Error, Sendable, Hashable {
    /// The kinds of reason, for counters and checks.
    public enum Kind: String, Sendable, Hashable {
        /// The host name has no address.
        case unknownHost
        /// No connection to host and port.
        case unreachable
        /// The broker took the connection and then said nothing.
        case silent
        /// User name, password or client certificate were not accepted.
        case loginRefused
        /// The broker refused for another reason.
        case refused
        /// Certificates or the TLS handshake failed.
        case tls
        /// A certificate or key file cannot be used, or a value of the configuration was not accepted by the library.
        case configuration
        /// The broker refused a subscription.
        case subscriptionRefused
        /// Another connection with the same client id took the session over.
        case takenOver
        /// The connection broke or the broker ended it.
        case lost
        /// The delegate could not store a burst, so the connection was given up on purpose.
        case notCommitted
        /// The session was told to stop.
        case stopped
    }

    /// The kind of reason.
    public var kind: Kind
    /// What happened and what to do, for people: one or two sentences.
    public var text: String

    /// A reason with its words.
    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

extension MQTTDisconnection: CustomStringConvertible {
    /// The words alone.
    public var description: String { text }
}

/// Counters of a session since it was started.
public struct MQTTStatistics: Sendable, Hashable {
    /// Connections that became ready.
    public var connections = 0
    /// Messages handed to the delegate and committed.
    public var received = 0
    /// Bursts handed to the delegate and committed.
    public var bursts = 0
    /// Publishes handed to the library.
    public var published = 0
    /// Publishes without an outcome yet.
    public var inFlight = 0
    /// Messages dropped because their payload was too large.
    public var droppedOversize = 0

    /// All zero.
    public init() {}
}
