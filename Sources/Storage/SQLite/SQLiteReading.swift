import Foundation
import GRDB
import Record

/// What can be read from the journal's file, by a service from its pool of connections and by a command from its only one.
struct SQLiteReading: Sendable {
    let connections: any DatabaseReader
    let file: String

    func read<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        do {
            return try connections.read(body)
        } catch {
            throw StorageError(error, file: file)
        }
    }

    func count() throws(StorageError) -> Int { try read(SQLiteReading.count) }

    static func count(_ database: Database) throws -> Int {
        let statement = try database.cachedStatement(sql: "SELECT first + count FROM chunk ORDER BY first DESC LIMIT 1")
        return try Int.fetchOne(statement) ?? 0
    }

    func lines(from seq: Int, bytes limit: Int) throws(StorageError) -> JournalLines {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT first, count, body FROM chunk
                    WHERE first >= (SELECT max(first) FROM chunk WHERE first <= ?) ORDER BY first
                    """)
            let rows = try Row.fetchCursor(statement, arguments: [seq])
            var page: (first: Int, count: Int, bytes: [UInt8])?
            while page.map({ $0.bytes.count < limit }) ?? true, let row = try rows.next() {
                let (first, count): (Int, Int) = (row[0], row[1])
                var next = page ?? (first, 0, [])
                guard first == next.first + next.count else { throw damaged("lines are missing before line \(first)") }
                next.count += count
                try row.withUnsafeData(atIndex: 2) { if let data = $0 { next.bytes.append(contentsOf: data) } }
                page = next
            }
            guard let page else { return JournalLines(first: try SQLiteReading.count(database)) }
            guard let lines = JournalLines(first: page.first, count: page.count, stored: page.bytes) else {
                throw damaged("lines \(page.first) to \(page.first + page.count - 1) are not as many as were written")
            }
            return lines.suffix(from: seq)
        }
    }

    private func damaged(_ detail: String) -> StorageError { .damaged(file: file, detail: detail) }

    func original(sha256: String) throws(StorageError) -> [UInt8]? {
        try bytes("SELECT body FROM original WHERE sha256 = ?", sha256)
    }

    func secret(named name: String) throws(StorageError) -> [UInt8]? {
        try bytes("SELECT value FROM secret WHERE name = ?", name)
    }

    private func bytes(_ sql: String, _ key: String) throws(StorageError) -> [UInt8]? {
        try read { database in try Data.fetchOne(database, sql: sql, arguments: [key]).map { [UInt8]($0) } }
    }

    func registerVersions() throws(StorageError) -> [Int] {
        try read { try Int.fetchAll($0, sql: "SELECT version FROM register ORDER BY version") }
    }

    func register(version: Int) throws(StorageError) -> RegisterFiles? {
        try read { database in
            let hash = try String.fetchOne(database, sql: "SELECT hash FROM register WHERE version = ?", arguments: [version])
            guard let hash else { return nil }
            let rows = try Row.fetchCursor(
                database, sql: "SELECT name, body FROM register_file WHERE version = ?", arguments: [version])
            var files: [String: [UInt8]] = [:]
            while let row = try rows.next() { files[row[0]] = [UInt8](row[1] as Data) }
            return RegisterFiles(version: version, hash: hash, files: files)
        }
    }

    func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? {
        try read { database in
            let row = try Row.fetchOne(database, sql: "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1")
            return row.map { StoredCheckpoint(size: $0[0], note: $0[1]) }
        }
    }

    func checkpoints(from size: Int, limit: Int) throws(StorageError) -> [StoredCheckpoint] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT size, note FROM checkpoint WHERE size >= ? ORDER BY size LIMIT ?", arguments: [size, limit])
            return rows.map { StoredCheckpoint(size: $0[0], note: $0[1]) }
        }
    }
}

/// A type whose reads all go through a `SQLiteReading`.
protocol SQLiteBacked: JournalReader {
    var reading: SQLiteReading { get }
}

extension SQLiteBacked {
    public func count() throws(StorageError) -> Int { try reading.count() }
    public func lines(from seq: Int, bytes: Int) throws(StorageError) -> JournalLines { try reading.lines(from: seq, bytes: bytes) }
    public func original(sha256: String) throws(StorageError) -> [UInt8]? { try reading.original(sha256: sha256) }
    public func registerVersions() throws(StorageError) -> [Int] { try reading.registerVersions() }
    public func register(version: Int) throws(StorageError) -> RegisterFiles? { try reading.register(version: version) }
    public func secret(named name: String) throws(StorageError) -> [UInt8]? { try reading.secret(named: name) }
    public func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? { try reading.latestCheckpoint() }
    public func checkpoints(from size: Int, limit: Int) throws(StorageError) -> [StoredCheckpoint] {
        try reading.checkpoints(from: size, limit: limit)
    }
}
