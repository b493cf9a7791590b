public import Alerts
public import Foundation
public import Record
public import Storage

/// Reads the lines of a journal as entries: the one way by which state comes from disk.
public enum JournalReplay {
    /// Calls a closure with each line from a number on, at most `limit` of them, its entry, and its time, in order. The entry is nil for a type that this version does not know.
    ///
    /// - Throws: `EngineError.storage`, `EngineError.unreadable`, or what the closure throws.
    public static func forEachEntry(
        of journal: any JournalReader, from seq: Int = 0, limit: Int = .max, zone: TimeZone,
        _ body: (_ line: UnsafeRawBufferPointer, _ entry: Entry?, _ at: Moment) throws(EngineError) -> Void
    ) throws(EngineError) {
        let codec = EntryCodec(zone: zone)
        do throws(JournalReadError<EngineError>) {
            try journal.forEachLine(from: seq, limit: limit) { (seq, line) throws(EngineError) in
                let (entry, at) = try read(line, seq: seq, codec: codec)
                try body(line, entry, at)
            }
        } catch {
            switch error {
            case .storage(let error): throw .storage(error)
            case .body(let error): throw error
            }
        }
    }

    private static func read(
        _ line: UnsafeRawBufferPointer, seq: Int, codec: EntryCodec
    ) throws(EngineError) -> (Entry?, Moment) {
        do {
            let view = try EnvelopeView(line, depth: .envelope)
            return (try codec.entry(view, of: line), view.at)
        } catch {
            throw .unreadable(line: seq, String(describing: error))
        }
    }
}
