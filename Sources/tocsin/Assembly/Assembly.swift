import Alerts
import Channels
import Community
import Console
import Engine
import Intake
import Logging
import ServiceLifecycle
import Storage
import UnixSignals
import Wire

/// The only place that wires the rooms together.
enum Assembly {
    /// Runs the service until it is told to stop.
    ///
    /// - Throws: an error whose description says what is wrong and what to do.
    static func serve(_ configuration: ServiceConfiguration, rules: Rules, logger: Logger) async throws {
        let started = SystemClock.now()
        let store = try SQLiteJournal(
            folder: configuration.data, since: Timestamp(moment: started, offsetMinutes: 0).description)
        let opened = try Opening(configuration: configuration, rules: rules, now: SystemClock.now).open(store)
        let topics = Topics(root: configuration.mqtt.root, community: configuration.community)
        let contents = ContentShelf(
            store: store, writer: opened.writer, hazards: rules.hazards, zone: opened.zone,
            community: { [shelf = opened.shelf] in shelf.register?.profile.name ?? "" })
        let speech = speech(configuration, logger)
        let screens = ConnectedScreens()
        let outbox = outbox(opened, contents, topics, speech, screens)
        let intake = AlertIntake(hazards: rules.hazards) { [shelf = opened.shelf] in shelf.register }
        let link = BrokerLink(
            writer: opened.writer, outbox: outbox, alerts: intake, topics: topics, logger: logger, now: SystemClock.now)
        let session = try MQTTSession(mqtt(configuration, topics), delegate: link)
        let desk = ControlDesk(
            configuration: configuration, writer: opened.writer, shelf: opened.shelf, store: store, intake: intake, link: link,
            started: started)
        let keys = CallbackKeys(secret: try opened.shelf.callbackSecret(), publicURL: configuration.http.publicURL)
        let tokens = LinkTokens(secret: try opened.shelf.callbackSecret(), publicURL: configuration.http.publicURL)
        let gateways = try Gateways(
            configuration, rules: rules, opened: opened, contents: contents, speech: speech, keys: keys, tokens: tokens,
            logger: logger)
        let door = GatewayDoor(
            configuration, reception: gateways.reception, speakers: gateways.speakers, keys: keys)
        let console = try Console(
            Backstage(configuration, rules, opened, store: store, intake: intake, desk: desk, outbox: outbox),
            settings: ListenerSettings(configuration.http), accounts: AccountFile(dataFolder: configuration.data),
            tokens: tokens, screens: screens,
            callbacks: [GatewayRoutes(take: door.take), AudioRoutes { speech?.file(sha256: $0) }])
        let front: [any Service] = [BrokerService(session: session, writer: opened.writer, outbox: outbox)]
        let services: [any Service] =
            front + gateways.services + [
                Ticker(
                    writer: opened.writer, outbox: outbox, session: session, clock: ClockWatch(), console: console, logger: logger
                ),
                ControlService(dataFolder: configuration.data, desk: desk),
                LapseService(desk: desk, logger: logger),
                ListenerService(settings: configuration.http, application: try listener(console, configuration, logger)),
            ] + console.followers
        logger.info("tocsin is up", metadata: ["community": "\(configuration.community)", "version": "\(Tocsin.version)"])
        try await ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    private static func listener(
        _ console: Console, _ configuration: ServiceConfiguration, _ logger: Logger
    ) throws -> any Service {
        do { return try console.application(logger: logger) } catch {
            throw ServiceProblem(
                "the certificate files under http.tls cannot be used: \(error); give PEM files that belong together")
        }
    }

    /// Adopts a register where no service runs.
    static func adoption(configuration: ServiceConfiguration) -> any Adoption { OfflineAdoption(configuration: configuration) }

    private static func speech(_ configuration: ServiceConfiguration, _ logger: Logger) -> Speech? {
        configuration.speech.map {
            Speech(
                program: SpeechProgram(path: $0), folder: configuration.data + "/audio",
                publicURL: configuration.http.publicURL, logger: logger, now: SystemClock.now)
        }
    }

    private static func outbox(
        _ opened: Opening.Opened, _ contents: ContentShelf, _ topics: Topics, _ speech: Speech?,
        _ screens: ConnectedScreens
    ) -> CommandOutbox {
        let addresses = CommandOutbox.Addresses(
            command: { topics.command($0) }, alertsOut: topics.alertsOut, coverage: { topics.coverage($0) },
            score: topics.score, checkpoint: topics.checkpoint)
        return CommandOutbox(
            writer: opened.writer, addresses: addresses, zone: opened.zone, now: SystemClock.now, speech: speech,
            content: contents.content, fetchesItself: { screens.isConnected($0, at: SystemClock.now()) })
    }

    private static func mqtt(_ configuration: ServiceConfiguration, _ topics: Topics) -> MQTTConfiguration {
        var mqtt = MQTTConfiguration(
            host: configuration.mqtt.host, port: configuration.mqtt.port, clientID: "tocsin-\(configuration.community)")
        mqtt.username = configuration.mqtt.username
        mqtt.password = configuration.mqtt.password?.secret
        mqtt.tls = configuration.mqtt.tls.map {
            .init(authorityFile: $0.authority, certificateFile: $0.certificate, keyFile: $0.key)
        }
        mqtt.subscriptions = topics.subscriptions.map { .init($0) }
        return mqtt
    }
}
