public import Record

/// What is committed together: lines, and what they are bound to by hash.
public struct JournalBatch: Sendable {
    /// The lines; the first must carry the number that follows the last committed one.
    public var lines: JournalLines
    /// Alerts as received. One that is there already stays as it is.
    public var originals: [Original]
    /// A register version with its files.
    public var register: RegisterFiles?
    /// Secrets; one of a name that is there already is refused.
    public var secrets: [Secret]
    /// A checkpoint. One of the same size replaces the one before, since a witness may have added a signature.
    public var checkpoint: StoredCheckpoint?

    /// A batch of lines with nothing beside them.
    public init(
        lines: JournalLines, originals: [Original] = [], register: RegisterFiles? = nil, secrets: [Secret] = [],
        checkpoint: StoredCheckpoint? = nil
    ) {
        self.lines = lines
        self.originals = originals
        self.register = register
        self.secrets = secrets
        self.checkpoint = checkpoint
    }
}

/// An alert exactly as it was received.
public struct Original: Hashable, Sendable {
    /// SHA-256 of the bytes in 64 lower-case hexadecimal digits, as the journal names it.
    public let sha256: String
    /// The bytes.
    public let body: [UInt8]

    /// An original under its hash; the caller has computed it.
    public init(sha256: String, body: [UInt8]) {
        self.sha256 = sha256
        self.body = body
    }
}

/// The files of a register version as they were imported. They hold personal data and never enter the journal.
public struct RegisterFiles: Hashable, Sendable {
    /// The version, counted from 1.
    public let version: Int
    /// The hash by which the journal names this version.
    public let hash: String
    /// The files' bytes by their names.
    public let files: [String: [UInt8]]

    /// A version with its files.
    public init(version: Int, hash: String, files: [String: [UInt8]]) {
        self.version = version
        self.hash = hash
        self.files = files
    }
}

/// Secret bytes, such as the key of the pseudonyms, kept apart so that they can be destroyed when the retention time ends.
public struct Secret: Sendable {
    /// What the secret is called.
    public let name: String
    /// Its bytes.
    public let value: [UInt8]

    /// A secret by its name.
    public init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }
}

/// A signed checkpoint in the form it is published in.
public struct StoredCheckpoint: Hashable, Sendable {
    /// The number of lines it covers.
    public let size: Int
    /// The whole note with its signatures.
    public let note: String

    /// A checkpoint over so many lines.
    public init(size: Int, note: String) {
        self.size = size
        self.note = note
    }
}
