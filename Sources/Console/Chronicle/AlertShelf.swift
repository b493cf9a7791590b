import Alerts
import Foundation
import Intake
import Record
import Storage

/// What alerts say, read from the documents that were kept as they came.
struct AlertShelf: Sendable {
    /// The words of an alert.
    struct Words: Hashable, Sendable {
        var headline: String
        var shown: String
        var spoken: String
        var issuer: String
        var language: String
        var sender: String
        var areas: [String]

        /// What is shown under the headline: the text, which for most alerts begins with the headline once more.
        var body: String {
            let mark = DrillMarking.screenMark
            let isMarked = shown.hasPrefix(mark)
            let (plain, title) = isMarked ? (bare(shown), bare(headline)) : (shown, headline)
            guard plain.hasPrefix(title) else { return shown }
            let rest = String(plain.dropFirst(title.count).drop { $0.isWhitespace || $0 == "。" || $0 == "，" })
            return isMarked && !rest.isEmpty ? DrillMarking.shown(rest) : rest
        }

        private func bare(_ text: String) -> String { text.replacingOccurrences(of: DrillMarking.screenMark, with: "") }
    }

    let desk: ConsoleDesk

    /// An alert's document as it was read; nil where it is gone or cannot be read any more.
    func received(_ record: AlertRecord) async throws -> ReceivedAlert? {
        let name = record.original.sha256
        if let known = desk.memory.document(name) { return known.first { $0.alert.id == record.alert } }
        let journal = desk.backstage.journal
        guard let bytes = try await desk.reading({ try journal.original(sha256: name) }) else { return nil }
        let read = (try? AlertDocument.read(bytes)) ?? []
        desk.memory.keep(read, as: name)
        return read.first { $0.alert.id == record.alert }
    }

    /// What an alert says, with the marks of drills; nil where its document is gone.
    func words(_ record: AlertRecord) async throws -> Words? {
        guard let received = try await received(record) else { return nil }
        let words =
            record.accepted.map { AlertWords(received, accepted: $0, hazards: desk.backstage.hazards) }
            ?? AlertWords(received, event: record.event ?? "")
        return Words(
            headline: words.headline, shown: words.shown, spoken: words.spoken, issuer: try await issuer(received.alert, record),
            language: words.language, sender: received.alert.sender,
            areas: received.alert.infos.flatMap(\.areas).map(\.areaDesc))
    }

    /// The issuing unit; a Cancel that names none speaks for the unit of what it ends.
    private func issuer(_ alert: Alert, _ record: AlertRecord) async throws -> String {
        let units = desk.backstage.hazards.issuers
        if let unit = units.unit(of: alert) { return unit }
        for ended in record.accepted?.replaces ?? [] {
            guard let earlier = try await desk.chronicle.read({ $0.alerts[ended] }),
                let unit = try await received(earlier).flatMap({ units.unit(of: $0.alert) })
            else { continue }
            return unit
        }
        return alert.sender
    }
}
