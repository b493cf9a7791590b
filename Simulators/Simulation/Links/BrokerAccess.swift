public import Alerts
public import Wire

/// How to reach the broker and who to be there.
public struct BrokerAccess: Sendable {
    /// Name or address of the broker, and its port.
    public var host: String, port: Int
    /// The user for every connection; nil takes the name of the device, gateway or source where there is a password for it.
    public var username: String?
    /// The password of `username`.
    public var password: String?
    /// Passwords by the name of device, gateway or source.
    public var passwords: [String: String] = [:]
    /// TLS, or nil for plain connections.
    public var tls: MQTTConfiguration.TLS?
    /// Which protocol to speak.
    public var protocolChoice = MQTTConfiguration.ProtocolChoice.automatic
    /// Whether to forget what the broker kept for an earlier run.
    public var cleanStart = false
    /// How long the broker keeps a session without its connection, in seconds; 0 makes it say that nobody listens.
    public var sessionExpirySeconds: UInt32 = 3600

    /// Access without a login.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    func configuration(name: String, clientID: String) -> MQTTConfiguration {
        var configuration = MQTTConfiguration(host: host, port: port, clientID: clientID)
        if let username {
            configuration.username = username
            configuration.password = password
        } else if let password = passwords[name] {
            configuration.username = name
            configuration.password = password
        }
        configuration.tls = tls
        configuration.protocolChoice = protocolChoice
        configuration.cleanStart = cleanStart
        configuration.sessionExpirySeconds = sessionExpirySeconds
        configuration.backoff = .init(initial: .milliseconds(200), maximum: .seconds(5))
        return configuration
    }
}

extension Moment {
    /// The true time, as far as this machine knows it.
    public static func wallClock() -> Moment { .milliseconds(sinceEpoch: WallClock.milliseconds()) }

    private static func milliseconds(sinceEpoch count: Int64) -> Moment { Moment(milliseconds: count) }
}
