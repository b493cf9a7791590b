import GRDB

/// The tables of the journal's file. `PRAGMA user_version` is the number of migrations that were applied.
enum Schema {
    /// Marks the file as a journal of Tocsin (`PRAGMA application_id`); the letters TOCS.
    static let applicationID = 0x544F_4353

    /// What led to the tables of today. Append only: a migration that was released is never changed.
    static let migrations = [first]

    /// The lines stand in chunks, a commit's lines in one row, so that single lines and thousands cost about the same.
    /// That chunks follow each other without gap and never change is a matter of the tables, not of the program's care.
    private static let first = """
        PRAGMA application_id = \(applicationID);
        CREATE TABLE chunk (
            first INTEGER PRIMARY KEY CHECK (first >= 0),
            count INTEGER NOT NULL CHECK (count > 0),
            body BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER chunk_follows BEFORE INSERT ON chunk
        WHEN NEW.first <> coalesce((SELECT first + count FROM chunk ORDER BY first DESC LIMIT 1), 0)
        BEGIN SELECT raise(ABORT, 'the journal is append-only: a chunk must follow the last one'); END;
        CREATE TRIGGER chunk_stays BEFORE UPDATE ON chunk
        BEGIN SELECT raise(ABORT, 'the journal is append-only: lines are never changed'); END;
        CREATE TRIGGER chunk_remains BEFORE DELETE ON chunk
        BEGIN SELECT raise(ABORT, 'the journal is append-only: lines are never deleted'); END;
        CREATE TABLE original (
            sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
            body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE register (
            version INTEGER PRIMARY KEY CHECK (version > 0),
            hash TEXT NOT NULL
        ) STRICT;
        CREATE TABLE register_file (
            version INTEGER NOT NULL REFERENCES register,
            name TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (version, name)
        ) STRICT;
        CREATE TABLE secret (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT;
        CREATE TABLE checkpoint (
            size INTEGER PRIMARY KEY CHECK (size >= 0),
            note TEXT NOT NULL
        ) STRICT;
        """

    /// Brings a file to the tables of today, each migration in a transaction of its own; refuses files that are not ours.
    static func migrate(_ database: Database, file: String) throws {
        let version = try check(database, file: file)
        for (index, migration) in migrations.enumerated().dropFirst(version) {
            try database.inTransaction(.immediate) {
                try database.execute(sql: migration)
                try database.execute(sql: "PRAGMA user_version = \(index + 1)")
                return .commit
            }
        }
    }

    /// Refuses a file of another program or a newer version; the version otherwise, 0 for an empty file.
    @discardableResult
    static func check(_ database: Database, file: String) throws -> Int {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
        guard application == applicationID || (isEmpty && application == 0) else { throw StorageError.foreign(file: file) }
        guard version <= migrations.count else {
            throw StorageError.newer(file: file, found: version, known: migrations.count)
        }
        return version
    }
}
