import Alerts
import Glibc

/// Some consecutive lines of a block: hashed and looked at on their own, so that several runs are worked on at once.
struct LineRun {
    /// The run's hashes, parted at the sizes for which a root is wanted.
    private(set) var segments: [MerkleRange]
    /// The number of the first line that is not as it should be, and why.
    private(set) var problem: (seq: Int, problem: LineProblem)?
    /// When the first and the last entry were made, as far as they could be read.
    private(set) var firstAt: Moment?
    private(set) var lastAt: Moment?

    private var seq: Int
    private let checksLines: Bool

    /// A run that begins with the line of this number.
    init(first seq: Int, checksLines: Bool) {
        self.seq = seq
        self.checksLines = checksLines
        segments = [MerkleRange(start: seq)]
    }

    /// How many lines some bytes are; the last need not end in a newline.
    static func count(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard var cursor = bytes.baseAddress else { return 0 }
        let end = cursor + bytes.count
        var count = 0
        while cursor < end {
            count += 1
            guard let newline = memchr(cursor, 0x0A, end - cursor) else { break }
            cursor = UnsafeRawPointer(newline) + 1
        }
        return count
    }

    /// Reads all lines of the bytes. Newlines between them are overwritten with the `0x00` that leaf hashes begin with,
    /// which saves a call into the hash for every line; the run's last newline stays, since the next run may look at it.
    mutating func read(_ bytes: UnsafeMutableRawBufferPointer, cuts: ArraySlice<Int>) {
        guard let base = bytes.baseAddress else { return }
        var cuts = cuts.drop { $0 <= seq }
        var start = 0
        while start < bytes.count {
            if seq == cuts.first {
                segments.append(MerkleRange(start: seq))
                cuts.removeFirst()
            }
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            let length = checksLines && problem == nil ? checkedLength(rest) : LineRun.length(rest)
            let leaf: MerkleHash
            if start == 0 {
                leaf = .leaf(UnsafeRawBufferPointer(start: base, count: length))
            } else {
                bytes[start - 1] = 0
                leaf = .leaf(prefixed: UnsafeRawBufferPointer(start: base + start - 1, count: length + 1))
            }
            segments[segments.count - 1].append(leaf)
            seq += 1
            start += length + 1
        }
    }

    private static func length(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let base = bytes.baseAddress, let newline = memchr(base, 0x0A, bytes.count) else { return bytes.count }
        return UnsafeRawPointer(newline) - base
    }

    /// The length of the first line, which is looked at on the way. A good line ends where its envelope ends, so only a bad
    /// one needs a search for its newline.
    private mutating func checkedLength(_ bytes: UnsafeRawBufferPointer) -> Int {
        var scanner = LineScanner(bytes)
        do throws(EnvelopeError) {
            let head = try scanner.head()
            try scanner.object()
            try scanner.expect("}")
            if scanner.isAtEnd || bytes[scanner.offset] == 0x0A {
                note(head)
                return scanner.offset
            }
        } catch {}
        let length = LineRun.length(bytes)
        do throws(EnvelopeError) {
            _ = try EnvelopeView(UnsafeRawBufferPointer(rebasing: bytes[..<length]))
        } catch {
            problem = (seq, .envelope(error))
        }
        return length
    }

    private mutating func note(_ head: LineScanner.Head) {
        if head.seq != seq {
            problem = (seq, .sequence(found: head.seq))
        } else if let lastAt, head.at < lastAt {
            problem = (seq, .time(found: head.at, before: lastAt))
        }
        if firstAt == nil { firstAt = head.at }
        lastAt = head.at
    }
}
