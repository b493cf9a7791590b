import Crypto

/// The community's private key, which signs checkpoints (Ed25519, RFC 8032).
public struct SigningKey: Sendable {
    /// The public half.
    public let verifierKey: VerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    private init(name: String, privateKey: Curve25519.Signing.PrivateKey) {
        self.privateKey = privateKey
        verifierKey = VerifierKey(name: name, publicKey: Array(privateKey.publicKey.rawRepresentation))
    }

    /// A new key from the system's own randomness. `name` is the journal's origin.
    public init(generatedFor name: String) { self.init(name: name, privateKey: .init()) }

    /// A key from its 32-byte seed; nil for another length or a name that cannot name a key.
    public init?(name: String, seed: [UInt8]) {
        guard NoteSignature.isName(name), let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        else { return nil }
        self.init(name: name, privateKey: key)
    }

    /// Signs a checkpoint.
    public func sign(_ checkpoint: Checkpoint) throws(NoteError) -> SignedNote {
        let text = checkpoint.text
        guard let signature = try? privateKey.signature(for: Array(text.utf8)) else { throw .note("the key cannot sign") }
        let line = NoteSignature(name: verifierKey.name, keyID: verifierKey.id, signature: Array(signature))
        return SignedNote(text: text, signatures: [line])
    }
}

extension SigningKey {
    private static let prefix = "PRIVATE+KEY+"

    /// Reads the text form of a private key that other note tools use, too:
    /// `PRIVATE+KEY+<name>+<key id>+<base64 of 0x01 and the 32-byte seed>`; nil for anything else.
    init?(fileText text: String) {
        guard text.hasPrefix(SigningKey.prefix), text.last == "\n" else { return nil }
        let parts = text.dropFirst(SigningKey.prefix.count).dropLast().split(separator: "+", maxSplits: 2)
        guard parts.count == 3, let material = Base64.bytes(parts[2]), material.first == VerifierKey.algorithm else { return nil }
        self.init(name: String(parts[0]), seed: Array(material.dropFirst()))
        guard fileText == text else { return nil }
    }

    /// The text form, with a newline.
    var fileText: String {
        let id = verifierKey.description.split(separator: "+")[1]
        let material = [VerifierKey.algorithm] + Array(privateKey.rawRepresentation)
        return "\(SigningKey.prefix)\(verifierKey.name)+\(id)+\(Base64.text(material))\n"
    }
}
