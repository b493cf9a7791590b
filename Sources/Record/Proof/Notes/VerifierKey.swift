import Crypto

/// A public key that checks notes (C2SP signed-note, verifier keys): a name and an Ed25519 key. Written
/// `<name>+<key id, 8 hex digits>+<base64 of 0x01 and the 32-byte key>`.
public struct VerifierKey: Hashable, Sendable {
    /// The name that signature lines carry; not empty, without blanks and plus signs.
    public let name: String
    /// The 32 bytes of the Ed25519 key (RFC 8032).
    public let publicKey: [UInt8]
    /// The first four bytes, big-endian, of SHA-256 over name, newline, `0x01` and the key.
    public let id: UInt32

    /// The signature type of plain Ed25519 notes.
    static let algorithm: UInt8 = 0x01

    init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
        let digest = SHA256.hash(data: Array(name.utf8) + [0x0A, VerifierKey.algorithm] + publicKey)
        id = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads the text form; blanks and newlines around it are ignored.
    public init(_ text: some StringProtocol) throws(NoteError) {
        let trimmed = text.drop(while: \.isWhitespace)
        let key = trimmed.prefix(while: { !$0.isWhitespace })
        guard trimmed.dropFirst(key.count).allSatisfy(\.isWhitespace) else { throw .key("it is more than one word") }
        // Base64 may contain plus signs, names and key ids may not.
        let parts = key.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, NoteSignature.isName(parts[0]) else { throw .key("it has no name, or not three parts") }
        guard let material = Base64.bytes(parts[2]), let algorithm = material.first else {
            throw .key("its last part is not base64")
        }
        guard algorithm == VerifierKey.algorithm, material.count == 33 else {
            throw .key("it is not an Ed25519 key, which is 0x01 and 32 bytes")
        }
        self.init(name: String(parts[0]), publicKey: Array(material.dropFirst()))
        guard parts[1] == idText else { throw .key("its key id is \(parts[1]), but that of this name and key is \(idText)") }
    }

    private var idText: String { Base16.text((0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * UInt32($0))) }) }

    /// Checks every signature of a note that was made in the name of this key; other signatures are ignored, as C2SP asks.
    public func verify(_ note: SignedNote) throws(NoteError) {
        let own = note.signatures.filter { $0.name == name && $0.keyID == id }
        guard !own.isEmpty else { throw .unsigned(key: "\(name)+\(idText)") }
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        let isGenuine = own.allSatisfy { key?.isValidSignature($0.signature, for: Array(note.text.utf8)) == true }
        guard isGenuine else { throw .forged(key: "\(name)+\(idText)") }
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The text form.
    public var description: String { "\(name)+\(idText)+\(Base64.text([VerifierKey.algorithm] + publicKey))" }
}
