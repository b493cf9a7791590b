public import Alerts

/// A journal line taken apart without copying: ranges are those of the bytes it was read from.
public struct EnvelopeView: Hashable, Sendable {
    /// The line's number, counted from 0.
    public let seq: Int
    /// When the entry was made.
    public let at: Moment
    /// Where the type stands, without its quotes.
    public let type: Range<Int>
    /// Where the data stands, with its braces.
    public let data: Range<Int>

    /// How far the data is looked into.
    public enum Depth: Sendable {
        /// The data begins and ends with its braces; for lines that are known to be good.
        case envelope
        /// The data is one JSON object (RFC 8259, at most 62 deep) in valid UTF-8.
        case whole
    }

    /// Takes a line apart.
    ///
    /// - Parameters:
    ///   - line: the bytes without the newline.
    ///   - depth: how far the data is looked into.
    public init(_ line: UnsafeRawBufferPointer, depth: Depth = .whole) throws(EnvelopeError) {
        guard line.count > 0 else { throw .empty }
        var scanner = LineScanner(line)
        let head = try scanner.head()
        if depth == .whole {
            try scanner.object()
        } else {
            try scanner.skipToLastByte()
        }
        let end = scanner.offset
        try scanner.expect("}")
        guard scanner.isAtEnd else { throw .malformed(byte: scanner.offset, expected: "the end of the line") }
        self.init(head: head, data: head.end..<end)
    }

    init(head: LineScanner.Head, data: Range<Int>) {
        seq = head.seq
        at = head.at
        type = head.type
        self.data = data
    }
}
