/// The delivery guarantee of one publish (MQTT 5.0 §4.3). QoS 2 is not offered: every message of Tocsin carries an id that
/// makes repeats harmless, which is what QoS 2 would cost two more packets for.
public enum MQTTQoS: UInt8, Sendable, Hashable {
    /// Sent once, never acknowledged.
    case atMostOnce = 0
    /// Sent until acknowledged with a PUBACK; may arrive more than once.
    case atLeastOnce = 1
}

/// A message that the broker handed to this session.
public struct MQTTMessage: Sendable, Hashable {
    /// The topic name it was published to; valid UTF-8 without wildcards.
    public var topic: String
    /// The payload, byte for byte.
    public var payload: [UInt8]
    /// The guarantee it was delivered with: the lower one of the publisher's and the subscription's.
    public var qos: MQTTQoS
    /// Whether it is the broker's stored copy, sent because of a subscription, instead of a fresh publish.
    public var retained: Bool

    /// A message with its parts.
    public init(topic: String, payload: [UInt8], qos: MQTTQoS = .atLeastOnce, retained: Bool = false) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.retained = retained
    }
}

/// Says whether a burst of messages is safe, and so whether its PUBACKs may leave.
public enum MQTTAcceptance: Sendable, Hashable {
    /// Everything in the burst is on disk (or deliberately dropped): acknowledge it.
    case committed
    /// The burst could not be stored. Nothing of it is acknowledged: the connection is abandoned, and the broker sends the
    /// burst again on the next one.
    case failed
}
