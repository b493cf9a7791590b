import Alerts
import Dispatch
import Engine
import Record
import Storage

/// The lines of one alert, read from the journal between its first and its last.
struct StoryReading: Sendable {
    /// A line about the alert.
    struct Line: Sendable {
        let seq: Int
        let at: Moment
        let entry: Entry
    }

    let desk: ConsoleDesk

    /// The lines that a closure wants, in order.
    func lines(_ record: AlertRecord, where isWanted: @escaping @Sendable (Entry) -> Bool) async throws -> [Line] {
        let (journal, zone) = (desk.backstage.journal, desk.backstage.zone)
        return try await desk.reading { () -> [Line] in
            var lines: [Line] = []
            let codec = EntryCodec(zone: zone)
            do throws(JournalReadError<EngineError>) {
                try journal.forEachLine(from: record.firstLine, limit: record.lastLine - record.firstLine + 1) {
                    (seq, bytes) throws(EngineError) in
                    // Few lines are about the alert, so only those are read whole.
                    guard Self.mentions(bytes, record.alert) else { return }
                    guard let view = try? EnvelopeView(bytes, depth: .envelope), let entry = try? codec.entry(view, of: bytes)
                    else { return }
                    if Chronicle.alert(of: entry) == record.alert, isWanted(entry) {
                        lines.append(Line(seq: seq, at: view.at, entry: entry))
                    }
                }
            } catch {
                switch error {
                case .storage(let error): throw error
                case .body(let error): throw error
                }
            }
            return lines
        }
    }

    private static func mentions(_ line: UnsafeRawBufferPointer, _ alert: AlertID) -> Bool {
        let name = Array(alert.description.utf8)
        guard line.count >= name.count else { return false }
        var index = 0
        let last = line.count - name.count
        while index <= last {
            if line[index] == name[0], line[index..<index + name.count].elementsEqual(name) { return true }
            index += 1
        }
        return false
    }
}
