import Foundation
import Record
import Testing

@Suite struct SigningKeyFileTests {
    private let folder: TemporaryFolder
    private let file: SigningKeyFile
    private let name = "tocsin/110101001001"

    init() throws {
        folder = try TemporaryFolder()
        file = SigningKeyFile(path: "\(folder.path)/signing-key")
    }

    private func mode() throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
    }

    @Test func theFirstStartMakesAKeyThatStays() throws {
        #expect(try file.read() == nil)
        let made = try file.open(name: name, journalIsEmpty: true, journalKey: nil)
        #expect(try mode() == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["signing-key"])
        let again = try file.open(name: name, journalIsEmpty: false, journalKey: made.verifierKey)
        #expect(again.verifierKey == made.verifierKey)
        let note = try again.sign(Checkpoint(origin: name, size: 0, root: .empty))
        try made.verifierKey.verify(note)
    }

    @Test func aDraftLeftByACrashIsNoKey() throws {
        _ = try folder.write("signing-key.new", Array("PRIVATE".utf8))
        let made = try file.open(name: name, journalIsEmpty: true, journalKey: nil)
        #expect(try file.read()?.verifierKey == made.verifierKey)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["signing-key"])
    }

    @Test func aMissingKeyOfAUsedJournalIsNotReplaced() throws {
        #expect(throws: SigningKeyError.missing(path: file.path)) {
            try file.open(name: name, journalIsEmpty: false, journalKey: nil)
        }
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o700, 0o777]) func aKeyOpenToOthersIsRefused(mode: Int) throws {
        _ = try file.open(name: name, journalIsEmpty: true, journalKey: nil)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        let error = SigningKeyError.exposed(path: file.path, mode: UInt32(mode))
        #expect(throws: error) { try file.open(name: name, journalIsEmpty: false, journalKey: nil) }
        #expect(error.description.contains("chmod 600"))
    }

    @Test func aStricterModeIsFine() throws {
        let made = try file.open(name: name, journalIsEmpty: true, journalKey: nil)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file.path)
        #expect(try file.open(name: name, journalIsEmpty: false, journalKey: nil).verifierKey == made.verifierKey)
    }

    @Test func aKeyOfAnotherJournalIsRefused() throws {
        let made = try file.open(name: name, journalIsEmpty: true, journalKey: nil)
        let other = SigningKey(generatedFor: name).verifierKey
        #expect(
            throws: SigningKeyError.foreign(
                path: file.path, found: made.verifierKey.description, expected: other.description)
        ) { try file.open(name: name, journalIsEmpty: false, journalKey: other) }
        #expect(throws: SigningKeyError.foreign(path: file.path, found: name, expected: "tocsin/2")) {
            try file.open(name: "tocsin/2", journalIsEmpty: false, journalKey: nil)
        }
    }

    @Test func everyCutKeyIsRefused() throws {
        _ = try file.open(name: name, journalIsEmpty: true, journalKey: nil)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
        for length in 0..<bytes.count {
            let cut = try folder.write("cut", bytes.prefix(length))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: cut)
            #expect(throws: SigningKeyError.malformed(path: cut)) { try SigningKeyFile(path: cut).read() }
        }
    }

    @Test func aFolderThatIsNotThereSaysSo() {
        let lost = SigningKeyFile(path: "\(folder.path)/none/signing-key")
        #expect(throws: SigningKeyError.failed(path: lost.path + ".new", action: "create", code: ENOENT)) {
            try lost.open(name: name, journalIsEmpty: true, journalKey: nil)
        }
    }
}
