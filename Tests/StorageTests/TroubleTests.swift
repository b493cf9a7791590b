import Foundation
import GRDB
import Record
import Testing

@testable import Storage

/// Crashes, full disks, damaged and foreign files.
@Suite struct TroubleTests {
    private let home = TemporaryJournal()

    /// The files as a loss of power would leave them, with the log cut off anywhere: what comes back is always a whole
    /// number of commits from the beginning.
    @Test func aCutLogGivesWholeCommits() throws {
        let journal = try home.open()
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 3)))
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 3, 40, padding: 300)))
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 43, 1)))
        let database = try Data(contentsOf: URL(fileURLWithPath: home.file))
        let log = try Data(contentsOf: URL(fileURLWithPath: "\(home.file)-wal"))
        let all = try journal.everything()
        var counts: Set<Int> = []
        for length in stride(from: log.count, through: 0, by: -509) {
            let copy = TemporaryJournal()
            try FileManager.default.createDirectory(atPath: copy.folder, withIntermediateDirectories: true)
            try database.write(to: URL(fileURLWithPath: copy.file))
            try log.prefix(length).write(to: URL(fileURLWithPath: "\(copy.file)-wal"))
            let recovered = try copy.open()
            let count = try recovered.count()
            counts.insert(count)
            #expect(all.starts(with: try recovered.everything()))
            try recovered.commit(JournalBatch(lines: TemporaryJournal.lines(from: count, 2)))
            #expect(try recovered.count() == count + 2)
        }
        #expect(counts == [0, 3, 43, 44])
    }

    @Test func aFullDiskLosesNothingAndIsOvercome() throws {
        let journal = try home.open()
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 10)))
        try journal.write {
            try $0.execute(sql: "PRAGMA max_page_count = \(try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0)")
        }
        let original = Original(sha256: String(repeating: "a", count: 64), body: [1])
        let batch = JournalBatch(lines: TemporaryJournal.lines(from: 10, 1000), originals: [original])
        for _ in 0..<2 {
            #expect(throws: StorageError.full(file: home.file)) { try journal.commit(batch) }
            #expect(try journal.count() == 10)
            #expect(try journal.original(sha256: original.sha256) == nil)
        }
        try journal.write { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try journal.commit(batch)
        #expect(try journal.count() == 1010)
        #expect(try journal.original(sha256: original.sha256) == [1])
    }

    /// A file system of 1 MiB; only the superuser can mount one.
    @Test(.enabled(if: geteuid() == 0)) func aReallyFullDiskLosesNothingAndIsOvercome() throws {
        let folder = NSTemporaryDirectory() + "tocsin-full-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard mount("tmpfs", folder, "tmpfs", 0, "size=1m") == 0 else { return }
        defer {
            umount2(folder, Int32(MNT_DETACH))
            try? FileManager.default.removeItem(atPath: folder)
        }
        let journal = try SQLiteJournal(folder: "\(folder)/var", since: "now")
        let file = "\(folder)/var/\(SQLiteJournal.names.database)"
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 10)))
        let ballast = "\(folder)/ballast"
        try Data(repeating: 1, count: 800_000).write(to: URL(fileURLWithPath: ballast))
        let batch = JournalBatch(lines: TemporaryJournal.lines(from: 10, 1000, padding: 300))
        for _ in 0..<2 {
            #expect(throws: StorageError.full(file: file)) { try journal.commit(batch) }
            #expect(try journal.count() == 10)
        }
        try FileManager.default.removeItem(atPath: ballast)
        try journal.commit(batch)
        #expect(try journal.count() == 1010)
    }

    @Test func aFileThatIsNoDatabaseIsDamaged() throws {
        try FileManager.default.createDirectory(atPath: home.folder, withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 9000).write(to: URL(fileURLWithPath: home.file))
        for open in [{ _ = try home.open() }, { _ = try SQLiteJournalReader(folder: home.folder) }] {
            guard case .damaged(let file, _)? = #expect(throws: StorageError.self, performing: open) else {
                Issue.record("not called damaged")
                continue
            }
            #expect(file == home.file)
        }
    }

    @Test func damageInsideIsFoundAndNeverReadAsLines() throws {
        let lines = TemporaryJournal.lines(from: 0, 2000, padding: 100)
        do {
            let journal = try home.open()
            for piece in lines.pieces(ofBytes: 3000) { try journal.commit(JournalBatch(lines: piece)) }
        }
        let whole = try Data(contentsOf: URL(fileURLWithPath: home.file))
        var damaged = 0
        for page in stride(from: 1, to: whole.count / 4096, by: 3) {
            var bytes = whole
            bytes.replaceSubrange(page * 4096..<page * 4096 + 4096, with: Data(repeating: 0, count: 4096))
            let copy = TemporaryJournal()
            try FileManager.default.createDirectory(atPath: copy.folder, withIntermediateDirectories: true)
            try bytes.write(to: URL(fileURLWithPath: copy.file))
            do {
                let journal = try copy.open()
                if try journal.everything() != lines.bytes { damaged += 1 }
            } catch let error as JournalReadError<Never> {
                guard case .storage(.damaged) = error else { throw error }
                damaged += 1
            } catch let error as StorageError {
                guard case .damaged = error else { throw error }
                damaged += 1
            }
        }
        #expect(damaged > whole.count / 4096 / 3 - 20)
    }

    @Test func missingLinesAreNoticed() throws {
        do {
            let journal = try home.open()
            for first in stride(from: 0, to: 50, by: 10) {
                try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: first, 10)))
            }
        }
        try home.stranger().write { try $0.execute(sql: "DROP TRIGGER chunk_remains; DELETE FROM chunk WHERE first = 20") }
        let error = StorageError.damaged(file: home.file, detail: "lines are missing before line 30")
        #expect(throws: error) { try home.open().lines(from: 0, bytes: 1 << 20) }
    }

    @Test func foreignAndNewerFilesAreLeftAlone() throws {
        try FileManager.default.createDirectory(atPath: home.folder, withIntermediateDirectories: true)
        try home.stranger().write { try $0.execute(sql: "CREATE TABLE mine (a)") }
        #expect(throws: StorageError.foreign(file: home.file)) { try home.open() }
        #expect(throws: StorageError.foreign(file: home.file)) { try SQLiteJournalReader(folder: home.folder) }

        let newer = TemporaryJournal()
        _ = try newer.open()
        try newer.stranger().writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        let error = StorageError.newer(file: newer.file, found: 99, known: Schema.migrations.count)
        #expect(throws: error) { try newer.open() }
        #expect(throws: error) { try SQLiteJournalReader(folder: newer.folder) }
    }

    @Test func aFolderThatCannotBeMadeSaysSo() throws {
        try FileManager.default.createDirectory(atPath: home.folder, withIntermediateDirectories: true)
        let blocked = "\(home.folder)/file"
        try Data([1]).write(to: URL(fileURLWithPath: blocked))
        for folder in [blocked, "\(blocked)/below"] {
            guard
                case .notWritable(let file, _)? = #expect(
                    throws: StorageError.self,
                    performing: {
                        try SQLiteJournal(folder: folder, since: "now")
                    })
            else {
                Issue.record("not called unwritable")
                continue
            }
            #expect(file == folder)
        }
    }

    @Test(
        arguments: [
            (ResultCode.SQLITE_FULL, StorageError.full(file: "f")),
            (.SQLITE_IOERR_FSYNC, .failing(file: "f", detail: "m, code 1034")),
            (.SQLITE_CORRUPT_INDEX, .damaged(file: "f", detail: "m")),
            (.SQLITE_NOTADB, .damaged(file: "f", detail: "m")),
            (.SQLITE_READONLY_DIRECTORY, .notWritable(file: "f", detail: "m")),
            (.SQLITE_CANTOPEN, .notWritable(file: "f", detail: "m")),
            (.SQLITE_BUSY_RECOVERY, .busy(file: "f")),
            (.SQLITE_CONSTRAINT_TRIGGER, .refused(file: "f", detail: "m")),
            (.SQLITE_MISUSE, .failed(file: "f", code: 21, detail: "m")),
        ])
    func resultCodesHaveAMeaning(code: ResultCode, expected: StorageError) {
        let error = StorageError(DatabaseError(resultCode: code, message: "m") as any Error, file: "f")
        #expect(error == expected)
        #expect(error.description.contains("f"))
    }
}
