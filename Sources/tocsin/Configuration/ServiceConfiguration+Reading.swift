import Alerts
import Foundation
import Wire

extension ServiceConfiguration {
    /// Where the configuration is looked for unless `--config` names another file.
    static let defaultFile = "Config/tocsin.yaml"

    /// Reads a configuration with everything that is wrong in it.
    ///
    /// - Parameters:
    ///   - path: the file; it stands in the findings as given, and relative paths in it are relative to its folder.
    ///   - environment: what wins over the file.
    static func read(_ path: String, environment: [String: String]) -> Reading<ServiceConfiguration> {
        let file = YAMLFile.read(path)
        guard let root = file.value else { return Reading(value: nil, findings: file.findings) }
        let folder = (path as NSString).deletingLastPathComponent
        let context = SettingsContext(folder: folder.isEmpty ? "." : folder, environment: environment)
        let configuration = read(SettingsSection(root, path: [], place: root.place, context: context))
        context.warnOfUnknownVariables()
        let findings = context.findings
        return Reading(value: findings.contains { $0.severity == .error } ? nil : configuration, findings: findings)
    }

    private static func read(_ root: SettingsSection) -> ServiceConfiguration {
        let configuration = ServiceConfiguration(
            community: root.text("community", expected: "the community's identifier, for instance \"110101001001\"") {
                Identifier.isValid($0)
            },
            data: root.path("data", default: "../var"), register: root.path("register", default: "community"),
            policy: root.path("policy", default: "policy.yaml"), scoring: root.path("scoring", default: "scoring.yaml"),
            hazards: root.path("hazards", default: "hazards.yaml"), signals: root.path("signals", default: "signals.yaml"),
            mqtt: MQTTSettings(root.section("mqtt")),
            http: HTTPSettings(root.section("http")), messages: root.path("messages", default: "messages.yaml"),
            sms: root.sections("sms").map { GatewaySettings($0, name: "sms") },
            voice: root.sections("voice").map { GatewaySettings($0, name: "voice") },
            robots: root.list("robots").map(RobotSettings.init), speakers: root.list("speakers").map(SpeakerSettings.init),
            speech: root.optionalText("speech"), sources: sources(root))
        checkNames(configuration, root)
        root.finish()
        return configuration
    }

    /// Reports and figures name gateways and robots, so each has a name of its own.
    private static func checkNames(_ configuration: ServiceConfiguration, _ root: SettingsSection) {
        let names =
            configuration.sms.map { ("sms", $0.name) } + configuration.voice.map { ("voice", $0.name) }
            + configuration.robots.map { ("robots", $0.name) } + configuration.speakers.map { ("speakers", $0.gateway) }
        for (index, (key, name)) in names.enumerated() where names[..<index].contains(where: { $0.1 == name }) {
            root.error(key, "has a second \(name); give each gateway and robot a name of its own")
        }
    }

    private static func sources(_ root: SettingsSection) -> [SourceSettings] {
        var sources: [SourceSettings] = []
        for section in root.list("sources") {
            let settings = SourceSettings(section)
            if !settings.source.isEmpty, sources.contains(where: { $0.source == settings.source }) {
                section.error("source", "\(settings.source) stands twice; put its senders into one entry")
            }
            sources.append(settings)
        }
        return sources
    }
}

extension MQTTSettings {
    fileprivate init(_ section: SettingsSection) {
        host = section.text("host", default: "127.0.0.1", expected: "a host name or address") { !$0.isEmpty && !$0.contains(" ") }
        port = section.integer("port", in: 1...65535, default: 1883)
        root = section.text("root", default: "tocsin/v1", expected: "the beginning of topics, such as tocsin/v1, without + and #")
        {
            MQTTTopic.problem(inName: $0) == nil && !$0.hasPrefix("/") && !$0.hasSuffix("/") && !$0.hasPrefix("$")
        }
        username = section.optionalText("username")
        password = section.secret()
        tls = section.optionalSection("tls").map(TLSSettings.init)
        if password != nil, username == nil { section.error("username", "is missing, but there is a password; MQTT needs both") }
        section.finish()
    }
}

extension TLSSettings {
    fileprivate init(_ section: SettingsSection) {
        authority = section.optionalPath("ca")
        certificate = section.optionalPath("certificate")
        key = section.optionalPath("key")
        if certificate != nil, key == nil { section.error("key", "is missing; a client certificate needs its key") }
        if key != nil, certificate == nil { section.error("certificate", "is missing; a key needs its certificate") }
        section.finish()
    }
}

extension HTTPSettings {
    fileprivate init(_ section: SettingsSection) {
        host = section.text("host", default: "127.0.0.1", expected: "an address to listen on") {
            !$0.isEmpty && !$0.contains(" ")
        }
        port = section.integer("port", in: 0...65535, default: 8080)
        tls = section.optionalSection("tls").map(ListenerTLSSettings.init)
        isBehindProxy = section.flag("behind-proxy", default: false)
        let listener = "\(tls == nil ? "http" : "https")://\(host):\(port)"
        let url = section.text("public-url", default: listener, expected: WebAddress.form, where: WebAddress.isValid)
        hasPublicURL = section.optionalText("public-url") != nil
        publicURL = url.hasSuffix("/") ? String(url.dropLast()) : url
        section.finish()
    }
}

extension ListenerTLSSettings {
    fileprivate init(_ section: SettingsSection) {
        certificate = section.optionalPath("certificate") ?? ""
        key = section.optionalPath("key") ?? ""
        if certificate.isEmpty { section.error("certificate", "is missing; TLS needs the server's certificate, a PEM file") }
        if key.isEmpty { section.error("key", "is missing; TLS needs the certificate's private key, a PEM file") }
        section.finish()
    }
}

extension GatewaySettings {
    fileprivate init(_ section: SettingsSection, name fallback: String) {
        name = section.text("name", default: fallback, expected: "a name, \(Identifier.form)") { Identifier.isValid($0) }
        let named = section.text("profile", expected: "\(GatewaySettings.builtIn), or a file of gateways/") { !$0.isEmpty }
        profile = named == GatewaySettings.builtIn ? named : section.path("profile", default: named)
        url = section.text("url", expected: WebAddress.form, where: WebAddress.isValid)
        username = section.optionalText("username")
        password = section.secret()
        sign = section.optionalText("sign")
        sender = section.optionalText("sender")
        rate = section.optionalText("rate").map { _ in section.integer("rate", in: 1...10_000, default: 50) }
        reportsFrom = section.optionalTexts("reports-from", expected: "addresses that reports come from") { !$0.isEmpty }
        section.finish()
    }
}

extension RobotSettings {
    fileprivate init(_ section: SettingsSection) {
        name = section.text("name", expected: "a name, \(Identifier.form)") { Identifier.isValid($0) }
        profile = section.path("profile", default: "")
        url = section.secret("url")
        secret = section.secret("secret")
        if url == nil {
            section.error("url-file", "is missing; write the robot's address into a file of mode 0600 and name it here")
        }
        section.finish()
    }
}

extension SpeakerSettings {
    fileprivate init(_ section: SettingsSection) {
        gateway = section.text("gateway", expected: "the gateway's name in devices.csv") { Identifier.isValid($0) }
        profile = section.path("profile", default: "")
        url = section.optionalText("url")
        if let url, !WebAddress.isValid(url) { section.error("url", "is \(url); expected \(WebAddress.form)") }
        broker = section.optionalSection("broker").map(VendorBrokerSettings.init)
        username = section.optionalText("username")
        password = section.secret()
        reportsFrom = section.optionalTexts("reports-from", expected: "addresses that states come from") { !$0.isEmpty }
        section.finish()
    }
}

extension VendorBrokerSettings {
    fileprivate init(_ section: SettingsSection) {
        host = section.text("host", expected: "the name or address of the vendor's broker") {
            !$0.isEmpty && !$0.contains(" ")
        }
        port = section.integer("port", in: 1...65535, default: 1883)
        tls = section.optionalSection("tls").map(TLSSettings.init)
        section.finish()
    }
}

extension SourceSettings {
    fileprivate init(_ section: SettingsSection) {
        source = section.text("source", expected: "the source's name in the topic, \(Identifier.form)") { Identifier.isValid($0) }
        senders = section.texts("senders", expected: "a list of CAP senders, or [\"*\"] for all") { !$0.isEmpty }
        let text = section.text("approval", default: "always", expected: "never, always, blue, yellow, orange or red") {
            Approval($0) != nil
        }
        approval = Approval(text) ?? .always
        section.finish()
    }
}

/// Addresses of web services, as far as they are looked at here.
private enum WebAddress {
    static let form = "an address such as http://127.0.0.1:8080"

    static func isValid(_ text: String) -> Bool {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), let host = url.host else {
            return false
        }
        return ["http", "https"].contains(scheme) && !host.isEmpty
    }
}
