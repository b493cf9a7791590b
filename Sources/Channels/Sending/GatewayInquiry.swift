public import Alerts
public import Community
import Coverage
import Dissemination
public import Engine
public import Logging
import Record
public import ServiceLifecycle

/// Asks gateways about messages on which no report has come: a report that was lost on its way would otherwise leave a household unknown
/// for ever.
public struct GatewayInquiry: Service {
    private let channel: Channel
    private let lines: [String: GatewayLine]
    private let reception: GatewayReception
    private let writer: JournalWriter
    private let logger: Logger
    private let now: @Sendable () -> Moment

    /// How often it is looked for messages that are overdue.
    private static let pause = Duration.seconds(1)
    /// Questions that are under way at once, for each gateway.
    private static let parallel = 8
    /// Questions to one gateway before it is looked again what is still missing.
    private static let round = 200

    /// An inquiry of the gateways of a channel; those that cannot be asked are left alone.
    public init(
        channel: Channel, lines: [GatewayLine], reception: GatewayReception, writer: JournalWriter, logger: Logger,
        now: @escaping @Sendable () -> Moment
    ) {
        self.channel = channel
        self.lines = Dictionary(
            lines.filter { $0.profile.query != nil }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.reception = reception
        self.writer = writer
        self.logger = logger
        self.now = now
    }

    /// Works until it is told to stop.
    public func run() async throws {
        guard !lines.isEmpty else { return try await gracefulShutdown() }
        var schedule = ReportInquirySchedule()
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                let due = try await overdue(&schedule)
                let asked = await ask(due)
                for message in asked { schedule.note(message, at: now()) }
                if asked.isEmpty || asked.count == due.count { try? await Task.sleep(for: Self.pause) }
            } catch {
                logger.error("missing reports wait for the journal", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func overdue(_ schedule: inout ReportInquirySchedule) async throws -> [UnreportedMessage] {
        let moment = now()
        let found = try await writer.async { [channel] writer in
            try writer.read { desk -> ([UnreportedMessage], Policy.Inquiry)? in
                guard let rules = desk.coverage.policy?.gateways.inquiry else { return nil }
                let missing = desk.unreported(
                    on: channel, earliest: moment - .hours(Int64(rules.hours)),
                    latest: moment - .seconds(Int64(rules.firstSeconds)))
                return (missing, rules)
            }
        }
        guard let (missing, rules) = found else { return [] }
        return schedule.due(missing.filter { lines[$0.gateway] != nil }, rules: rules, at: moment)
    }

    /// Asks every gateway about its messages, and answers which were asked about.
    private func ask(_ due: [UnreportedMessage]) async -> [UnreportedMessage] {
        await withTaskGroup(of: [UnreportedMessage].self) { group in
            for (gateway, messages) in Dictionary(grouping: due, by: \.gateway) {
                guard let line = lines[gateway] else { continue }
                group.addTask { await ask(messages.prefix(Self.round), line) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Asks one gateway, as fast as it may be used beside what is to be sent.
    private func ask(_ messages: ArraySlice<UnreportedMessage>, _ line: GatewayLine) async -> [UnreportedMessage] {
        var left = messages
        while !left.isEmpty, !Task.isShuttingDownGracefully {
            let room = line.reserve(min(Self.parallel, left.count))
            guard room > 0 else { break }
            await withDiscardingTaskGroup { group in
                for message in left.prefix(room) { group.addTask { await ask(message, line) } }
            }
            left = left.dropFirst(room)
        }
        return Array(messages.prefix(messages.count - left.count))
    }

    private func ask(_ message: UnreportedMessage, _ line: GatewayLine) async {
        let answer = await line.ask(reference: message.delivery.description, id: message.reference)
        line.release(1)
        guard var answer else { return }
        // The answer is about what was asked, whatever it names.
        answer.reference = message.delivery.description
        guard let input = reception.input(answer, line) else { return }
        do {
            try await writer.async { _ = try $0.submit([input]) }
        } catch {
            logger.error("an answer on a message waits for the next question", metadata: ["error": "\(error)"])
        }
    }
}
