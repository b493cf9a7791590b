/// Everything a session needs to know about its broker and itself.
public struct MQTTConfiguration: Sendable {
    /// TLS towards the broker.
    public typealias TLS = TLSFiles

    /// A topic filter to subscribe to on every connection.
    public struct Subscription: Sendable, Hashable {
        /// The topic filter, with wildcards.
        public var filter: String
        /// The highest guarantee wanted.
        public var qos: MQTTQoS

        /// A subscription, QoS 1 unless said otherwise.
        public init(_ filter: String, qos: MQTTQoS = .atLeastOnce) {
            self.filter = filter
            self.qos = qos
        }
    }

    /// The message that the broker publishes when this session vanishes without saying goodbye.
    public struct Will: Sendable, Hashable {
        /// The topic name.
        public var topic: String
        /// The payload.
        public var payload: [UInt8]
        /// The guarantee.
        public var qos: MQTTQoS
        /// Whether the broker keeps it.
        public var retain: Bool

        /// A will with its parts.
        public init(topic: String, payload: [UInt8], qos: MQTTQoS = .atLeastOnce, retain: Bool = true) {
            self.topic = topic
            self.payload = payload
            self.qos = qos
            self.retain = retain
        }
    }

    /// How long to wait between attempts to connect: doubling from the first to the longest.
    public struct Backoff: Sendable, Hashable {
        /// The wait after the first failure.
        public var initial: Duration
        /// The longest wait.
        public var maximum: Duration
        /// The share of each wait that is left to chance, 0 to 1, so that many sessions do not return in step.
        public var jitter: Double

        /// A policy; by default 250 ms doubling to 30 s, half of it left to chance.
        public init(initial: Duration = .milliseconds(250), maximum: Duration = .seconds(30), jitter: Double = 0.5) {
            self.initial = initial
            self.maximum = maximum
            self.jitter = jitter
        }
    }

    /// Which protocol to speak.
    public enum ProtocolChoice: Sendable, Hashable {
        /// MQTT 5 first, MQTT 3.1.1 where the broker refuses it.
        case automatic
        /// This one only.
        case only(MQTTProtocolVersion)
    }

    /// Name or address of the broker.
    public var host: String
    /// Its port, 1 to 65535.
    public var port: Int
    /// The client id that names the session at the broker; two connections with the same id throw each other out.
    public var clientID: String
    /// Whether to forget the broker's session on each connect.
    public var cleanStart = false
    /// How long the broker keeps the session after the connection ended, in seconds (MQTT 5.0 §3.1.2.11.2); 0xFFFFFFFF is for
    /// ever. Without it, MQTT 5 loses what was queued as soon as the connection breaks.
    public var sessionExpirySeconds: UInt32 = .max
    /// Seconds without traffic after which a ping is sent; 5 to 65535.
    public var keepAliveSeconds = 30
    /// Seconds to reach the broker and be answered.
    public var connectTimeoutSeconds = 10
    /// User name, if the broker asks for one.
    public var username: String?
    /// Password, if the broker asks for one.
    public var password: String?
    /// TLS, or nil for a plain connection.
    public var tls: TLS?
    /// Which protocol to speak.
    public var protocolChoice = ProtocolChoice.automatic
    /// The will.
    public var will: Will?
    /// What to subscribe to on every connection.
    public var subscriptions: [Subscription] = []
    /// QoS 1 publishes that may be without their PUBACK at a time, 1 to 16384; the broker may lower it (MQTT 5.0 §3.2.2.3.3).
    /// libmosquitto walks the whole window for every publish and every PUBACK, so more is slower: on loopback 200 took 0.7
    /// of the processor time of 1000. A link with a long round trip needs more: messages a second times seconds.
    public var window = 200
    /// QoS 1 messages that the broker may send ahead of their PUBACKs, told to it on MQTT 5 (Receive Maximum, MQTT 5.0
    /// §3.1.2.11.3), 1 to 65535; on MQTT 3.1.1 the broker's own configuration decides.
    public var receiveMaximum = 1000
    /// Messages in one burst at most.
    public var burst = 5000
    /// Bytes of payload in one burst after which no more is read into it.
    public var burstBytes = 32 << 20
    /// The largest payload handed on, in bytes: 4 MiB, the largest alert, and a margin for envelopes around it.
    public var maximumPayload = (4 << 20) + (256 << 10)
    /// How long to wait between attempts to connect.
    public var backoff = Backoff()
    /// Chance in 0 ..< 1 for the jitter.
    public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }

    /// A configuration for a broker; everything else has a default to be changed afterwards.
    public init(host: String, port: Int, clientID: String) {
        self.host = host
        self.port = port
        self.clientID = clientID
    }
}
