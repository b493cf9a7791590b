public import Alerts
import Community
import Coverage
import Dissemination
public import Engine
public import Foundation
import Record
import Synchronization
public import Wire

/// What goes out over the broker: commands to devices, alerts to neighbours, retained figures.
///
/// The session pulls while its window has room. Nothing is queued here that the journal does not know, but for the latest retained
/// value of each topic and devices to be asked for a report.
public final class CommandOutbox: Sendable {
    /// The topics that the outbox writes to.
    public struct Addresses: Sendable {
        /// Where a device reads its commands.
        public var command: @Sendable (String) -> String
        /// Where accepted alerts go.
        public var alertsOut: String
        /// Where coverage of an alert is retained.
        public var coverage: @Sendable (AlertID) -> String
        /// Where the assessment is retained.
        public var score: String
        /// Where the checkpoint is retained.
        public var checkpoint: String

        /// Addresses for everything.
        public init(
            command: @escaping @Sendable (String) -> String, alertsOut: String,
            coverage: @escaping @Sendable (AlertID) -> String, score: String, checkpoint: String
        ) {
            self.command = command
            self.alertsOut = alertsOut
            self.coverage = coverage
            self.score = score
            self.checkpoint = checkpoint
        }
    }

    private let writer: JournalWriter
    private let addresses: Addresses
    private let content: @Sendable (AlertID) -> AlertContent?
    private let speech: Speech?
    private let fetchesItself: @Sendable (String) -> Bool
    private let zone: TimeZone
    private let now: @Sendable () -> Moment
    private let state = Mutex(OutboxState())

    /// What goes out over the broker.
    private static let channels: Set<Channel> = [.loudspeaker, .display]
    /// Outcomes that are written at once instead of being gathered for the next tick.
    private static let outcomesAtOnce = 2000

    /// An outbox over a writer; `content` finds what an alert says, `speech` makes it sound, `fetchesItself` says whether a display is
    /// connected in another way, by which it fetches its commands: it has them as soon as they are due, whoever listens at the broker.
    public init(
        writer: JournalWriter, addresses: Addresses, zone: TimeZone, now: @escaping @Sendable () -> Moment,
        speech: Speech? = nil, content: @escaping @Sendable (AlertID) -> AlertContent?,
        fetchesItself: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        self.writer = writer
        self.addresses = addresses
        self.zone = zone
        self.now = now
        self.content = content
        self.speech = speech
        self.fetchesItself = fetchesItself
    }

    /// Devices that are to be asked for their last receipts.
    public func ask(_ devices: [String]) {
        guard !devices.isEmpty else { return }
        state.withLock { state in for device in devices where !state.reports.contains(device) { state.reports.append(device) } }
    }

    /// What is to be published; a newer value takes the place of one that has not gone yet.
    public func publish(_ publications: Publications) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Moment.zoneKey] = zone
        var values: [(String, [UInt8])] = publications.coverage.compactMap { report in
            (try? encoder.encode(report)).map { (addresses.coverage(report.alert), Array($0)) }
        }
        values += publications.cleared.map { (addresses.coverage($0), []) }
        if let assessment = publications.assessment, let bytes = try? encoder.encode(assessment) {
            values.append((addresses.score, Array(bytes)))
        }
        if let checkpoint = publications.checkpoint { values.append((addresses.checkpoint, Array(checkpoint.utf8))) }
        state.withLock { state in
            for (topic, payload) in values { state.retain(topic, payload) }
            for alert in publications.cleared { state.payloads[alert] = nil }
            for alert in publications.relays where !state.relaysOut.contains(alert) {
                state.relaysOut.insert(alert)
                state.relays.append(alert)
            }
        }
    }

    /// What goes out next, as much as there is room for. Called on the session's thread.
    ///
    /// - Throws: `EngineError` where the journal cannot be worked with.
    public func next(_ capacity: Int) throws(EngineError) -> [MQTTPublish] {
        let (reports, relays, retained) = state.withLock { $0.takeSmall(capacity) }
        var publishes = reports.map {
            publish(.report, topic: addresses.command($0), payload: CommandPayload.report, expiry: 3600)
        }
        publishes += retained.map { topic, payload in
            publish(.retained(topic: topic, payload: payload), topic: topic, payload: payload, retain: true)
        }
        for alert in relays {
            guard let content = payloads(for: alert)?.content else { continue }
            publishes.append(publish(.relay(alert), topic: addresses.alertsOut, payload: content.cap))
        }
        guard publishes.count < capacity else { return publishes }
        let time = now()
        var last: (kind: OutboxState.Payloads.Kind, alert: AlertID, payload: CommandPayload)?
        var sounds: [AlertID: Speech.State] = [:]
        for dispatch in try takeDue(capacity - publishes.count, at: time, &sounds) {
            if dispatch.channel == .display, fetchesItself(dispatch.endpoint) {
                let taken = DispatchOutcome(delivery: dispatch.delivery, action: dispatch.action, result: .accepted)
                state.withLock { $0.outcomes.append(taken) }
                continue
            }
            // Commands come by alert and channel, thousands alike.
            let kind = OutboxState.Payloads.Kind(
                action: dispatch.action, channel: dispatch.channel, audio: sound(dispatch, &sounds).ready)
            if last?.kind != kind || last?.alert != dispatch.alert {
                last = payload(for: dispatch.alert, kind).map { (kind, dispatch.alert, $0) }
            }
            if let payload = last?.payload {
                publishes.append(command(for: dispatch, payload, now: time))
            } else {
                let failed = DispatchOutcome(delivery: dispatch.delivery, action: dispatch.action, result: .failed(.fault))
                state.withLock { $0.outcomes.append(failed) }
            }
        }
        return publishes
    }

    /// Commands that go out now. Those to loudspeakers wait a moment for the sound of their alert; no more of them are taken meanwhile.
    private func takeDue(
        _ limit: Int, at time: Moment, _ sounds: inout [AlertID: Speech.State]
    ) throws(EngineError) -> [Dispatch] {
        var held = state.withLock { $0.held }
        let channels = held.isEmpty ? Self.channels : [.display]
        let due = try writer.takeDue(channels, limit: max(0, limit - held.count))
        guard speech != nil else { return due }
        let passed = held.pass(due, limit: limit, at: time) { sound($0, &sounds) == .making }
        state.withLock { $0.held = held }
        return passed
    }

    private func sound(_ dispatch: Dispatch, _ known: inout [AlertID: Speech.State]) -> Speech.State {
        guard let speech, dispatch.channel == .loudspeaker, dispatch.action == .present else { return .none }
        if let known = known[dispatch.alert] { return known }
        guard let content = payloads(for: dispatch.alert)?.content else { return .none }
        let state = speech.sound(content.spoken, language: content.language)
        known[dispatch.alert] = state
        return state
    }

    private func command(for dispatch: Dispatch, _ payload: CommandPayload, now: Moment) -> MQTTPublish {
        // A withdrawal is worth something for longer than the alert itself, since a device may come back and play it.
        let end = dispatch.action == .withdraw ? now + .hours(24) : dispatch.expires
        let expiry = UInt32(clamping: max(1, (end - now).milliseconds / 1000))
        return publish(
            .command(dispatch.delivery, dispatch.action), topic: addresses.command(dispatch.endpoint),
            payload: payload.bytes(for: dispatch.delivery), expiry: expiry)
    }

    private func payload(for alert: AlertID, _ kind: OutboxState.Payloads.Kind) -> CommandPayload? {
        guard let known = payloads(for: alert) else { return nil }
        if let payload = known.byKind[kind] { return payload }
        guard let payload = try? CommandPayload(known.content, action: kind.action, channel: kind.channel, audio: kind.audio)
        else { return nil }
        state.withLock { $0.payloads[alert]?.byKind[kind] = payload }
        return payload
    }

    private func payloads(for alert: AlertID) -> OutboxState.Payloads? {
        if let known = state.withLock({ $0.payloads[alert] }) { return known }
        guard let content = content(alert) else { return nil }
        let payloads = OutboxState.Payloads(content: content)
        state.withLock { $0.payloads[alert] = payloads }
        return payloads
    }

    private func publish(
        _ item: OutboxState.Item, topic: String, payload: [UInt8], retain: Bool = false, expiry: UInt32? = nil
    ) -> MQTTPublish {
        let token = state.withLock { $0.remember(item) }
        return MQTTPublish(topic: topic, payload: payload, retain: retain, messageExpirySeconds: expiry, token: token)
    }

    /// What became of publishes. Called on the session's thread; commands are written as lists at the next `flush`.
    public func published(_ outcomes: [MQTTPublishOutcome]) {
        let isMuch = state.withLock { state in
            for outcome in outcomes { state.settle(outcome) }
            return state.outcomes.count >= Self.outcomesAtOnce
        }
        if isMuch { try? flush() }
    }

    /// Writes what became of commands, as lists. MUST be called at least every 250 ms.
    ///
    /// - Throws: `EngineError` where nothing was written; the outcomes are kept for the next time.
    public func flush() throws(EngineError) {
        let (outcomes, relayed) = state.withLock { state in
            defer {
                state.outcomes = []
                state.relayed = []
            }
            return (state.outcomes, state.relayed)
        }
        guard !outcomes.isEmpty || !relayed.isEmpty else { return }
        do throws(EngineError) {
            try writer.submit([.outcomes(outcomes)] + relayed.map(Input.relayed))
        } catch {
            state.withLock { state in
                state.outcomes = outcomes + state.outcomes
                state.relayed = relayed + state.relayed
            }
            throw error
        }
        state.withLock { $0.relaysOut.subtract(relayed) }
    }
}
