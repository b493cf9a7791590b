import Alerts
import ArgumentParser
import Community
import Foundation
import Record
import Storage
import Wire

/// Options of commands that hand an alert to the service.
struct SourceOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The source in whose name it is sent; by default the only one in the configuration.", valueName: "name"))
    var source: String?

    @Flag(help: "Wait until the journal says what the service made of it.")
    var wait = false

    func validate() throws {
        if let source, !Identifier.isValid(source) { throw ValidationError("--source must have the form \(Identifier.form)") }
    }

    /// The source to send as.
    func name(in configuration: ServiceConfiguration) throws -> String {
        if let source { return source }
        switch configuration.sources.count {
        case 1: return configuration.sources[0].source
        case 0: return "local"
        default:
            let names = configuration.sources.map(\.source).joined(separator: ", ")
            throw ValidationError("the configuration has several sources; name one by --source: \(names)")
        }
    }
}

/// Hands an alert to the running service through the broker, and says what became of it.
struct AlertDispatch {
    let configuration: ServiceConfiguration
    let source: String
    let json: JSONOption
    let surroundings: Surroundings

    /// Publishes the bytes, which hold these alerts, and prints their ids.
    func send(_ bytes: [UInt8], alerts: [AlertID], waits: Bool) async throws {
        let start = waits ? try journalEnd() : 0
        let topic = "\(configuration.mqtt.root)/\(configuration.community)/alert/in/\(source)"
        let result = try await AlertPublisher(configuration.mqtt, purpose: "send").publish(bytes, to: topic)
        try judge(result, topic: topic)
        if !json.isOn { for alert in alerts { surroundings.output.line("\(alert)") } }
        var rows: [Row] = []
        for alert in alerts {
            let verdict = waits ? try await waitFor(alert, from: start) : nil
            if let verdict, !json.isOn { surroundings.errors.line(verdict) }
            rows.append(Row(alert: alert, verdict: verdict))
        }
        if json.isOn { surroundings.output.write(try JSONOutput.line(rows)) }
    }

    /// An alert as it stands in the JSON form.
    private struct Row: Encodable {
        var alert: AlertID
        /// What the service made of it, where that was waited for.
        var verdict: String?
    }

    private func judge(_ result: MQTTPublishOutcome.Result, topic: String) throws {
        switch result {
        case .accepted: return
        case .unknown: surroundings.errors.line("the broker speaks MQTT 3.1.1, which does not say whether anybody listens")
        case .noSubscribers:
            throw CommandFailure(
                "the broker took the alert, but nobody is subscribed to \(topic), so it is gone; start the service by `tocsin serve`, "
                    + "or check mqtt.root and community, and send it again")
        case .refused(let code):
            throw CommandFailure(
                "the broker refused the alert (reason 0x\(String(code, radix: 16))); this user must be allowed to publish to \(topic)"
            )
        case .lost: throw CommandFailure("the connection broke before the broker confirmed; sending it again does no harm")
        case .unsendable(let reason): throw CommandFailure("the alert cannot be sent: \(reason)")
        }
    }

    private func journalEnd() throws -> Int {
        do throws(StorageError) {
            return try SQLiteJournalReader(folder: configuration.data).count()
        } catch {
            if case .absent = error { return 0 }
            throw error
        }
    }

    private static let patience = Duration.seconds(30)

    private func waitFor(_ alert: AlertID, from start: Int) async throws -> String {
        let deadline = ContinuousClock.now + Self.patience
        var next = start
        while ContinuousClock.now < deadline {
            if let journal = try? SQLiteJournalReader(folder: configuration.data), let verdict = try find(alert, journal, &next) {
                return verdict
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandFailure(
            "the journal in \(configuration.data) says nothing of alert \(alert) after 30 s; look at the service's log, "
                + "and whether it works on this data folder")
    }

    private func find(_ alert: AlertID, _ journal: any JournalReader, _ next: inout Int) throws -> String? {
        var verdict: String?
        let page = try journal.lines(from: next, bytes: 1 << 20)
        let reader = EntryReader()
        try page.forEach { (seq, line) throws(ReplayError) in
            guard verdict == nil, let entry = try reader.read(line, seq: seq).entry else { return }
            verdict = Self.verdict(entry, on: alert)
        }
        next = page.end
        return verdict
    }

    private static func verdict(_ entry: Entry, on alert: AlertID) -> String? {
        switch entry {
        case .alertAccepted(let data) where data.alert == alert: "accepted: \(data.target.count) households by \(data.rule)"
        case .alertRecorded(let data) where data.alert == alert: "kept, not disseminated: \(data.reason.rawValue)"
        case .alertHeld(let data) where data.alert == alert:
            "waits for the duty officer (\(data.reason)): tocsin alert approve \(alert)"
        case .alertRepeated(let data) where data.alert == alert: "known already; nothing changed"
        case .alertConflicting(let data) where data.alert == alert:
            "another message under the same id came before; the first stands"
        default: nil
        }
    }
}
