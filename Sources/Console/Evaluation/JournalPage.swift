import Alerts
import Dissemination
import Foundation
import Hummingbird
import Record
import Storage

/// The journal to read: its lines as they are, a hundred at a time, and the signed checkpoint.
struct JournalPage: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let size = 100

    func add(to router: Router<ConsoleRequest>) {
        router.get("journal") { request, context -> Response in
            let visit = try desk.visit(request, context, .assess)
            return try await page(from: request.query["from"].flatMap { Int($0) }, type: request.query["type"], visit)
        }
    }

    private func page(from: Int?, type: String?, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let journal = desk.backstage.journal
        let (count, checkpoint) = try await desk.reading { (try journal.count(), try journal.latestCheckpoint()?.note) }
        let key = try await desk.state { $0.journalKey }
        let start = max(0, min(from ?? count - Self.size, count - 1))
        let lines = try await JournalLinesReading(desk: desk).lines(from: start, most: Self.size, type: type)
        let older = max(0, start - Self.size)
        let filter = type.map { "&type=\(FormText.encoded($0))" } ?? ""
        let next = (lines.last?.seq ?? start) + 1
        let body: HTML = """
            <h1>\(t("nav.journal"))</h1><p class="lead">\(t("journal.lead", ["n": count]))</p>
            <form class="card inline noprint" action="/journal"><label>\(t("journal.from"))<input name="from" type="number" min="0" value="\(start)"></label>
            <label>\(t("journal.type"))<input name="type" value="\(type)" placeholder="alert." maxlength="64"></label><button>\(t("assess.show"))</button>
            <a class="button" href="/journal?from=\(older)\(filter)">\(t("frame.older"))</a> <a class="button" href="/journal?from=\(next)\(filter)">\(t("frame.newer"))</a>
            <button type="button" data-print>\(t("frame.print"))</button></form>
            \(JournalTable.html(lines, Shown(texts: t, zone: desk.backstage.zone)))
            <section class="card"><h2>\(t("journal.checkpoint"))</h2><pre>\(checkpoint)</pre><p class="quiet">\(t("journal.key")) <code>\(key)</code></p></section>
            """
        return desk.frame.page(t("nav.journal"), visit, body)
    }
}

/// Lines of the journal as text.
struct JournalLinesReading: Sendable {
    struct Line: Sendable {
        let seq: Int
        let at: Moment
        let type: String
        let data: String
    }

    let desk: ConsoleDesk

    /// A line longer than this, in bytes, is shown cut off.
    private static let longest = 4000

    /// Lines from a number on, those of a type that begins so.
    func lines(from: Int, most: Int, type: String?, to: Int = .max, containing text: String? = nil) async throws -> [Line] {
        let journal = desk.backstage.journal
        return try await desk.reading {
            var lines: [Line] = []
            var next = from
            while lines.count < most {
                let page = try journal.lines(from: next, bytes: 256 << 10)
                guard !page.isEmpty, next <= to else { break }
                page.forEach { seq, bytes in
                    guard lines.count < most, seq <= to, let line = Self.line(seq, bytes, type: type, containing: text) else {
                        return
                    }
                    lines.append(line)
                }
                next = page.end
            }
            return lines
        }
    }

    private static func line(_ seq: Int, _ bytes: UnsafeRawBufferPointer, type: String?, containing text: String?) -> Line? {
        guard let view = try? EnvelopeView(bytes, depth: .envelope) else { return nil }
        let name = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[view.type]), as: UTF8.self)
        if let type, !name.hasPrefix(type) { return nil }
        let data = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[view.data].prefix(longest)), as: UTF8.self)
        if let text, !data.contains(text) { return nil }
        return Line(seq: seq, at: view.at, type: name, data: view.data.count > longest ? data + " …" : data)
    }
}

/// Lines of the journal as a table.
enum JournalTable {
    static func html(_ lines: [JournalLinesReading.Line], _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = lines.map { line -> [HTML] in
            ["\(line.seq)", shown.timeTag(line.at), "<code>\(line.type)</code>", "<code class=\"data\">\(line.data)</code>"]
        }
        return Table.of(
            t("nav.journal"), ["#\(t("journal.line"))", t("journal.at"), t("journal.type"), t("journal.data")], rows,
            empty: t("journal.nothing"))
    }
}
