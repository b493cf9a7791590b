import Alerts
import Dissemination
import Engine
import Foundation
import HTTPTypes
import Hummingbird
import Record
import Storage

/// Something that somebody set going at the console, confirmed by the lines that it made: nothing counts as done that is not on disk.
struct Deed: Sendable {
    let desk: ConsoleDesk

    /// A line of the journal that confirms a deed.
    struct Confirmation: Sendable {
        let seq: Int
        let entry: Entry
    }

    /// Hands inputs in and answers the lines that a closure takes for theirs. Others may write at the same time, so it has to look closely.
    @discardableResult
    func submit(
        _ inputs: [Input], confirmedBy isTheirs: @escaping @Sendable (Entry) -> Bool
    ) async throws -> [Confirmation] {
        let (journal, zone) = (desk.backstage.journal, desk.backstage.zone)
        do {
            return try await desk.backstage.writer.async { writer in
                let before = try journal.count()
                try writer.submit(inputs)
                return try Self.lines(journal, from: before, zone: zone, isTheirs)
            }
        } catch {
            throw Problem(.serviceUnavailable, "not done", detail: "the journal cannot be written; try again", retryAfter: 5)
        }
    }

    /// Writes lines that need no decision, and answers the last of them.
    func write(_ entries: [Entry]) async throws -> Confirmation? {
        let (journal, zone) = (desk.backstage.journal, desk.backstage.zone)
        return try await desk.backstage.writer.async { writer in
            let before = try journal.count()
            try writer.write(entries)
            return try Self.lines(journal, from: before, zone: zone) { entries.contains($0) }.last
        }
    }

    private static func lines(
        _ journal: any JournalReader, from before: Int, zone: TimeZone, _ isTheirs: (Entry) -> Bool
    ) throws -> [Confirmation] {
        var found: [Confirmation] = []
        var seq = before
        try JournalReplay.forEachEntry(of: journal, from: before, zone: zone) { (_, entry, _) throws(EngineError) in
            if let entry, isTheirs(entry) { found.append(Confirmation(seq: seq, entry: entry)) }
            seq += 1
        }
        return found
    }

    /// The way back to a page, with the line that confirms the deed; without one it was not done.
    ///
    /// - Throws: `Problem` 409 where nothing was written.
    static func redirect(to path: String, _ confirmations: [Confirmation]) throws -> Response {
        guard let last = confirmations.last else {
            throw Problem(
                .conflict, "nothing changed",
                detail: "没有写入任何记录：情况已经变化，请刷新后再试。 Nothing was written: things have changed; load the page again.")
        }
        let sign = path.contains("?") ? "&" : "?"
        return .redirect(to: "\(path)\(sign)done=\(last.seq)")
    }

    /// What confirms a deed, shown on the page that it leads back to; nothing where the address names no line.
    func confirmation(_ request: Request, _ t: Texts) async throws -> HTML {
        guard let seq = request.query["done"].flatMap({ Int($0) }), seq >= 0 else { return .none }
        let (journal, zone) = (desk.backstage.journal, desk.backstage.zone)
        let found = try await desk.reading { () -> String? in
            var kind: String?
            try JournalReplay.forEachEntry(of: journal, from: seq, limit: 1, zone: zone) { (_, entry, _) throws(EngineError) in
                kind = entry.map(\.typeName)
            }
            return kind
        }
        guard let found else { return .none }
        return """
            <p class="card done" role="status">✓ \(t("deed.done")) <b>\(t.word("entry", found))</b> <small class="quiet">#\(seq) \(found)</small></p>
            """
    }
}
