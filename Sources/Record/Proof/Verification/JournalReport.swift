/// What a verification found.
public struct JournalReport: Hashable, Sendable {
    /// The number of lines.
    public var lines: Int
    /// The number of bytes, newlines included.
    public var bytes: Int
    /// The root over all lines.
    public var root: MerkleHash
    /// The checkpoint that the journal was compared with; nil if there was none.
    public var checkpoint: Checkpoint?
    /// Whether the checkpoint's signature was checked with a public key and is genuine.
    public var isSignatureGenuine: Bool
    /// How many further checkpoints agree with the lines.
    public var agreeingCheckpoints: Int
    /// Everything that disagrees; what concerns lines comes first.
    public var findings: [JournalFinding]

    /// Whether nothing disagrees. That proves something only as far as there is a checkpoint with a genuine signature.
    public var isConsistent: Bool { findings.isEmpty }

    /// How many lines the checkpoint does not cover, because they were added after it.
    public var linesBeyondCheckpoint: Int { max(0, lines - (checkpoint?.size ?? lines)) }

    /// The number of the first line that is known to disagree; nil if none is, or only a range is known.
    public var firstBadLine: Int? {
        findings.lazy.compactMap { if case .line(let seq, _) = $0 { seq } else { nil } }.first
    }
}

/// One thing that disagrees. Lines are named by their `seq`; shown to people, the line in the file is `seq + 1`.
public enum JournalFinding: Hashable, Sendable {
    /// A line is not as it should be; it is the first such line.
    case line(seq: Int, LineProblem)
    /// A line is longer than this many bytes; nothing after it was read.
    case tooLong(seq: Int, bytes: Int)
    /// The lines are fewer than the checkpoint covers: lines are missing at the end.
    case short(lines: Int, size: Int)
    /// The lines that a checkpoint covers are not those it was made over. The first that differs lies in `lines`: behind the
    /// last checkpoint that agrees, and within the first that does not.
    case root(size: Int, expected: MerkleHash, found: MerkleHash, lines: Range<Int>)
    /// A checkpoint disagrees although a larger one agrees, so it was never one of this journal.
    case stray(size: Int)
    /// A checkpoint of this size is of another journal.
    case origin(size: Int, found: String, expected: String)
    /// A checkpoint of this size is not signed as it should be.
    case signature(size: Int, NoteError)
}

extension JournalFinding: CustomStringConvertible {
    /// What disagrees, in a sentence without its end.
    public var description: String {
        switch self {
        case .line(let seq, let problem): "line \(seq + 1) (seq \(seq)): \(problem)"
        case .tooLong(let seq, let bytes):
            "line \(seq + 1) (seq \(seq)): it is longer than \(bytes) bytes; nothing after it was read"
        case .short(let lines, let size): "the checkpoint covers \(size) lines, but there are only \(lines): the end is missing"
        case .root(let size, let expected, let found, let lines):
            "the checkpoint over \(size) lines has root \(expected.base64), the lines have \(found.base64): "
                + (lines.count == 1
                    ? "line \(lines.lowerBound + 1) (seq \(lines.lowerBound)) was changed"
                    : "the first changed line is one of \(lines.lowerBound + 1) to \(lines.upperBound)")
        case .stray(let size): "a checkpoint over \(size) lines disagrees, but a larger one agrees: it is not of this journal"
        case .origin(let size, let found, let expected):
            "the checkpoint over \(size) lines is of '\(found)', not of '\(expected)'"
        case .signature(let size, let error): "the checkpoint over \(size) lines: \(error)"
        }
    }
}
