import Foundation
import Record
import Testing

@testable import Storage

/// What is kept beside the lines: originals, registers, secrets, checkpoints.
@Suite struct BesideTests {
    private let home = TemporaryJournal()

    @Test func theFirstOriginalStands() throws {
        let journal = try home.open()
        let hash = String(repeating: "0123", count: 16)
        let lines = JournalLines(first: 0)
        try journal.commit(JournalBatch(lines: lines, originals: [Original(sha256: hash, body: Array("<alert/>".utf8))]))
        try journal.commit(JournalBatch(lines: lines, originals: [Original(sha256: hash, body: [])]))
        #expect(try journal.original(sha256: hash) == Array("<alert/>".utf8))
        #expect(try journal.original(sha256: "none") == nil)
        let short = JournalBatch(lines: lines, originals: [Original(sha256: "abc", body: [])])
        #expect(throws: StorageError.self) { try journal.commit(short) }
    }

    @Test func registersKeepTheirFiles() throws {
        let journal = try home.open()
        let first = RegisterFiles(version: 1, hash: "h1", files: ["households.csv": [1, 2], "community.yaml": []])
        let second = RegisterFiles(version: 2, hash: "h2", files: ["households.csv": Array(repeating: 7, count: 3_000_000)])
        for register in [first, second] {
            try journal.commit(JournalBatch(lines: JournalLines(first: 0), register: register))
        }
        #expect(try journal.registerVersions() == [1, 2])
        #expect(try journal.register(version: 1) == first)
        #expect(try journal.register(version: 2) == second)
        #expect(try journal.register(version: 3) == nil)
        let again = JournalBatch(lines: JournalLines(first: 0), register: second)
        #expect(throws: StorageError.self) { try journal.commit(again) }
    }

    @Test func aDestroyedSecretIsGoneFromEveryFile() throws {
        let journal = try home.open()
        let value = Array("the-pseudonym-key-of-this-test!!".utf8)
        try journal.commit(JournalBatch(lines: JournalLines(first: 0), secrets: [Secret(name: "pseudonyms", value: value)]))
        try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: 0, 100)))
        #expect(try journal.secret(named: "pseudonyms") == value)
        #expect(try holders(of: value) != [])
        let second = JournalBatch(lines: JournalLines(first: 100), secrets: [Secret(name: "pseudonyms", value: [1])])
        #expect(throws: StorageError.self) { try journal.commit(second) }
        try journal.destroySecret(named: "pseudonyms")
        #expect(try journal.secret(named: "pseudonyms") == nil)
        #expect(try holders(of: value) == [])
        #expect(try journal.count() == 100)
    }

    private func holders(of value: [UInt8]) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: home.folder).filter {
            try Data(contentsOf: URL(fileURLWithPath: "\(home.folder)/\($0)")).range(of: Data(value)) != nil
        }
    }

    @Test func checkpointsAreKeptBySize() throws {
        let journal = try home.open()
        #expect(try journal.latestCheckpoint() == nil)
        for size in 1...5 {
            let checkpoint = StoredCheckpoint(size: size * 2, note: "note \(size)")
            try journal.commit(JournalBatch(lines: TemporaryJournal.lines(from: size * 2 - 2, 2), checkpoint: checkpoint))
        }
        #expect(try journal.latestCheckpoint() == StoredCheckpoint(size: 10, note: "note 5"))
        #expect(try journal.checkpoints(from: 3, limit: 2).map(\.size) == [4, 6])
        let cosigned = StoredCheckpoint(size: 6, note: "note 3, cosigned")
        try journal.commit(JournalBatch(lines: JournalLines(first: 10), checkpoint: cosigned))
        #expect(try journal.checkpoints(from: 0, limit: 100).map(\.note).contains("note 3, cosigned"))
        #expect(try journal.checkpoints(from: 0, limit: 100).count == 5)
        let early = JournalBatch(lines: JournalLines(first: 10), checkpoint: StoredCheckpoint(size: 11, note: "too early"))
        #expect(throws: StorageError.self) { try journal.commit(early) }
        #expect(try journal.latestCheckpoint()?.size == 10)
    }
}
