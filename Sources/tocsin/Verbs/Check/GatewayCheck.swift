import Alerts
import Channels
import Foundation

/// Whether the words of messages fit every gateway, and every profile can be used: found now, not at night.
struct GatewayCheck {
    let configuration: ServiceConfiguration
    let hazards: HazardTable
    /// Where a setting stands.
    let place: (String) -> Place

    func findings() -> [PlacedFinding] {
        let signals = SignalTable.read(configuration.signals)
        guard let signals = signals.value else { return signals.findings }
        let reading = MessageTemplates.read(configuration.messages) { $0.findings(hazards: hazards, signals: signals) }
        guard let messages = reading.value else { return reading.findings }
        let findings =
            reading.findings + lines(configuration.sms, .sms, "sms", messages)
            + lines(configuration.voice, .voice, "voice", messages) + robots(messages)
            + SpeakerCheck(configuration: configuration, place: place).findings() + reachable() + links()
        // Texts that are too long for one gateway are so for others.
        var seen: Set<PlacedFinding> = []
        return findings.filter { seen.insert($0).inserted }
    }

    private func lines(
        _ gateways: [GatewaySettings], _ medium: GatewayProfile.Medium, _ key: String, _ messages: MessageTemplates
    ) -> [PlacedFinding] {
        gateways.flatMap { settings -> [PlacedFinding] in
            do {
                let profile = try settings.readProfile(medium)
                let overflows =
                    medium == .sms
                    ? messages.overflows(hazards: hazards, gateway: profile, sign: settings.sign)
                    : messages.overflows(hazards: hazards, spoken: profile.text?.longest, bytes: nil)
                return placed(overflows, in: configuration.messages) + secrets(settings, profile, key)
                    + placed(profile.findings(messages: messages, sign: settings.sign), in: settings.profile)
            } catch let error as ConfigurationError {
                return error.findings
            } catch {
                return [.error(place(key), "\(error)")]
            }
        }
    }

    private func secrets(_ settings: GatewaySettings, _ profile: GatewayProfile, _ key: String) -> [PlacedFinding] {
        guard settings.password == nil, profile.signing != nil || settings.profile == GatewaySettings.builtIn else { return [] }
        return [.warning(place(key), "\(settings.name) has no password; its gateway will take nothing without one")]
    }

    private func robots(_ messages: MessageTemplates) -> [PlacedFinding] {
        configuration.robots.flatMap { settings -> [PlacedFinding] in
            do {
                let profile = try settings.readProfile()
                return placed(messages.overflows(hazards: hazards, spoken: nil, bytes: profile.bytes), in: configuration.messages)
            } catch let error as ConfigurationError {
                return error.findings
            } catch {
                return [.error(place("robots"), "\(error)")]
            }
        }
    }

    /// Reports come from outside only to an address that is reachable from there.
    private func reachable() -> [PlacedFinding] {
        let isRemote = (configuration.sms + configuration.voice).contains { !Self.isLocal($0.url) }
        guard isRemote, Self.isLocal(configuration.http.publicURL) else { return [] }
        return [
            .warning(
                place("http"),
                "public-url is an address of this machine, so that no gateway elsewhere can bring reports; "
                    + "messages will stay unknown")
        ]
    }

    /// Messages to staff carry a link to their page, which their phones have to reach.
    private func links() -> [PlacedFinding] {
        guard !configuration.sms.isEmpty else { return [] }
        guard configuration.http.hasPublicURL else {
            return [
                .warning(
                    place("http"),
                    "public-url is missing, so messages to staff carry no link to their page; give the address by which phones reach it"
                )
            ]
        }
        let url = configuration.http.publicURL
        guard url.hasPrefix("http://"), !Self.isLocal(url) else { return [] }
        return [
            .warning(
                place("http.public-url"), "is plain HTTP, so personal links can be read on the way; put TLS or a proxy before it")
        ]
    }

    /// Whether an address is one of this machine only.
    static func isLocal(_ url: String) -> Bool {
        let host = URLComponents(string: url)?.host ?? ""
        return ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    }

    private func placed(_ findings: [FileFinding], in path: String) -> [PlacedFinding] {
        guard let root = YAMLFile.read(path).value else {
            return findings.map { PlacedFinding($0, at: Place(path)) }
        }
        return findings.map { $0.placed(in: root) }
    }
}

extension PlacedFinding {
    /// A finding of a profile that is in no file.
    init(_ finding: FileFinding, at place: Place) {
        self.init(severity: finding.severity == .error ? .error : .warning, place: place, text: finding.text)
    }
}
