import Alerts
import BenchmarkSupport
import Channels
import Community
import Coverage
import Dispatch
import Dissemination
import Engine
import Foundation
import Intake
import Logging
import Record
import Storage
import Synchronization
import TestSupport
import Wire
import Yams

/// The service between broker and disk, wired as `tocsin serve` does, over a register made in code.
final class RunningService: Sendable {
    let community: BenchmarkCommunity
    let writer: JournalWriter
    let topics: Topics
    private let outbox: CommandOutbox
    private let meter: Meter
    private let session: MQTTSession
    /// Activated once and cancelled once, by whoever runs the benchmark.
    private nonisolated(unsafe) let ticker: any DispatchSourceTimer
    private let clock: ShiftedClock

    /// Opens a journal in a folder and connects.
    init(_ community: BenchmarkCommunity, port: Int, folder: String) throws {
        self.community = community
        let clock = ShiftedClock()
        self.clock = clock
        let now: @Sendable () -> Moment = { clock.now }
        let zone = TimeZone(identifier: community.roster.timezone) ?? .gmt
        let store = try SQLiteJournal(folder: folder, since: "the benchmark's start")
        let origin = Checkpoint.origin(community: community.roster.community)
        let key = SigningKey(generatedFor: origin)
        let writer = try JournalWriter(
            store: store, setting: .init(zone: zone, key: key, origin: origin, sources: BenchmarkCommunity.sources, now: now))
        try writer.write(try community.opening(key: key.verifierKey.description) + RegisterAdoption.entries(community.roster))
        self.writer = writer
        let topics = Topics(root: "tocsin/v1", community: community.roster.community)
        self.topics = topics
        let outbox = CommandOutbox(
            writer: writer,
            addresses: .init(
                command: { topics.command($0) }, alertsOut: topics.alertsOut, coverage: { topics.coverage($0) },
                score: topics.score, checkpoint: topics.checkpoint),
            zone: zone, now: now, content: { Self.content($0, now: now()) })
        self.outbox = outbox
        let table = ShippedConfiguration.folder.appending(path: "hazards.yaml")
        let hazards = try YAMLDecoder().decode(HazardTable.self, from: String(contentsOf: table, encoding: .utf8))
        let link = BrokerLink(
            writer: writer, outbox: outbox, alerts: AlertIntake(hazards: hazards) { nil }, topics: topics,
            logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }, now: now)
        meter = Meter(link)
        var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: "bench-community")
        configuration.subscriptions = topics.subscriptions.map { .init($0) }
        configuration.cleanStart = true
        let session = try MQTTSession(configuration, delegate: meter)
        self.session = session
        ticker = Self.ticker(writer, outbox, session)
    }

    /// Connects, and returns when the subscriptions hold.
    func start() async throws {
        try session.start()
        while !meter.isReady { try await Task.sleep(for: .milliseconds(5)) }
        ticker.activate()
    }

    func stop() async {
        ticker.cancel()
        await session.stop()
    }

    var now: Moment { clock.now }

    /// Lets the service's clock go ahead.
    func passTime(_ span: Span) { clock.pass(span) }

    /// Hands an alert in; the time until the broker has acknowledged the last command.
    func fanOut(_ alert: IncomingAlert) async throws -> Duration {
        meter.expect(community.roster.devices.count)
        let start = ContinuousClock.now
        try writer.submit([.alert(alert)])
        session.wake()
        while true {
            if let end = meter.end { return end - start }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Waits until the journal says of every device that its command is out.
    func waitForDispatches(_ alert: AlertID) async throws {
        let count = community.roster.devices.count
        while try writer.read({ $0.coverage.alerts[alert]?.deliveries.first?.count(.dispatched) }) != count {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Lets somebody publish so many receipts; the time from the first one to the commit of the last.
    func takeIn(_ count: Int, feed: () throws -> ChildProcess) async throws -> Duration {
        meter.expect(count)
        let feeding = try feed()
        defer { feeding.wait() }
        while true {
            if let time = meter.time { return time }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private static func ticker(
        _ writer: JournalWriter, _ outbox: CommandOutbox, _ session: MQTTSession
    ) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "bench.ticker"))
        timer.schedule(deadline: .now(), repeating: .milliseconds(100), leeway: .milliseconds(10))
        timer.setEventHandler {
            do {
                try outbox.flush()
                outbox.publish(try writer.tick())
                session.wake()
            } catch {
                print("the journal cannot be written: \(error)")
            }
        }
        return timer
    }

    private static func content(_ alert: AlertID, now: Moment) -> AlertContent {
        let text = "示例市气象台发布暴雨红色预警信号，低洼处居民请立即转移到高处。"
        let sent = Timestamp(moment: now, offsetMinutes: 480)
        return AlertContent(
            alert: alert, status: .actual, msgType: .alert, hazard: .flood, event: "暴雨", colour: .red, priority: 1,
            headline: text, spoken: text, shown: text, language: "zh-CN", issuer: "示例市气象台", plays: 3, sent: sent,
            expires: Timestamp(moment: now + .hours(6), offsetMinutes: 480), cap: Array(text.utf8))
    }

    /// The size of a command, for others to send as much.
    static func commandBytes() throws -> Int {
        let content = content(AlertID(rawValue: 1), now: .epoch)
        return try CommandPayload(content, action: .present, channel: .loudspeaker).bytes(for: DeliveryID(rawValue: 1)).count
    }
}

/// The system's clock, put forward at will: nobody wants to wait for loudspeakers.
final class ShiftedClock: Sendable {
    private let ahead = Mutex(Span.zero)

    var now: Moment {
        let system = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        return system + ahead.withLock { $0 }
    }

    func pass(_ span: Span) { ahead.withLock { $0 = $0 + span } }
}
