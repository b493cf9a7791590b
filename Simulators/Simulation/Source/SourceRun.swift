public import Alerts
public import Logging
import Synchronization
import Wire

/// A source of alerts on a real broker: sends the messages of a schedule at their times, each until the broker has it.
public final class SourceRun: Sendable {
    private struct State {
        var outbox = Outbox<Int>()
        var account: SourceAccount
        var trouble: MQTTDisconnection?
    }

    private let topic: String
    private let log: Logger
    private let now: @Sendable () -> Moment
    private let state: Mutex<State>
    private let configuration: MQTTConfiguration

    /// A source of a community.
    public init(
        source: String, community: String, topics: Topics, access: BrokerAccess, log: Logger,
        now: @escaping @Sendable () -> Moment = Moment.wallClock
    ) {
        topic = topics.alertIn(source)
        configuration = access.configuration(name: source, clientID: "sim-source-\(community)-\(source)")
        self.log = log
        self.now = now
        state = Mutex(State(account: SourceAccount(community: community, source: source, from: now(), to: now())))
    }

    /// Sends a schedule, `speed` times faster than written, and waits up to `patience` for the broker's last answer.
    ///
    /// - Parameters:
    ///   - files: what the files of the schedule hold, by the names that the schedule gives them.
    ///   - eachMessage: called for each message when it is handed to the connection.
    public func run(
        _ schedule: Schedule, files: [String: [UInt8]], speed: Double = 1, patience: Span = .seconds(30),
        eachMessage: (SourceAccount.Message) -> Void = { _ in }
    ) async throws -> SourceAccount {
        let session = try MQTTSession(configuration, delegate: SourceDelegate(run: self))
        try session.start()
        var press = MessagePress()
        let start = now()
        for step in schedule.steps {
            let due = start + .milliseconds(Int64(step.at * 1000 / speed))
            guard await sleep(until: due) else { break }
            let text = press.message(of: step, file: step.file.flatMap { files[$0] } ?? [], at: now())
            eachMessage(add(text, step))
            session.wake()
        }
        let limit = now() + patience
        while !Task.isCancelled, now() < limit, !state.withLock({ $0.outbox.isEmpty }) { await pause(.milliseconds(5)) }
        await session.stop(drain: .seconds(1))
        let ended = now()
        return state.withLock { state in
            state.account.to = ended
            return state.account
        }
    }

    private func add(_ text: CAPText, _ step: ScheduleStep) -> SourceAccount.Message {
        let message = SourceAccount.Message(
            step: step.step, file: step.file, again: step.again, alert: text.id?.description,
            identifier: text.value("identifier"),
            sender: text.value("sender"), sent: text.value("sent"), status: text.value("status"), msgType: text.value("msgType"),
            bytes: text.bytes.count, due: step.at, publishedAt: now())
        state.withLock { state in
            state.account.messages.append(message)
            state.outbox.add(.init(topic: topic, payload: text.bytes, content: state.account.messages.count - 1))
        }
        return message
    }

    /// False if the task was cancelled meanwhile.
    private func sleep(until due: Moment) async -> Bool {
        while !Task.isCancelled, now() < due { await pause(.milliseconds(min((due - now()).milliseconds, 200))) }
        return !Task.isCancelled
    }

    private func pause(_ span: Duration) async { try? await Task.sleep(for: span) }

    // MARK: From the connection

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] { state.withLock { $0.outbox.take(capacity) } }

    func published(_ outcomes: [MQTTPublishOutcome]) {
        let moment = now()
        state.withLock { state in
            for outcome in outcomes {
                guard let (message, settlement) = state.outbox.settle(outcome) else { continue }
                state.account.messages[message].answeredAt = moment
                switch settlement {
                case .acknowledged: state.account.messages[message].result = .acknowledged
                case .unheard: state.account.messages[message].result = .unheard
                case .refused: state.account.messages[message].result = .refused
                }
            }
        }
    }

    func changed(to session: MQTTSessionState) {
        guard case .disconnected(let reason, _) = session else { return }
        let isNew = state.withLock { state in
            defer { state.trouble = reason }
            return state.trouble != reason
        }
        if isNew { log.warning("no connection", metadata: ["reason": "\(reason.text)"]) }
    }
}

/// Ties the connection to its run.
private struct SourceDelegate: MQTTSessionDelegate {
    let run: SourceRun

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance { .committed }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] { run.nextPublishes(capacity) }

    func published(_ outcomes: [MQTTPublishOutcome]) { run.published(outcomes) }

    func stateChanged(_ state: MQTTSessionState) { run.changed(to: state) }
}
