import Record
import Testing

@Suite struct NoteTests {
    private static let seed = Array(UInt8(0)..<32)

    private static func key() throws -> SigningKey {
        try #require(SigningKey(name: "tocsin/110101001001", seed: seed))
    }

    private static func checkpoint() throws -> Checkpoint {
        var tree = MerkleTree()
        for leaf in MerkleTests.leaves { tree.append(leaf) }
        return Checkpoint(origin: Checkpoint.origin(community: "110101001001"), size: tree.size, root: tree.root)
    }

    /// The example of the C2SP specification of signed notes.
    @Test func specificationExampleIsVerified() throws {
        let key = try VerifierKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        let text = """
            This is an example message.

            \u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

            """
        let note = try SignedNote(text)
        try key.verify(note)
        #expect(note.text == "This is an example message.\n")
        #expect(note.description == text)
        #expect(key.id == 0x530d_903a)
    }

    @Test func checkpointWithAFixedKeyIsGolden() throws {
        let note = try Self.key().sign(Self.checkpoint())
        #expect(note.description == Self.golden)
        try Self.key().verifierKey.verify(SignedNote(utf8: Array(Self.golden.utf8)))
    }

    private static let golden = """
        tocsin/110101001001
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        \u{2014} tocsin/110101001001 54q7XSdOVD2fWJ/9GejdGDej68ogIbG2/GvQU8ZH2aqUVMJU31tWc/gis/gKhHGxgqoVCgwOJcuiC4R4XY5pCsTK2Ao=

        """

    @Test func verifierKeyComesBack() throws {
        let key = try Self.key().verifierKey
        let text = key.description
        #expect(text == "tocsin/110101001001+e78abb5d+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4")
        #expect(try VerifierKey(text) == key)
        #expect(try VerifierKey("\(text)\n") == key)
    }

    @Test(
        arguments: [
            "", "name", "name+1", "+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k more",
        ])
    func otherKeysAreRefused(text: String) {
        #expect(throws: NoteError.self) { try VerifierKey(text) }
    }

    @Test(
        arguments: [
            "", "text\n", "text\n\n", "text\n\n\u{2014} a\n", "text\n\n- a AAAAAAE=\n", "text\n\n\u{2014} a AAAAAAE=",
            "text\n\n\u{2014} a AAAAAA==\n", "text\n\n\u{2014} a AAAAAAF=\n", "text\n\n\u{2014} a+b AAAAAAE=\n",
            "text\n\n\u{2014}  a AAAAAAE=\n", "text\n\n\u{2014} a AAAAAAE= \n", "text\r\n\r\n\u{2014} a AAAAAAE=\r\n",
            "te\txt\n\n\u{2014} a AAAAAAE=\n", "text\n\n\u{2014} a AAAA AAE=\n", "text\n\n\u{2014} a\u{3000}b AAAAAAE=\n",
        ])
    func otherNotesAreRefused(text: String) {
        #expect(throws: NoteError.self) { try SignedNote(text) }
    }

    @Test func invalidUTF8IsRefused() {
        #expect(throws: NoteError.note("it is not valid UTF-8")) { try SignedNote(utf8: [0xFF, 0x0A]) }
    }

    @Test func unknownSignaturesAreKept() throws {
        let key = try Self.key()
        var note = try key.sign(Self.checkpoint())
        note.add(NoteSignature(name: "county.example/witness", keyID: 0xDEAD_BEEF, signature: Array(repeating: 7, count: 72)))
        let read = try SignedNote(note.description)
        #expect(read == note)
        #expect(read.signatures.count == 2)
        try key.verifierKey.verify(read)
        #expect(try Checkpoint(read) == Self.checkpoint())
    }

    @Test func everyChangedByteIsFound() throws {
        let key = try Self.key().verifierKey
        let bytes = Array(Self.golden.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                let isTaken: Bool
                do {
                    try key.verify(SignedNote(utf8: changed))
                    isTaken = true
                } catch { isTaken = false }
                #expect(!isTaken, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func aSignatureOfAnotherKeyProvesNothing() throws {
        let other = SigningKey(generatedFor: "tocsin/110101001001")
        let note = try other.sign(Self.checkpoint())
        let key = try Self.key().verifierKey
        #expect(throws: NoteError.self) { try key.verify(note) }
        // Name and id of the right key over a signature of another one.
        let forged = NoteSignature(name: key.name, keyID: key.id, signature: note.signatures[0].signature)
        #expect(throws: NoteError.self) { try key.verify(SignedNote(text: note.text, signatures: [forged])) }
    }

    @Test func checkpointsAreReadAsSpecified() throws {
        let root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="
        let checkpoint = try Checkpoint(text: "tocsin/1\n8\n\(root)\nmore\nand more\n")
        #expect(checkpoint.extensions == ["more", "and more"])
        #expect(checkpoint.root.base64 == root)
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
        #expect(try Checkpoint(text: "o\n0\n\(MerkleHash.empty.base64)\n").size == 0)
        let bad = [
            "", "o\n8\n", "o\n8\n\(root)", "\n8\n\(root)\n", "o\n08\n\(root)\n", "o\n-8\n\(root)\n", "o\n8 \n\(root)\n",
            "o\n99999999999999999999\n\(root)\n", "o\n8\n\(root.dropLast())\n", "o\n8\nAAAA\n", "o\n8\n\(root)\n\n",
            "o\n\n\(root)\n",
        ]
        for text in bad { #expect(throws: NoteError.self, "\(text)") { try Checkpoint(text: text) } }
    }

    @Test func notesInARowAreParted() throws {
        let key = try Self.key()
        let notes = try (0..<4).map {
            try key.sign(Checkpoint(origin: "o", size: $0, root: .empty, extensions: $0 == 2 ? ["x"] : []))
        }
        let text = notes.map(\.description).joined(separator: "\n")
        #expect(try SignedNote.list(utf8: Array(text.utf8)) == notes)
        #expect(try SignedNote.list(utf8: Array((text + "\n\n").utf8)) == notes)
        #expect(try SignedNote.list(utf8: []) == [])
        #expect(throws: NoteError.self) { try SignedNote.list(utf8: Array("tocsin\n".utf8)) }
    }
}
