import Foundation
import GRDB
import Record
import Testing

@testable import Storage

/// One writer, any number of readers.
@Suite struct SharingTests {
    private let home = TemporaryJournal()

    @Test func aSecondWriterIsToldWhoHoldsTheJournal() throws {
        var first: SQLiteJournal? = try home.open()
        let lock = "\(home.folder)/\(SQLiteJournal.names.lock)"
        let error = StorageError.inUse(file: lock, pid: "\(getpid())", since: "2026-07-01T14:03:05.120+08:00")
        #expect(throws: error) { try home.open() }
        #expect(error.description.contains("process \(getpid())"))
        #expect(first != nil)
        first = nil
        _ = try home.open()
    }

    @Test func anotherProcessHoldsTheJournal() throws {
        _ = try home.open()
        let lock = "\(home.folder)/\(SQLiteJournal.names.lock)"
        let child = Process()
        let (input, output) = (Pipe(), Pipe())
        child.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        child.arguments = [lock, "-c", "echo held; read line"]
        child.standardInput = input
        child.standardOutput = output
        try child.run()
        #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "held\n")
        // The file still names its last holder of this kind, which is this process.
        #expect(throws: StorageError.inUse(file: lock, pid: "\(getpid())", since: "2026-07-01T14:03:05.120+08:00")) {
            try home.open()
        }
        #expect(throws: Never.self) { try SQLiteJournalReader(folder: home.folder).count() }
        try input.fileHandleForWriting.close()
        child.waitUntilExit()
        _ = try home.open()
    }

    @Test func readersSeeWhatIsCommittedAndStandInNobodysWay() throws {
        let journal = try home.open()
        let reader = try SQLiteJournalReader(folder: home.folder)
        #expect(try reader.count() == 0)
        for round in 0..<5 {
            try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: round * 10, 10)))
            #expect(try reader.count() == round * 10 + 10)
            #expect(try reader.everything() == journal.everything())
        }
        // A reader in the middle of a transaction sees its own moment, and the writer goes on.
        try home.stranger().read { database in
            #expect(try JournalRows.count(database) == 50)
            try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 50, 10)))
            #expect(try JournalRows.count(database) == 50)
        }
        #expect(try reader.count() == 60)
        #expect(throws: DatabaseError.self) { try reader.connections.read { try $0.execute(sql: "DELETE FROM checkpoint") } }
    }

    @Test func aReaderOpensAfterTheServiceHasEnded() throws {
        do {
            let journal = try home.open()
            try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 10)))
        }
        #expect(try SQLiteJournalReader(folder: home.folder).count() == 10)
    }

    @Test func withoutAJournalThereIsNothingToRead() throws {
        #expect(throws: StorageError.absent(file: home.file)) { try SQLiteJournalReader(folder: home.folder) }
        #expect(!FileManager.default.fileExists(atPath: home.folder))
        try FileManager.default.createDirectory(atPath: home.folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: home.file))
        #expect(throws: StorageError.absent(file: home.file)) { try SQLiteJournalReader(folder: home.folder) }
    }
}
