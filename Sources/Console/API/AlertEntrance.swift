import Alerts
import Community
import Dissemination
import Engine
import HTTPTypes
import Intake
import Record
import Storage

/// The door for alerts that come over HTTP: the same reading, desk and commit as for those of the broker.
struct AlertEntrance: Sendable {
    /// What became of a document.
    struct Taken: Sendable {
        var alert: AlertID
        var isKnown: Bool
        var fate: MessageBook.Fate?
    }

    let desk: ConsoleDesk

    /// Takes in a document; its lines are on disk when this returns.
    ///
    /// - Parameter writer: who brings it in their own name and answers for it; nil for a source.
    /// - Throws: `Problem` 422 with the findings where it cannot be acted on, 503 where the journal cannot be written.
    func take(_ bytes: [UInt8], source: String, writtenBy writer: Account? = nil) async throws -> Taken {
        let read = desk.backstage.intake.read(bytes, source: source)
        let alerts = read.compactMap { item -> AlertID? in
            if case .alert(let incoming) = item.input { incoming.alert.id } else { nil }
        }
        let originals = read.map { Original(sha256: $0.original.sha256, body: bytes) }
        let taken: [Taken]
        let author: Pseudonym? = if let writer { try await desk.pseudonym(of: writer) } else { nil }
        let isWritten = writer != nil
        do {
            taken = try await desk.backstage.writer.async { writer in
                let known = try writer.read { state in alerts.map { state.messages.message($0) != nil } }
                let new = zip(alerts, known).filter { !$1 }.map(\.0)
                if isWritten, !new.isEmpty {
                    try writer.write(new.map { .alertComposed(AlertComposed(alert: $0, by: author)) })
                }
                try writer.submit(read.map(\.input), originals: originals)
                let fates = try writer.read { state in alerts.map { state.messages.message($0)?.fate } }
                return zip(alerts, zip(known, fates)).map { Taken(alert: $0, isKnown: $1.0, fate: $1.1) }
            }
        } catch {
            throw Problem(
                .serviceUnavailable, "not taken in", detail: "the journal cannot be written; send it again", retryAfter: 5)
        }
        guard let first = taken.first else { throw refusal(bytes) }
        return first
    }

    private func refusal(_ bytes: [UInt8]) -> Problem {
        var findings: [String] = []
        do throws(AlertRefusal) { _ = try AlertDocument.read(bytes) } catch { findings = ["\(error.finding.rule): \(error)"] }
        return Problem(
            .unprocessableContent, "not an alert that can be acted on", detail: "it was kept and journaled as refused",
            findings: findings)
    }
}
