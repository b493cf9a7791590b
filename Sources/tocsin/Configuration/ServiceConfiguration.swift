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
    /// The broker.
    var mqtt: MQTTSettings
    /// The listener for pages and the API.
    var http: HTTPSettings
    /// The SMS gateway; nil where there is none.
    var sms: SMSSettings?
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
}

/// The SMS gateway, for the channel of that name.
struct SMSSettings: Hashable, Sendable {
    /// How the gateway is spoken to.
    var profile: String
    /// Where it takes messages.
    var url: String
    /// Its user name.
    var username: String?
    /// Its password.
    var password: Password?
    /// Messages a second at the most.
    var rate: Int
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
