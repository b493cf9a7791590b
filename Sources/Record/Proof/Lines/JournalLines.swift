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

    /// Lines that were stored: `bytes` holds exactly `count` of them, each followed by a newline.
    public init(first: Int, count: Int, bytes: [UInt8]) {
        self.first = first
        self.count = count
        self.bytes = bytes
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
