import Alerts
import ArgumentParser
import Foundation
import Record
import Storage

/// `tocsin journal show`
struct JournalShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read the journal: number, time, type and what it says.",
        discussion: """
            Without --from, the last lines are shown. With --json the lines themselves are written, as `export` does.

            EXAMPLES
              tocsin journal show
              tocsin journal show --type alert. --from 0
              tocsin journal show --alert 9f86d081884c7d65 --limit 200
            """)

    @OptionGroup var configuration: ConfigurationOption

    @Option(help: ArgumentHelp("The number (seq) of the first line looked at.", valueName: "seq"))
    var from: Int?

    @Option(help: ArgumentHelp("How many lines to show.", valueName: "count"))
    var limit = 50

    @Option(help: ArgumentHelp("Only lines whose type is this or begins so, such as receipt.", valueName: "type"))
    var type: String?

    @Option(help: ArgumentHelp("Only lines about this alert.", valueName: "alert"))
    var alert: String?

    @OptionGroup var json: JSONOption

    func validate() throws {
        guard from ?? 0 >= 0, limit > 0 else { throw ValidationError("--from is 0 or more, --limit at least 1") }
        if let alert, AlertID(alert) == nil { throw ValidationError("--alert takes an alert id of 16 hexadecimal digits") }
    }

    func run() throws {
        let (_, journal) = try configuration.openJournal()
        let surroundings = Surroundings.current
        let zone = try JournalOpening(journal).zone
        let filter = LineFilter(type: type, alert: alert)
        let rows = try from.map { try forward(journal, $0, filter) } ?? backward(journal, filter)
        guard !json.isOn else {
            for row in rows { surroundings.output.write(row + [0x0A]) }
            return
        }
        let columns = surroundings.output.isTerminal ? surroundings.output.columns : .max
        for row in rows {
            surroundings.output.line(try text(row, zone: zone, columns: columns, style: surroundings.output.style))
        }
        if rows.isEmpty { surroundings.errors.line("no line fits") }
    }

    private func forward(_ journal: any JournalReader, _ start: Int, _ filter: LineFilter) throws -> [[UInt8]] {
        var rows: [[UInt8]] = []
        var next = start
        while rows.count < limit {
            let page = try journal.lines(from: next, bytes: SQLiteJournalReader.pageBytes)
            guard !page.isEmpty else { break }
            page.forEach { _, line in if rows.count < limit, filter.takes(line) { rows.append(Array(line)) } }
            next = page.end
        }
        return rows
    }

    /// The last lines that fit, found from the end so that a long journal is not read whole.
    private func backward(_ journal: any JournalReader, _ filter: LineFilter) throws -> [[UInt8]] {
        var rows: [[UInt8]] = []
        var end = try journal.count()
        while rows.count < limit, end > 0 {
            let start = max(0, end - 1000)
            var found: [[UInt8]] = []
            var next = start
            while next < end {
                let page = try journal.lines(from: next, bytes: SQLiteJournalReader.pageBytes)
                guard !page.isEmpty else { break }
                page.forEach { seq, line in if seq < end, filter.takes(line) { found.append(Array(line)) } }
                next = page.end
            }
            rows = found + rows
            end = start
        }
        return Array(rows.suffix(limit))
    }

    private func text(_ row: [UInt8], zone: TimeZone, columns: Int, style: Style) throws -> String {
        try row.withUnsafeBytes { line in
            let view = try EnvelopeView(line, depth: .envelope)
            let type = String(decoding: UnsafeRawBufferPointer(rebasing: line[view.type]), as: UTF8.self)
            let entry = try EntryReader().read(line, seq: view.seq).entry
            let said =
                entry.map(EntrySummary.text) ?? String(decoding: UnsafeRawBufferPointer(rebasing: line[view.data]), as: UTF8.self)
            let head = "\(view.seq)".leftPadded(to: 7) + "  \(Figures.time(view.at.stamped(in: zone)))  "
            let name = type.padding(toLength: max(type.utf8.count, 21), withPad: " ", startingAt: 0)
            let rest = TextWidth.cut(TextWidth.harmless(said), to: max(20, columns - TextWidth.of(head + name) - 2))
            return style.paint(Text(head, .faint)) + style.paint(Text(name, .strong)) + "  " + rest
        }
    }
}

/// Which lines are wanted, judged by their bytes.
private struct LineFilter {
    private let type: [UInt8]?
    private let alert: [UInt8]?

    init(type: String?, alert: String?) {
        self.type = type.map { Array($0.utf8) }
        self.alert = alert.map { Array("\"alert\":\"\($0)\"".utf8) }
    }

    func takes(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let view = try? EnvelopeView(line, depth: .envelope) else { return false }
        if let type, !line[view.type].starts(with: type) { return false }
        guard let alert else { return true }
        return contains(line[view.data], alert)
    }

    private func contains(_ bytes: Slice<UnsafeRawBufferPointer>, _ wanted: [UInt8]) -> Bool {
        guard bytes.count >= wanted.count else { return false }
        return (bytes.startIndex...bytes.endIndex - wanted.count).contains { bytes[$0...].starts(with: wanted) }
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
