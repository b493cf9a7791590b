import Alerts
import Foundation
import GRDB
import Record

@testable import Storage

/// A data folder of a test's own, gone with it.
final class TemporaryJournal {
    let folder: String
    var file: String { "\(folder)/\(SQLiteJournal.names.database)" }

    init() { folder = NSTemporaryDirectory() + "tocsin-storage-" + UUID().uuidString }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func open() throws(StorageError) -> SQLiteJournal {
        try SQLiteJournal(folder: folder, since: "2026-07-01T14:03:05.120+08:00")
    }

    /// Another program's connection to the same file.
    func stranger() throws -> DatabaseQueue { try DatabaseQueue(path: file) }

    /// Lines as the service would write them.
    static func lines(from first: Int, _ count: Int, padding: Int = 0) -> JournalLines {
        var lines = JournalLines(first: first)
        for number in first..<first + count {
            let at = Timestamp(moment: Moment(milliseconds: 1_782_885_785_120 + Int64(number)), offsetMinutes: 480)
            lines.append(at: at, type: "receipt.accepted") { bytes in
                bytes += Array(#"{"number":\#(number),"text":"\#(String(repeating: "x", count: padding))"}"#.utf8)
            }
        }
        return lines
    }
}

extension JournalReader {
    /// All bytes of the journal.
    func everything() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachLine(from: 0) { _, line in bytes += Array(line) + [0x0A] }
        return bytes
    }
}
