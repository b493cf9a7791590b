/// A signed note (C2SP signed-note): a text and the signatures over it, each by a named key.
public struct SignedNote: Hashable, Sendable {
    /// The signed text, with the newline that ends it.
    public let text: String
    /// The signatures in their order; those of unknown keys, such as witnesses' cosignatures, are kept.
    public private(set) var signatures: [NoteSignature]

    /// The most bytes and signatures that are read.
    private static let limits = (bytes: 1 << 20, signatures: 128)

    /// A note over a text that ends in a newline and holds no other control character.
    public init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads the bytes of a note.
    public init(utf8 bytes: some Collection<UInt8>) throws(NoteError) {
        guard bytes.count <= SignedNote.limits.bytes else { throw .note("it is longer than \(SignedNote.limits.bytes) bytes") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .note("it is not valid UTF-8") }
        try self.init(text)
    }

    /// Reads the text of a note.
    public init(_ note: String) throws(NoteError) {
        let bytes = Array(note.utf8)
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw .note("it holds a control character, or CRLF ends its lines")
        }
        guard bytes.last == 0x0A else { throw .note("its last line does not end in a newline; it may be cut off") }
        let blanks = bytes.indices.dropLast().filter { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
        guard let blank = blanks.last else { throw .note("no empty line parts text and signatures") }
        let lines = bytes[(blank + 2)...].split(separator: 0x0A)
        guard (1...SignedNote.limits.signatures).contains(lines.count) else {
            throw .note("it carries \(lines.count) signatures instead of 1 to \(SignedNote.limits.signatures)")
        }
        text = String(decoding: bytes[...blank], as: UTF8.self)
        signatures = []
        for line in lines { signatures.append(try NoteSignature(line: String(decoding: line, as: UTF8.self))) }
    }

    /// Reads several notes that follow each other, parted by an empty line each.
    public static func list(utf8 bytes: some Collection<UInt8>) throws(NoteError) -> [SignedNote] {
        let dash = Array("\u{2014} ".utf8)
        var notes: [SignedNote] = []
        var pending: [UInt8] = []
        for line in Array(bytes).split(separator: 0x0A, omittingEmptySubsequences: false) {
            // Signatures end a note, so an empty line after one is not part of the next.
            let endsNote = line.isEmpty && pending.dropLast().split(separator: 0x0A).last?.starts(with: dash) == true
            if endsNote || (line.isEmpty && pending.isEmpty) {
                if endsNote { notes.append(try SignedNote(utf8: pending)) }
                pending = []
            } else {
                pending += line + [0x0A]
            }
        }
        if !pending.isEmpty { notes.append(try SignedNote(utf8: pending)) }
        return notes
    }

    /// Adds a signature, such as a witness's; one of the same key that is there already is replaced.
    public mutating func add(_ signature: NoteSignature) {
        signatures.removeAll { $0.name == signature.name && $0.keyID == signature.keyID }
        signatures.append(signature)
    }
}

extension SignedNote: CustomStringConvertible {
    /// The note as it is written to files and topics, with its final newline.
    public var description: String { text + "\n" + signatures.map { "\($0)\n" }.joined() }
}

/// One signature line of a note: `— <name> <base64 of the 4-byte key id and the signature>`.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public let name: String
    /// The key's id.
    public let keyID: UInt32
    /// The signature; 64 bytes for Ed25519, anything for other kinds of keys.
    public let signature: [UInt8]

    /// A signature by its parts.
    public init(name: String, keyID: UInt32, signature: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.signature = signature
    }

    init(line: String) throws(NoteError) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", NoteSignature.isName(parts[1]),
            let bytes = Base64.bytes(parts[2]), bytes.count > 4
        else { throw .note("the line '\(line)' is not an em dash, a name and a signature in base64") }
        name = String(parts[1])
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        signature = Array(bytes.dropFirst(4))
    }

    /// Whether a text can name a key: not empty, without Unicode blanks and plus signs.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 && $0 != "+" }
    }
}

extension NoteSignature: CustomStringConvertible {
    /// The line without its newline.
    public var description: String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * UInt32($0))) }
        return "\u{2014} \(name) \(Base64.text(id + signature))"
    }
}
