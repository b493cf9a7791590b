public import Alerts

/// The form of a journal line: `{"seq":0,"at":"…","type":"…","data":{…}}`, these members in this order, without white
/// space around them. The bytes, without the newline that follows in a file, are the record itself.
public enum Envelope {
    /// Appends a line's bytes, without a newline.
    ///
    /// - Parameters:
    ///   - seq: the line's number, counted from 0.
    ///   - at: when the entry was made; lines never go back in time.
    ///   - type: the kind of entry, of the form `[A-Za-z0-9][A-Za-z0-9._-]*`.
    ///   - data: appends the entry's JSON object, braces included and without a newline.
    public static func append<Failure: Error>(
        seq: Int, at: Timestamp, type: String, to bytes: inout [UInt8],
        data: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        bytes.append(contentsOf: #"{"seq":"#.utf8)
        append(seq, to: &bytes)
        bytes.append(contentsOf: #","at":""#.utf8)
        at.append(to: &bytes)
        bytes.append(contentsOf: #"","type":""#.utf8)
        bytes.append(contentsOf: type.utf8)
        bytes.append(contentsOf: #"","data":"#.utf8)
        try data(&bytes)
        bytes.append(0x7D)
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}

/// Why bytes are not a journal line.
public enum EnvelopeError: Error, Hashable, Sendable {
    /// The line is empty.
    case empty
    /// The line ends, or something else stands, where a part of it is expected; `byte` is counted from 0.
    case malformed(byte: Int, expected: String)
    /// The entry's data is not one JSON object (RFC 8259) in valid UTF-8; `byte` is where reading stopped, counted from 0.
    case data(byte: Int)
}

extension EnvelopeError: CustomStringConvertible {
    /// What is wrong, in a sentence without its end.
    public var description: String {
        switch self {
        case .empty: "the line is empty"
        case .malformed(let byte, let expected): "byte \(byte + 1) of the line is not \(expected)"
        case .data(let byte): "the data is not one JSON object in UTF-8; reading stopped at byte \(byte + 1) of the line"
        }
    }
}
