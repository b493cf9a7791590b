import Alerts
import Channels
import Community
import Console
import Crypto
import Dissemination
import Engine
import Foundation
import Logging
import Record
import ServiceLifecycle
import Wire

/// The gateways and robots that the configuration names, ready to work.
struct Gateways {
    let lines: [GatewayLine]
    let reception: GatewayReception
    /// What foreign gateways say of their loudspeakers.
    let speakers: SpeakerReception
    let services: [any Service]

    /// What the desk may plan for, by name.
    static func means(_ configuration: ServiceConfiguration) -> Means {
        Means(
            messages: configuration.sms.map(\.name), calls: configuration.voice.map(\.name),
            robots: configuration.robots.map(\.name), foreign: configuration.speakers.map(\.gateway),
            links: configuration.http.hasPublicURL)
    }

    /// The line that says what can be used here, without addresses and secrets.
    static func entry(_ configuration: ServiceConfiguration) -> Entry {
        func names(_ all: [String]) -> JSONValue { .array(all.map(JSONValue.string)) }
        let means = means(configuration)
        return .configurationAdopted(
            ConfigurationAdopted(
                name: "gateways",
                content: .object([
                    "sms": names(means.messages), "voice": names(means.calls), "robots": names(means.robots),
                    "speakers": names(means.foreign),
                ])))
    }

    /// Reads profiles and sets everything up.
    ///
    /// - Throws: an error whose description says what is wrong and what to do.
    init(
        _ configuration: ServiceConfiguration, rules: Rules, opened: Opening.Opened, contents: ContentShelf, speech: Speech?,
        keys: CallbackKeys, tokens: LinkTokens, logger: Logger
    ) throws {
        let transfer = try HTTPTransfer(HTTPConfiguration.gateways)
        let nonce: @Sendable () -> String = { UUID().uuidString }
        let line = { (settings: GatewaySettings, medium: GatewayProfile.Medium) in
            GatewayLine(
                name: settings.name, profile: try settings.readProfile(medium),
                account: settings.account(callback: keys.address(of: settings.name, medium)), rate: settings.rate,
                transfer: transfer, now: SystemClock.now, nonce: nonce)
        }
        let messages = try configuration.sms.map { try line($0, .sms) }
        let calls = try configuration.voice.map { try line($0, .voice) }
        let shelf = opened.shelf
        let field = FieldDesk(writer: opened.writer, shelf: shelf, tokens: tokens)
        let hasPages = configuration.http.hasPublicURL
        let desk = MessageDesk(
            templates: rules.messages, entry: { shelf.phone($0) }, facts: { contents.facts($0, $1) },
            notice: { field.notice($0, $1) }, page: { hasPages ? field.page($0) : nil })
        let answers = AnswerPost(logger: logger)
        let robots = try configuration.robots.map { settings in
            Robot(
                name: settings.name, profile: try settings.readProfile(),
                account: GatewayAccount(address: settings.url?.secret ?? "", secret: settings.secret?.secret),
                writer: opened.writer, transfer: transfer, logger: logger, now: SystemClock.now, nonce: nonce)
        }
        lines = messages + calls
        reception = GatewayReception(
            lines: lines, templates: rules.messages, pseudonym: shelf.pseudonym(of:),
            doors: DoorReception(codes: rules.messages.doors, worker: { field.worker($0) }), answers: answers,
            writer: opened.writer,
            logger: logger)
        var services: [any Service] = []
        if !messages.isEmpty {
            services.append(Self.channel(.sms, messages, desk, opened.writer, logger))
            services.append(
                GatewayInquiry(
                    channel: .sms, lines: messages, reception: reception, writer: opened.writer, logger: logger,
                    now: SystemClock.now))
            services.append(answers)
        }
        if !calls.isEmpty { services.append(Self.channel(.voice, calls, desk, opened.writer, logger)) }
        if !robots.isEmpty {
            services.append(RobotChannel(robots: robots, desk: desk, writer: opened.writer, logger: logger))
        }
        let foreign = try ForeignLoudspeakers(
            configuration, opened: opened, orders: SpeakerOrders(speech: speech, content: contents.content), keys: keys,
            transfer: transfer, logger: logger)
        speakers = foreign.reception
        services += foreign.services
        if !messages.isEmpty || !calls.isEmpty {
            services.append(
                WakeUpService(
                    messages: messages, calls: calls, entry: shelf.phone, writer: opened.writer,
                    logger: logger, now: SystemClock.now))
        }
        // It ends before the channels do, so that what is under way then comes to an end.
        self.services = services.isEmpty ? [] : services + [TransferService(transfer: transfer)]
    }

    private static func channel(
        _ channel: Channel, _ lines: [GatewayLine], _ desk: MessageDesk, _ writer: JournalWriter, _ logger: Logger
    ) -> GatewayChannel {
        GatewayChannel(channel: channel, lines: lines, desk: desk, writer: writer, logger: logger, now: SystemClock.now)
    }
}

extension HTTPConfiguration {
    /// One transfer serves all gateways.
    fileprivate static var gateways: HTTPConfiguration {
        var configuration = HTTPConfiguration()
        configuration.name = "gateways"
        (configuration.parallel, configuration.parallelPerHost) = (128, 64)
        return configuration
    }
}

/// Keeps the transfer until the service stops, and lets what is under way end.
struct TransferService: Service {
    let transfer: HTTPTransfer

    func run() async throws {
        try? await gracefulShutdown()
        await transfer.stop(drain: .seconds(5))
    }
}

extension GatewaySettings {
    /// The profile that the settings name.
    ///
    /// - Throws: `ConfigurationError` with what is wrong in its file.
    func readProfile(_ medium: GatewayProfile.Medium) throws -> GatewayProfile {
        guard profile != Self.builtIn else { return .kannel }
        let reading = GatewayProfile.read(profile)
        guard let value = reading.value else { throw ConfigurationError(findings: reading.findings) }
        guard value.medium == medium else {
            throw ServiceProblem(
                "\(profile) is the profile of a gateway for \(value.medium.rawValue), not for \(medium.rawValue)")
        }
        return value
    }

    /// Who we are at the gateway.
    func account(callback: String) -> GatewayAccount {
        GatewayAccount(
            address: url, account: username, secret: password?.secret, sign: sign, sender: sender, callback: callback)
    }
}

extension RobotSettings {
    /// The profile that the settings name.
    ///
    /// - Throws: `ConfigurationError` with what is wrong in its file.
    func readProfile() throws -> RobotProfile {
        let reading = RobotProfile.read(profile)
        guard let value = reading.value else { throw ConfigurationError(findings: reading.findings) }
        return value
    }
}
