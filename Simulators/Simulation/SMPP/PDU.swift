/// A protocol data unit of SMPP 3.4: sixteen octets of header, and a body.
struct PDU: Sendable, Hashable {
    /// The most octets that one may have; a short message with everything optional stays far below.
    static let longest = 70_000
    static let headerLength = 16

    var command: UInt32
    var status: UInt32 = 0
    var sequence: UInt32
    var body: [UInt8] = []

    /// The answer to this one.
    func answer(_ status: SMPPStatus, _ body: [UInt8] = []) -> PDU {
        PDU(command: command | SMPPCommand.answer, status: status.rawValue, sequence: sequence, body: body)
    }

    /// What says that this one cannot be understood.
    func nack(_ status: SMPPStatus) -> PDU {
        PDU(command: SMPPCommand.genericNack, status: status.rawValue, sequence: sequence)
    }
}

/// Reads a body field by field, SMPP 3.4, 3.1; a body that is too short is no message.
struct PDUFields {
    struct Missing: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ body: [UInt8]) { rest = body[...] }

    mutating func octet() throws(Missing) -> UInt8 {
        guard let octet = rest.popFirst() else { throw Missing() }
        return octet
    }

    /// A C-octet string, Latin-1.
    mutating func string() throws(Missing) -> String {
        guard let end = rest.firstIndex(of: 0) else { throw Missing() }
        defer { rest = rest[(end + 1)...] }
        return String(String.UnicodeScalarView(rest[..<end].map { Unicode.Scalar($0) }))
    }

    mutating func octets(_ count: Int) throws(Missing) -> [UInt8] {
        guard rest.count >= count else { throw Missing() }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// What is left, as optional parameters by their tags; a truncated one at the end is ignored.
    mutating func parameters() -> [UInt16: [UInt8]] {
        var parameters: [UInt16: [UInt8]] = [:]
        while let head = try? octets(4) {
            guard let value = try? octets(Int(head[2]) << 8 | Int(head[3])) else { break }
            parameters[UInt16(head[0]) << 8 | UInt16(head[1])] = value
        }
        return parameters
    }
}

/// Writes a body field by field.
struct PDUBody {
    private(set) var bytes: [UInt8] = []

    mutating func octet(_ value: UInt8) { bytes.append(value) }

    mutating func octets(_ values: [UInt8]) { bytes += values }

    /// A C-octet string; what is not ASCII becomes a question mark.
    mutating func string(_ text: String) { bytes += text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : 0x3F } + [0] }

    mutating func parameter(_ tag: UInt16, _ value: [UInt8]) {
        bytes += [UInt8(tag >> 8), UInt8(tag & 0xFF), UInt8(value.count >> 8), UInt8(value.count & 0xFF)] + value
    }
}
