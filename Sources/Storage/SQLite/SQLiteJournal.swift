import Foundation
import GRDB
import Record

/// A community's journal in one SQLite file, for the process that writes it.
///
/// The file is in write-ahead mode with `synchronous = FULL`: a commit returns after the log is on disk. One process holds
/// the journal at a time (a lock beside the file); readers, in this process and in others, are never in its way.
public final class SQLiteJournal: JournalStore, SQLiteReading {
    /// The names of the files in the data folder.
    public static let names = (database: "journal.sqlite", lock: "journal.lock")

    let file: String
    var connections: any DatabaseReader { pool }
    private let lock: JournalLock
    private let pool: DatabasePool
    private let log: WriteAheadLog

    /// The most bytes that go into one row: small enough that a reader who wants one line reads little besides.
    private static let chunkBytes = 1 << 20

    /// Opens the journal in a data folder, both made if they are missing, and takes its lock.
    ///
    /// - Parameters:
    ///   - folder: the data folder.
    ///   - since: the time of the start, for the message that a second process gets.
    public init(folder: String, since: String) throws(StorageError) {
        try DataFolder.create(folder)
        file = "\(folder)/\(SQLiteJournal.names.database)"
        lock = try JournalLock(path: "\(folder)/\(SQLiteJournal.names.lock)", since: since)
        try DataFolder.createPrivateFile(file)
        do {
            pool = try SQLiteJournal.open(file)
            log = try WriteAheadLog(file: file)
        } catch {
            throw StorageError(error, file: file)
        }
        try DataFolder.sync(folder)
    }

    private static func open(_ file: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.label = "journal"
        let pool = try DatabasePool(path: file, configuration: configuration)
        try pool.writeWithoutTransaction { database in
            // The pool chooses NORMAL for itself whatever its preparation says, so FULL is set afterwards.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA secure_delete = ON")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try Schema.migrate(database, file: file)
        }
        return pool
    }

    /// Commits a batch as `JournalStore` promises. Lines that do not follow the last committed one are a `fork`.
    public func commit(_ batch: JournalBatch) throws(StorageError) {
        try write { database in
            try database.inTransaction(.immediate) {
                try insert(batch.lines, database)
                for original in batch.originals { try insert(original, database) }
                if let register = batch.register { try insert(register, database) }
                for secret in batch.secrets { try insert(secret, database) }
                if let checkpoint = batch.checkpoint { try insert(checkpoint, database) }
                return .commit
            }
        }
        guard log.grew(by: batch.lines.bytes.count) else { return }
        // The batch is committed; that the log could not be worked off is no reason to say otherwise.
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
    }

    /// Destroys a secret as `JournalStore` promises.
    public func destroySecret(named name: String) throws(StorageError) {
        try write { database in
            try database.execute(sql: "DELETE FROM secret WHERE name = ?", arguments: [name])
            try database.checkpoint(.truncate)
        }
    }

    /// The value of `PRAGMA synchronous` on the connection that writes; 2 is FULL.
    func synchronousSetting() throws(StorageError) -> Int? {
        try write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    }

    /// Returns when what runs beside the writer is done.
    func settle() { log.settle() }

    func write<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        do {
            return try pool.writeWithoutTransaction(body)
        } catch {
            throw StorageError(error, file: file)
        }
    }

    private func insert(_ lines: JournalLines, _ database: Database) throws {
        guard !lines.isEmpty else { return }
        let count = try JournalRows.count(database)
        guard lines.first == count else { throw StorageError.fork(file: file, expected: count, found: lines.first) }
        let statement = try database.cachedStatement(sql: "INSERT INTO chunk (first, count, body) VALUES (?, ?, ?)")
        for piece in lines.pieces(ofBytes: SQLiteJournal.chunkBytes) {
            try withData(piece.bytes) { try statement.execute(arguments: [piece.first, piece.count, $0]) }
        }
    }

    private func insert(_ original: Original, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO original (sha256, body) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING")
        try withData(original.body) { try statement.execute(arguments: [original.sha256, $0]) }
    }

    private func insert(_ register: RegisterFiles, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO register (version, hash) VALUES (?, ?)", arguments: [register.version, register.hash])
        let statement = try database.cachedStatement(sql: "INSERT INTO register_file (version, name, body) VALUES (?, ?, ?)")
        for (name, body) in register.files.sorted(by: { $0.key < $1.key }) {
            try withData(body) { try statement.execute(arguments: [register.version, name, $0]) }
        }
    }

    private func insert(_ secret: Secret, _ database: Database) throws {
        try withData(secret.value) {
            try database.execute(sql: "INSERT INTO secret (name, value) VALUES (?, ?)", arguments: [secret.name, $0])
        }
    }

    private func insert(_ checkpoint: StoredCheckpoint, _ database: Database) throws {
        let count = try JournalRows.count(database)
        guard checkpoint.size <= count else {
            throw StorageError.refused(
                file: file, detail: "a checkpoint over \(checkpoint.size) lines, but there are \(count)")
        }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?) ON CONFLICT (size) DO UPDATE SET note = excluded.note")
        try statement.execute(arguments: [checkpoint.size, checkpoint.note])
    }

    /// Lends bytes to SQLite without a copy; the statement is done with them when `body` returns.
    private func withData(_ bytes: [UInt8], _ body: (Data) throws -> Void) throws {
        try bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, !buffer.isEmpty else { return try body(Data()) }
            try body(Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: buffer.count, deallocator: .none))
        }
    }
}
