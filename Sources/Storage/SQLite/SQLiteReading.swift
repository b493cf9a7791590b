import Foundation
import GRDB
import Record

/// A journal in a SQLite file: of the service with its pool of connections, or of a command with a single one. All reading
/// is here, since both read alike.
protocol SQLiteReading: JournalReader {
    var connections: any DatabaseReader { get }
    var file: String { get }
}

extension SQLiteReading {
    /// The number of lines, as `JournalReader` has it.
    public func count() throws(StorageError) -> Int { try read(JournalRows.count) }

    /// Lines from a number on, as `JournalReader` has it.
    public func lines(from seq: Int, bytes: Int) throws(StorageError) -> JournalLines {
        try read { try JournalRows.lines($0, from: seq, bytes: bytes, file: file) }
    }

    /// An alert as received, as `JournalReader` has it.
    public func original(sha256: String) throws(StorageError) -> [UInt8]? {
        try bytes("SELECT body FROM original WHERE sha256 = ?", sha256)
    }

    /// A secret, as `JournalReader` has it.
    public func secret(named name: String) throws(StorageError) -> [UInt8]? {
        try bytes("SELECT value FROM secret WHERE name = ?", name)
    }

    /// The kept register versions, as `JournalReader` has it.
    public func registerVersions() throws(StorageError) -> [Int] {
        try read { try Int.fetchAll($0, sql: "SELECT version FROM register ORDER BY version") }
    }

    /// A register version's files, as `JournalReader` has it.
    public func register(version: Int) throws(StorageError) -> RegisterFiles? {
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

    /// The latest checkpoint, as `JournalReader` has it.
    public func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? {
        try read { database in
            let row = try Row.fetchOne(database, sql: "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1")
            return row.map { StoredCheckpoint(size: $0[0], note: $0[1]) }
        }
    }

    /// Checkpoints in ascending order, as `JournalReader` has it.
    public func checkpoints(from size: Int, limit: Int) throws(StorageError) -> [StoredCheckpoint] {
        try read { database in
            let sql = "SELECT size, note FROM checkpoint WHERE size >= ? ORDER BY size LIMIT ?"
            let rows = try Row.fetchAll(database, sql: sql, arguments: [size, limit])
            return rows.map { StoredCheckpoint(size: $0[0], note: $0[1]) }
        }
    }

    private func bytes(_ sql: String, _ key: String) throws(StorageError) -> [UInt8]? {
        try read { database in try Data.fetchOne(database, sql: sql, arguments: [key]).map { [UInt8]($0) } }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        do {
            return try connections.read(body)
        } catch {
            throw StorageError(error, file: file)
        }
    }
}
