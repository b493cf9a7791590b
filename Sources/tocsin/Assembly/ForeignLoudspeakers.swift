import Channels
import Foundation
import Logging
import ServiceLifecycle
import Wire

/// Loudspeakers that are not ours, as the configuration names them, ready to work.
struct ForeignLoudspeakers {
    let reception: SpeakerReception
    let services: [any Service]

    /// Reads profiles and sets everything up.
    ///
    /// - Throws: an error whose description says what is wrong and what to do.
    init(
        _ configuration: ServiceConfiguration, opened: Opening.Opened, orders: SpeakerOrders, keys: CallbackKeys,
        transfer: HTTPTransfer, logger: Logger
    ) throws {
        let profiles = try configuration.speakers.map { ($0, try $0.readProfile()) }
        let reception = SpeakerReception(
            profiles: Dictionary(profiles.map { ($0.gateway, $1) }, uniquingKeysWith: { first, _ in first }),
            writer: opened.writer, logger: logger)
        let nonce: @Sendable () -> String = { UUID().uuidString }
        services = try profiles.map { settings, profile -> any Service in
            let account = settings.account(callback: keys.stateAddress(of: settings.gateway))
            guard profile.mqtt != nil else {
                let line = SpeakerLine(
                    name: settings.gateway, profile: profile, account: account, transfer: transfer, now: SystemClock.now,
                    nonce: nonce)
                return SpeakerChannel(
                    line: line, orders: orders, reception: reception, writer: opened.writer, logger: logger,
                    now: SystemClock.now)
            }
            let link = SpeakerLink(
                name: settings.gateway, profile: profile, account: account, orders: orders, reception: reception,
                writer: opened.writer, logger: logger, now: SystemClock.now, nonce: nonce)
            return try SpeakerSession(settings.mqtt(profile, configuration), link: link, logger: logger)
        }
        self.reception = reception
    }
}

extension SpeakerSettings {
    /// The profile that the settings name.
    ///
    /// - Throws: `ConfigurationError` with what is wrong in its file.
    func readProfile() throws -> SpeakerProfile {
        let reading = SpeakerProfile.read(profile)
        guard let value = reading.value else { throw ConfigurationError(findings: reading.findings) }
        return value
    }

    /// Who we are at the gateway.
    func account(callback: String) -> GatewayAccount {
        GatewayAccount(address: url ?? "", account: username, secret: password?.secret, callback: callback)
    }

    /// A session of its own: at the vendor's broker, else at the community's, as the same user where none is named.
    fileprivate func mqtt(_ profile: SpeakerProfile, _ configuration: ServiceConfiguration) -> MQTTConfiguration {
        let community = configuration.mqtt
        let isVendors = broker != nil
        var mqtt = MQTTConfiguration(
            host: broker?.host ?? community.host, port: broker?.port ?? community.port,
            clientID: "tocsin-\(configuration.community)-\(gateway)")
        let usesOwn = isVendors || username != nil
        mqtt.username = usesOwn ? username : community.username
        mqtt.password = usesOwn ? password?.secret : community.password?.secret
        mqtt.tls = (isVendors ? broker?.tls : community.tls).map {
            .init(authorityFile: $0.authority, certificateFile: $0.certificate, keyFile: $0.key)
        }
        mqtt.subscriptions = profile.stateSubscription.map { [.init($0)] } ?? []
        return mqtt
    }
}
