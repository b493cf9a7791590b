import Alerts
import Glibc

/// Reads a journal line from the left. Nothing is copied; a newline is never a legal byte, so a scanner that is given
/// more than one line stops at the end of the first.
struct LineScanner {
    struct Head {
        var seq: Int
        var at: Moment
        var type: Range<Int>
        /// Where the data begins.
        var end: Int
    }

    let base: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    var cursor: UnsafePointer<UInt8>

    /// The bytes must stay where they are while the scanner lives; they must not be empty.
    init(_ bytes: UnsafeRawBufferPointer) {
        // The caller has made sure that there is a first byte, so there is a base address.
        base = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        end = base + bytes.count
        cursor = base
    }

    var offset: Int { cursor - base }
    var isAtEnd: Bool { cursor == end }

    /// Everything up to the data.
    mutating func head() throws(EnvelopeError) -> Head {
        try expect(#"{"seq":"#)
        let seq = try number()
        try expect(#","at":""#)
        let at = try moment()
        try expect(#"","type":""#)
        let type = try word()
        try expect(#"","data":"#)
        return Head(seq: seq, at: at, type: type, end: offset)
    }

    @inline(__always)
    mutating func expect(_ text: StaticString) throws(EnvelopeError) {
        let count = text.utf8CodeUnitCount
        guard end - cursor >= count, memcmp(cursor, text.utf8Start, count) == 0 else { throw missing(text) }
        cursor += count
    }

    @inline(never)
    private func missing(_ text: StaticString) -> EnvelopeError { .malformed(byte: offset, expected: "\(text)") }

    /// The data's last byte, taken on trust.
    mutating func skipToLastByte() throws(EnvelopeError) {
        guard end - cursor >= 3, cursor[0] == 0x7B, end[-2] == 0x7D else { throw .data(byte: offset) }
        cursor = end - 1
    }

    private mutating func number() throws(EnvelopeError) -> Int {
        let start = cursor
        var value = 0
        while cursor < end, cursor[0] &- 0x30 < 10, cursor - start < 18 {
            value = value * 10 + Int(cursor[0] &- 0x30)
            cursor += 1
        }
        guard cursor > start, start[0] != 0x30 || cursor - start == 1 else {
            throw .malformed(byte: start - base, expected: "a number without leading zeros")
        }
        return value
    }

    /// The type: a letter or digit, then letters, digits, full stops, underscores and hyphens.
    private mutating func word() throws(EnvelopeError) -> Range<Int> {
        let start = offset
        while cursor < end, LineScanner.isWord(cursor[0]) { cursor += 1 }
        guard offset > start, LineScanner.isWord(base[start]), base[start] > 0x2F, base[start] != 0x5F else {
            throw .malformed(byte: start, expected: "the type of an entry")
        }
        return start..<offset
    }

    /// Letters, digits, full stop, underscore and hyphen, as bits of two words.
    @inline(__always)
    private static func isWord(_ byte: UInt8) -> Bool {
        let set: UInt64 = byte < 64 ? 0x03FF_6000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
        return byte < 128 && set >> UInt64(byte & 63) & 1 == 1
    }
}
