/// A message to publish.
public struct MQTTPublish: Sendable, Hashable {
    /// The topic name; valid UTF-8, not empty, no wildcards, no NUL, at most 65,535 bytes.
    public var topic: String
    /// The payload, byte for byte.
    public var payload: [UInt8]
    /// The guarantee asked for.
    public var qos: MQTTQoS
    /// Whether the broker keeps it for later subscribers; an empty retained payload clears the topic.
    public var retain: Bool
    /// After how many seconds the broker drops it undelivered (MQTT 5.0 §3.3.2.3.3); left out on MQTT 3.1.1, which has no
    /// such property.
    public var messageExpirySeconds: UInt32?
    /// The caller's own mark, which comes back in the outcome.
    public var token: UInt64

    /// A message with its parts.
    public init(
        topic: String, payload: [UInt8], qos: MQTTQoS = .atLeastOnce, retain: Bool = false,
        messageExpirySeconds: UInt32? = nil, token: UInt64 = 0
    ) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.retain = retain
        self.messageExpirySeconds = messageExpirySeconds
        self.token = token
    }
}

/// What became of one publish. Every publish that the session took gets exactly one outcome.
public struct MQTTPublishOutcome: Sendable, Hashable {
    /// How a publish can end.
    public enum Result: Sendable, Hashable {
        /// The broker has it and somebody is subscribed (PUBACK below 0x80, not 0x10).
        case accepted
        /// The broker took it, but nobody is subscribed (PUBACK 0x10, MQTT 5.0 §3.4.2.1).
        case noSubscribers
        /// The broker refused it, with the reason code of MQTT 5.0 §3.4.2.1 (0x80 and above).
        case refused(reasonCode: UInt8)
        /// It left, and whether anybody got it is not known: MQTT 3.1.1 acknowledges without a reason, QoS 0 not at all.
        case unknown
        /// The connection ended before the PUBACK: it may or may not have arrived. Send again, with the same id.
        case lost
        /// It was never sent, because it cannot be; the text says why.
        case unsendable(String)
    }

    /// The caller's mark from the publish.
    public var token: UInt64
    /// How it ended.
    public var result: Result

    /// An outcome with its parts.
    public init(token: UInt64, result: Result) {
        self.token = token
        self.result = result
    }
}
