import Foundation
import GRDB
import Record
import Testing

@testable import Storage

@Suite struct CommitTests {
    private let home = TemporaryJournal()

    @Test func commitsWaitForTheDisk() throws {
        let journal = try home.open()
        #expect(try journal.synchronousSetting() == 2)
        #expect(try home.stranger().read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test func folderAndFilesAreTheOwnersAlone() throws {
        let journal = try home.open()
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 3)))
        let manager = FileManager.default
        #expect(try manager.attributesOfItem(atPath: home.folder)[.posixPermissions] as? Int == 0o700)
        for name in try manager.contentsOfDirectory(atPath: home.folder) {
            #expect(try manager.attributesOfItem(atPath: "\(home.folder)/\(name)")[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        #expect(try manager.contentsOfDirectory(atPath: home.folder).contains("journal.sqlite-wal"))
    }

    @Test func linesComeBackAsTheyWere() throws {
        let all = TemporaryJournal.lines(from: 0, 700, padding: 40)
        do {
            let journal = try home.open()
            var next = 0
            for size in [1, 2, 97, 300, 299, 1] {
                try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: next, size, padding: 40)))
                next += size
                #expect(try journal.count() == next)
                #expect(try journal.lastLine()?.seq == next - 1)
            }
            #expect(try journal.everything() == all.bytes)
        }
        let journal = try home.open()
        #expect(try journal.everything() == all.bytes)
        for start in [0, 1, 2, 3, 99, 100, 101, 398, 399, 698, 699, 700, 701, 5000] {
            let page = try journal.lines(from: start, bytes: 1)
            #expect(page == (page.isEmpty ? JournalLines(first: 700) : all.suffix(from: start).prefix(page.count)))
            #expect(page.isEmpty == (start >= 700))
        }
        #expect(try journal.lines(from: -5, bytes: 1).first == 0)
    }

    @Test func walksStopWhereAsked() throws {
        let journal = try home.open()
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 50)))
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 50, 50)))
        var seen: [Int] = []
        try journal.forEachLine(from: 45, limit: 10) { seq, _ in seen.append(seq) }
        #expect(seen == Array(45..<55))
        struct Enough: Error {}
        #expect(throws: JournalReadError<Enough>.self) {
            try journal.forEachLine(from: 0) { seq, _ throws(Enough) in if seq == 3 { throw Enough() } }
        }
        #expect(try SQLiteJournalReader(folder: home.folder).lastLine()?.seq == 99)
    }

    @Test func aLargeCommitIsPartedIntoPieces() throws {
        let journal = try home.open()
        let lines = TemporaryJournal.lines(from: 0, 5000, padding: 800)
        try journal.commit(JournalBatch(lines: lines))
        let sizes = try home.stranger().read { try Int.fetchAll($0, sql: "SELECT length(body) FROM chunk") }
        #expect(sizes.count > 3)
        #expect(sizes.allSatisfy { $0 <= 1 << 20 })
        #expect(try journal.everything() == lines.bytes)
        #expect(try journal.lines(from: 4321, bytes: 1).first == 4321)
    }

    @Test(arguments: [0, 4, 6, 100]) func aForkIsRefusedWhole(first: Int) throws {
        let journal = try home.open()
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 5)))
        let original = Original(sha256: String(repeating: "a", count: 64), body: [1, 2, 3])
        let batch = JournalBatch(
            lines: TemporaryJournal.lines(from: first, 2), originals: [original],
            secrets: [Secret(name: "pseudonyms", value: [1])])
        #expect(throws: StorageError.fork(file: home.file, expected: 5, found: first)) { try journal.commit(batch) }
        #expect(try journal.count() == 5)
        #expect(try journal.original(sha256: original.sha256) == nil)
        #expect(try journal.secret(named: "pseudonyms") == nil)
    }

    @Test func aCommitWithoutLinesKeepsTheRest() throws {
        let journal = try home.open()
        try journal.commit(JournalBatch(lines: JournalLines(first: 0), checkpoint: StoredCheckpoint(size: 0, note: "zero")))
        #expect(try journal.count() == 0)
        #expect(try journal.lastLine() == nil)
        #expect(try journal.latestCheckpoint() == StoredCheckpoint(size: 0, note: "zero"))
    }

    @Test(
        arguments: [
            "UPDATE chunk SET body = x'00'", "UPDATE chunk SET count = 4 WHERE first = 0", "DELETE FROM chunk",
            "DELETE FROM chunk WHERE first = 3", "INSERT OR REPLACE INTO chunk VALUES (0, 3, x'00')",
            "REPLACE INTO chunk VALUES (3, 2, x'00')", "INSERT INTO chunk VALUES (6, 1, x'00')",
            "INSERT INTO chunk VALUES (4, 1, x'00')", "INSERT INTO chunk VALUES (-1, 1, x'00')",
            "INSERT INTO chunk VALUES (5, 0, x'00')", "INSERT INTO chunk VALUES (5, 1, 'text')",
        ])
    func nobodyChangesLines(sql: String) throws {
        let journal = try home.open()
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 3)))
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 3, 2)))
        let before = try journal.everything()
        let error = #expect(throws: DatabaseError.self) { try home.stranger().write { try $0.execute(sql: sql) } }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
        #expect(try journal.everything() == before)
    }

    @Test func theLogBeginsAnewHoweverMuchIsWritten() throws {
        let journal = try home.open()
        var next = 0
        var largest = 0
        for _ in 0..<120 {
            try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: next, 500, padding: 900)))
            next += 500
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(home.file)-wal")
            largest = max(largest, attributes[.size] as? Int ?? 0)
        }
        journal.settle()
        // 60 MB were written; the log is bounded by the limit of 8,000 pages and what comes while a round is under way.
        #expect(largest < 48 << 20, "\(largest)")
        let database = try FileManager.default.attributesOfItem(atPath: home.file)[.size] as? Int ?? 0
        #expect(database > 20 << 20, "\(database)")
        #expect(try journal.count() == next)
    }
}

extension JournalLines {
    /// The first so many lines.
    func prefix(_ count: Int) -> JournalLines? {
        let bytes = bytes.split(separator: 0x0A).prefix(count).flatMap { $0 + [0x0A] }
        return JournalLines(first: first, count: count, stored: bytes)
    }
}
