import Alerts

/// The settings of a service, as `tocsin.yaml` and the environment give them. All paths are resolved.
struct ServiceConfiguration: Hashable, Sendable {
    /// The community's identifier, normally its 12-digit division code.
    var community: String
    /// The folder of journal, keys and state; created where it is missing.
    var data: String
    /// The folder of the register that is imported at the first start.
    var register: String
    /// The file with grades, deadlines and channels.
    var policy: String
    /// The file with the standard's table and the convention's figures.
    var scoring: String
    /// The file with the table of hazards.
    var hazards: String
    /// The file with the table of warning signals.
    var signals: String
    /// The broker.
    var mqtt: MQTTSettings
    /// The listener for pages and the API.
    var http: HTTPSettings
    /// The file with the words of messages, calls and posts.
    var messages: String
    /// Gateways for messages, the first before the others.
    var sms: [GatewaySettings]
    /// Gateways for calls, the first before the others.
    var voice: [GatewaySettings]
    /// Robots of chat groups.
    var robots: [RobotSettings]
    /// Gateways of loudspeakers that are spoken to in a way of their own.
    var speakers: [SpeakerSettings]
    /// The program that makes speech of texts; nil where loudspeakers speak by themselves.
    var speech: String?
    /// Who may bring alerts, in the order of the file.
    var sources: [SourceSettings]
}

/// How to reach the broker.
struct MQTTSettings: Hashable, Sendable {
    /// Name or address.
    var host: String
    /// Port, 1...65535.
    var port: Int
    /// What all topics begin with, without a slash at either end.
    var root: String
    /// User name; nil for none.
    var username: String?
    /// Password; nil for none.
    var password: Password?
    /// TLS; nil for a plain connection.
    var tls: TLSSettings?
}

/// The certificates of a TLS connection, PEM files.
struct TLSSettings: Hashable, Sendable {
    /// The authorities to trust; nil for those of the operating system.
    var authority: String?
    /// The client's certificate chain; nil for none.
    var certificate: String?
    /// The client's private key; nil for none.
    var key: String?
}

/// Where the HTTP listener is.
struct HTTPSettings: Hashable, Sendable {
    /// The address to listen on.
    var host: String
    /// Port; 0 takes a free one.
    var port: Int
    /// How others reach it: the beginning of links, without a slash at its end.
    var publicURL: String
    /// Whether the settings say so, and do not leave it to where the listener is.
    var hasPublicURL: Bool
    /// TLS by certificate files; nil for a plain connection.
    var tls: ListenerTLSSettings?
    /// Whether a proxy on this machine says where requests come from.
    var isBehindProxy: Bool
}

/// The certificate of the listener, PEM files.
struct ListenerTLSSettings: Hashable, Sendable {
    /// The chain, the server's own certificate first.
    var certificate: String
    /// The private key.
    var key: String
}

/// A gateway for messages or calls.
struct GatewaySettings: Hashable, Sendable {
    /// Its name in the journal and in the addresses of its reports.
    var name: String
    /// How it is spoken to: `kannel`, or the path of a file.
    var profile: String
    /// Where it takes messages.
    var url: String
    /// Who we are there.
    var username: String?
    /// The password or the secret that requests are signed with.
    var password: Password?
    /// The name in the signature 【…】 of messages, without the brackets.
    var sign: String?
    /// The number or extension that messages come from.
    var sender: String?
    /// Requests a second at the most; nil for what the profile says.
    var rate: Int?
    /// The addresses that its reports come from; empty for any that knows the key.
    var reportsFrom: [String]

    /// The profile that is built in.
    static let builtIn = "kannel"
}

/// The robot of a chat group.
struct RobotSettings: Hashable, Sendable {
    /// Its name in the journal.
    var name: String
    /// The path of its profile.
    var profile: String
    /// Its address, which is a secret.
    var url: Password?
    /// The secret that its posts are signed with.
    var secret: Password?
}

/// A gateway of loudspeakers that are not ours.
struct SpeakerSettings: Hashable, Sendable {
    /// Its name in `devices.csv`.
    var gateway: String
    /// The path of its profile.
    var profile: String
    /// Where it takes orders, for one that is spoken to over HTTP.
    var url: String?
    /// Where it meets its customers, for one that is spoken to over MQTT; nil for the community's broker.
    var broker: VendorBrokerSettings?
    /// Who we are there.
    var username: String?
    /// The password.
    var password: Password?
    /// The addresses that its states come from, for one that brings them over HTTP; empty for any that knows the key.
    var reportsFrom: [String]
}

/// A vendor's broker.
struct VendorBrokerSettings: Hashable, Sendable {
    /// Its name or address.
    var host: String
    /// Its port.
    var port: Int
    /// TLS by certificate files; nil for a plain connection.
    var tls: TLSSettings?
}

/// Somebody who brings alerts, on the topic of that name.
struct SourceSettings: Hashable, Sendable {
    /// Its name in the topic.
    var source: String
    /// The CAP senders it may speak for; `*` for all.
    var senders: [String]
    /// Which of its alerts wait for the duty officer.
    var approval: Approval

    /// Which alerts of a source wait for the duty officer.
    enum Approval: Hashable, Sendable {
        /// None.
        case never
        /// All.
        case always
        /// Those below a colour, and those without one.
        case below(Colour)

        /// From the text in the file; nil for anything else.
        init?(_ text: String) {
            switch text {
            case "never": self = .never
            case "always": self = .always
            default:
                guard let colour = Colour(rawValue: text) else { return nil }
                self = .below(colour)
            }
        }
    }
}
