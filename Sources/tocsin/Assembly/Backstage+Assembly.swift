import Channels
import Console
import Coverage
import Engine
import Intake
import Storage

extension Backstage {
    /// What the console sees of the service.
    init(
        _ configuration: ServiceConfiguration, _ rules: Rules, _ opened: Opening.Opened, store: SQLiteJournal,
        intake: AlertIntake,
        desk: ControlDesk, outbox: CommandOutbox
    ) {
        let shelf = opened.shelf
        self.init(
            community: configuration.community, version: Tocsin.version, zone: opened.zone, writer: opened.writer, journal: store,
            intake: intake, hazards: rules.hazards, sources: configuration.sources.map { .init($0) },
            register: { shelf.register(version: $0) }, pseudonym: { try shelf.pseudonym($0, $1) },
            missing: { coverage in
                MissingHouseholds(coverage, largestUnit: rules.policy.evidence.largestUnit).households.map {
                    MissingHousehold(index: $0.index, reason: $0.reason.name)
                }
            },
            judge: { alert, goesOut, by in
                let answer = await desk.judge(alert, goesOut: goesOut, by: by)
                return Outcome(done: answer.done, text: answer.text)
            },
            ask: { outbox.ask($0) }, readiness: { await desk.readiness() }, now: SystemClock.now)
    }
}

extension ListenerSettings {
    init(_ http: HTTPSettings) {
        self.init(
            host: http.host, port: http.port, publicURL: http.publicURL,
            tls: http.tls.map { TLS(certificate: $0.certificate, key: $0.key) }, isBehindProxy: http.isBehindProxy)
    }
}
