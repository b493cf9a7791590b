import Glibc

/// The files of an evidence bundle that a verification needs: `journal.jsonl`, `checkpoint` and `public-key`.
public struct JournalBundle: Sendable {
    /// Where the lines are.
    public let journal: String
    /// What they are compared with.
    public let verification: JournalVerification

    /// Reads checkpoint and public key of a bundle; the lines are read when it is verified.
    public init(folder: String, witnessed: [SignedNote] = []) throws(JournalBundleError) {
        journal = "\(folder)/journal.jsonl"
        let checkpointFile = "\(folder)/checkpoint"
        let keyFile = "\(folder)/public-key"
        let checkpoint = try SmallFile.read(checkpointFile) { bytes throws(NoteError) in try SignedNote(utf8: bytes) }
        let key = try SmallFile.read(keyFile) { bytes throws(NoteError) in
            try VerifierKey(String(decoding: bytes, as: UTF8.self))
        }
        do throws(NoteError) {
            verification = try JournalVerification(checkpoint: checkpoint, others: witnessed, key: key)
        } catch { throw .note(path: checkpointFile, error) }
    }

    /// Verifies the bundle's lines.
    public func verify() throws(JournalFileError) -> JournalReport { try verification.verify(path: journal) }
}

/// Why a bundle cannot be verified.
public enum JournalBundleError: Error, Hashable, Sendable {
    /// A file could not be read.
    case file(JournalFileError)
    /// A file does not hold what its name says.
    case note(path: String, NoteError)
}

extension JournalBundleError: CustomStringConvertible {
    /// What is wrong, with the file.
    public var description: String {
        switch self {
        case .file(let error): "\(error)"
        case .note(let path, let error): "\(path): \(error)."
        }
    }
}

/// A file that is small enough to be read at once.
enum SmallFile {
    /// Reads a file and makes something of its bytes.
    static func read<Value>(
        _ path: String, _ parse: (_ bytes: [UInt8]) throws(NoteError) -> Value
    ) throws(JournalBundleError) -> Value {
        let content = try bytes(path)
        do throws(NoteError) { return try parse(content) } catch { throw .note(path: path, error) }
    }

    private static func bytes(_ path: String) throws(JournalBundleError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .file(JournalFileError(path: path, code: errno)) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= 1 << 22 {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0, errno != EINTR { throw .file(JournalFileError(path: path, code: errno)) }
            bytes += buffer.prefix(max(count, 0))
        }
        throw .file(JournalFileError(path: path, code: EFBIG))
    }
}
