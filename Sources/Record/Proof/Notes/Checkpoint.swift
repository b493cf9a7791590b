/// What the journal was at a moment: its number of lines and the root over them (C2SP tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
    /// Whose journal it is; `tocsin/<community>`, which is also the name of its key.
    public let origin: String
    /// The number of lines.
    public let size: Int
    /// The root of the tree over them.
    public let root: MerkleHash
    /// Further lines of the text, read and kept; this project writes none.
    public let extensions: [String]

    /// A checkpoint by its parts.
    public init(origin: String, size: Int, root: MerkleHash, extensions: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// The origin of a community's journal.
    public static func origin(community: String) -> String { "tocsin/\(community)" }

    /// Reads the text of a note.
    public init(text: String) throws(NoteError) {
        guard text.utf8.last == 0x0A else { throw .checkpoint("its last line does not end in a newline") }
        let lines = text.utf8.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }) else {
            throw .checkpoint("it needs origin, size and root, and no empty line")
        }
        guard let size = Checkpoint.size(lines[1]) else {
            throw .checkpoint("its size '\(lines[1])' is not a number without leading zeros")
        }
        guard let root = Base64.bytes(lines[2]).flatMap({ MerkleHash($0) }) else {
            throw .checkpoint("its root '\(lines[2])' is not 32 bytes in base64")
        }
        self.init(origin: lines[0], size: size, root: root, extensions: Array(lines[3...]))
    }

    /// Reads the text of a note; its signatures are not looked at.
    public init(_ note: SignedNote) throws(NoteError) { try self.init(text: note.text) }

    private static func size(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), text == "0" || text.utf8.first != 0x30 else { return nil }
        return Int(text)
    }

    /// The text that is signed, with its final newline.
    public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" + extensions.map { "\($0)\n" }.joined() }
}
