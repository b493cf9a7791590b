import Foundation
import GRDB
import Record

/// The rows that hold the journal's lines.
enum JournalRows {
    /// The number of lines.
    static func count(_ database: Database) throws -> Int {
        let statement = try database.cachedStatement(sql: "SELECT first + count FROM chunk ORDER BY first DESC LIMIT 1")
        return try Int.fetchOne(statement) ?? 0
    }

    /// The lines from a number on, of at least one row, and of more while they are fewer than so many bytes.
    static func lines(_ database: Database, from seq: Int, bytes limit: Int, file: String) throws -> JournalLines {
        let statement = try database.cachedStatement(
            sql: """
                SELECT first, count, body FROM chunk
                WHERE first >= (SELECT max(first) FROM chunk WHERE first <= ?) ORDER BY first
                """)
        let rows = try Row.fetchCursor(statement, arguments: [max(seq, 0)])
        var page: (first: Int, count: Int, bytes: [UInt8])?
        while page.map({ $0.bytes.count < limit }) ?? true, let row = try rows.next() {
            let (first, count): (Int, Int) = (row[0], row[1])
            var next = page ?? (first, 0, [])
            // A second owner of the bytes would make every row copy all those before it.
            page = nil
            guard first == next.first + next.count else {
                throw StorageError.damaged(file: file, detail: "lines are missing before line \(first)")
            }
            next.count += count
            try row.withUnsafeData(atIndex: 2) { if let data = $0 { next.bytes.append(contentsOf: data) } }
            page = next
        }
        guard let page else { return JournalLines(first: try count(database)) }
        guard let lines = JournalLines(first: page.first, count: page.count, stored: page.bytes) else {
            let last = page.first + page.count - 1
            throw StorageError.damaged(file: file, detail: "lines \(page.first) to \(last) are not as many as were written")
        }
        return lines.suffix(from: seq)
    }
}
