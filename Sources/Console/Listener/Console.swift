import Alerts
import Community
public import Engine
import Foundation
public import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL
public import ServiceLifecycle

/// The window of the service: pages, the HTTP API, events, feeds, displays.
public struct Console: Sendable {
    private let desk: ConsoleDesk
    private let callbacks: [any ConsoleRoutes]
    private let keeper: ChronicleKeeper
    private let presence: DisplayPresence
    private let field: FieldRoutes
    private let screens: ConnectedScreens

    /// A console.
    ///
    /// - Parameters:
    ///   - accounts: where the accounts are kept.
    ///   - tokens: the addresses of personal pages.
    ///   - screens: which screens in browsers fetch their commands by themselves; whoever sends commands asks it.
    ///   - callbacks: routes of other rooms, for what comes in over HTTP: delivery reports, replies, answers to calls.
    /// - Throws: `AccountError` where the accounts cannot be read.
    public init(
        _ backstage: Backstage, settings: ListenerSettings, accounts: AccountFile, tokens: LinkTokens,
        screens: ConnectedScreens = ConnectedScreens(),
        callbacks: [any ConsoleRoutes] = []
    ) throws {
        let events = EventRing(zone: backstage.zone)
        let help = HelpBoard()
        keeper = ChronicleKeeper(backstage: backstage, events: events, help: help)
        self.screens = screens
        presence = DisplayPresence(backstage: backstage, screens: screens)
        let gate = try Gate(book: AccountBook(accounts), now: backstage.now)
        let zone = backstage.zone
        let frame = PageFrame(
            community: backstage.community, version: backstage.version,
            communityName: { backstage.register(nil)?.profile.name },
            above: { visit in help.html(visit) { Shown(texts: visit.texts, zone: zone).timeTag($0, short: true) } })
        desk = ConsoleDesk(
            backstage: backstage, gate: gate, chronicle: keeper, events: events, settings: settings, frame: frame,
            past: PastDesks(journal: backstage.journal, zone: backstage.zone))
        field = FieldRoutes(desk: desk, tokens: tokens)
        self.callbacks = callbacks
    }

    /// Shows listeners what moved. Called by whoever lets time act.
    public func show(_ publications: Publications) { desk.events.show(publications) }

    /// The parts of the console, each with its paths.
    private var parts: [any ConsoleRoutes] {
        [
            StaticFiles(), HealthRoutes(readiness: desk.backstage.readiness), MetricsRoutes(desk: desk), LoginPage(desk: desk),
            SettingsRoutes(),
            AlertsAPI(desk: desk), CoverageAPI(desk: desk), ScoreAPI(desk: desk), JournalAPI(desk: desk), EventsAPI(desk: desk),
            DocumentAPI(), FeedRoutes(desk: desk),
            NowPage(desk: desk), PlanRoutes(desk: desk), DutyActions(desk: desk), AlertListPage(desk: desk),
            AlertStoryPage(desk: desk), UncoveredPage(desk: desk), DeliveriesPage(desk: desk), HomePage(desk: desk),
            DevicesPage(desk: desk), DevicePage(desk: desk), RegisterPage(desk: desk), SourcesPage(desk: desk),
            ComposePage(desk: desk), TasksPage(desk: desk), TaskOrders(desk: desk), HouseholdStoryPage(desk: desk),
            FormsPage(desk: desk), LatePage(desk: desk), DrillsPage(desk: desk), DrillReportPage(desk: desk),
            DeviceOrders(desk: desk),
            RepeatPage(desk: desk),
            AssessmentPage(desk: desk), ScoreSheetPage(desk: desk), JournalPage(desk: desk), CoverageLogPage(desk: desk),
            DisplayRoutes(desk: desk, screens: screens), field,
        ]
    }

    /// The routes.
    public func router() -> Router<ConsoleRequest> {
        let router = Router(context: ConsoleRequest.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProxyHeaders(settings: desk.settings))
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorAnswers(desk: desk))
        router.add(middleware: BodyLimits())
        for part in parts + callbacks { part.add(to: router) }
        return router
    }

    /// What runs beside the listener and MUST be stopped before it: it follows the journal and tells listeners what happened, so that
    /// their streams end and the listener can.
    public var followers: [any Service] { [presence, keeper] }

    /// The listener on its address.
    ///
    /// - Throws: an error of the TLS library where a certificate file cannot be used.
    public func application(logger: Logger) throws -> some ApplicationProtocol {
        let settings = desk.settings
        // A connection that says nothing for so long is closed; event streams speak every 15 s.
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                idleTimeout: .seconds(60),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
        return Application(
            router: router(), server: try settings.tls.map { try .tls(plain, tlsConfiguration: Self.tls($0)) } ?? plain,
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), serverName: "tocsin",
                availableConnectionsDelegate: MaximumAvailableConnections(1000)), logger: logger)
    }

    private static func tls(_ files: ListenerSettings.TLS) throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { NIOSSLCertificateSource.certificate($0) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
