/// An answer as it comes in.
struct Answer {
    private(set) var headers = HTTPHeaders()
    private(set) var body: [UInt8] = []
    /// Whether any of it came.
    private(set) var hasBegun = false
    /// Whether the empty line came that ends the header.
    private(set) var hasWholeHeader = false
    /// Whether it was given up for its size.
    private(set) var isTooLarge = false
    private var headerBytes = 0
    private let limit: Int

    /// Header fields of all answers in a row, interim ones included, at most.
    private static let headerLimit = 256 << 10

    init(limit: Int) { self.limit = limit }

    /// Takes a piece of the body; false when it grows too large.
    mutating func takeBody(_ chunk: UnsafeRawBufferPointer) -> Bool {
        if body.count + chunk.count > limit {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: chunk)
        return true
    }

    /// Takes a line of the header; false when there are too many. A status line begins it anew: the answer before was an interim one.
    /// Lines after the body (trailers, RFC 9110 §6.5) are not header fields.
    mutating func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        hasBegun = true
        headerBytes += line.count
        if headerBytes > Self.headerLimit {
            isTooLarge = true
            return false
        }
        if line.starts(with: "HTTP/".utf8) {
            headers = HTTPHeaders()
            hasWholeHeader = false
        } else if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
            hasWholeHeader = true
        } else if !hasWholeHeader, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            headers.add(Self.text(line[..<colon]), Self.text(line[(colon + 1)...]))
        }
        return true
    }

    /// What stands between blanks and line ends.
    private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
