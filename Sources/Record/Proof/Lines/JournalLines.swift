public import Alerts
import Glibc

/// Consecutive journal lines in one buffer, as they are built, committed and read back.
public struct JournalLines: Hashable, Sendable {
    /// The number of the first line.
    public let first: Int
    /// How many lines there are.
    public private(set) var count: Int
    /// The lines, each followed by a newline.
    public private(set) var bytes: [UInt8]

    /// No lines yet; the first will have this number.
    public init(first: Int) { self.init(first: first, count: 0, bytes: []) }

    /// Lines that were stored; nil unless the bytes are exactly `count` lines, each followed by a newline.
    public init?(first: Int, count: Int, stored bytes: [UInt8]) {
        guard bytes.isEmpty || bytes.last == 0x0A, JournalLines.newlines(in: bytes) == count else { return nil }
        self.init(first: first, count: count, bytes: bytes)
    }

    private init(first: Int, count: Int, bytes: [UInt8]) {
        self.first = first
        self.count = count
        self.bytes = bytes
    }

    private static func newlines(in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { all in
            var count = 0
            var rest = all[...]
            while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, let newline = memchr(base, 0x0A, rest.count) {
                count += 1
                rest = rest.dropFirst(UnsafeRawPointer(newline) - base + 1)
            }
            return count
        }
    }

    /// The number after that of the last line.
    public var end: Int { first + count }

    /// Whether there are no lines.
    public var isEmpty: Bool { count == 0 }

    /// Adds the next line; `data` appends its JSON object as in `Envelope.append`. If `data` throws, no line is added.
    public mutating func append<Failure: Error>(
        at: Timestamp, type: String, data: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let length = bytes.count
        do throws(Failure) {
            try Envelope.append(seq: end, at: at, type: type, to: &bytes, data: data)
        } catch {
            bytes.removeLast(bytes.count - length)
            throw error
        }
        bytes.append(0x0A)
        count += 1
    }

    /// The lines from a number on; all of them if it lies before the first, none if it lies behind the last.
    public func suffix(from seq: Int) -> JournalLines {
        guard seq > first else { return self }
        guard seq < end else { return JournalLines(first: end) }
        return split(at: [seq])[1]
    }

    /// The lines in pieces of at most so many bytes, of one line at least.
    public func pieces(ofBytes limit: Int) -> [JournalLines] {
        guard bytes.count > limit else { return isEmpty ? [] : [self] }
        var cuts: [Int] = []
        var length = 0
        forEach { seq, line in
            if length > 0, length + line.count + 1 > limit {
                cuts.append(seq)
                length = 0
            }
            length += line.count + 1
        }
        return split(at: cuts)
    }

    /// Parts the lines before each of these numbers, which must rise and lie inside.
    private func split(at cuts: [Int]) -> [JournalLines] {
        var pieces: [JournalLines] = []
        var (start, offset, length) = (first, 0, 0)
        var rest = cuts[...]
        forEach { seq, line in
            if seq == rest.first {
                pieces.append(JournalLines(first: start, count: seq - start, bytes: Array(bytes[offset..<length])))
                (start, offset) = (seq, length)
                rest.removeFirst()
            }
            length += line.count + 1
        }
        pieces.append(JournalLines(first: start, count: end - start, bytes: Array(bytes[offset...])))
        return pieces
    }

    /// Calls `body` with every line's number and bytes, without the newline, in order. The bytes are valid within the call.
    public func forEach<Failure: Error>(
        _ body: (_ seq: Int, _ line: UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        try bytes.withUnsafeBufferPointer { (all) throws(Failure) in
            guard let base = UnsafeRawPointer(all.baseAddress) else { return }
            var start = 0
            for seq in first..<end {
                guard let newline = memchr(base + start, 0x0A, all.count - start) else { return }
                let length = UnsafeRawPointer(newline) - (base + start)
                try body(seq, UnsafeRawBufferPointer(start: base + start, count: length))
                start += length + 1
            }
        }
    }
}
