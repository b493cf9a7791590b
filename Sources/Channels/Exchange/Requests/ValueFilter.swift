import Crypto
import Foundation

/// What a template may do to a value before it takes its place.
enum ValueFilter: String, CaseIterable, Hashable, Sendable {
    /// Percent-encoding (RFC 3986), for a value within a value.
    case percent
    /// The inside of a JSON string.
    case json
    /// XML character data.
    case xml
    /// SHA-256 as lower-case hexadecimal digits.
    case sha256
    /// MD5 as lower-case hexadecimal digits, which some gateways still ask for.
    case md5
    /// In a JSON body: a number instead of a string.
    case number
    /// In a JSON body: the template's parameters as an object.
    case object
    /// In a JSON body: the template's parameters as a list of their values.
    case list

    /// Those that decide what a value becomes in a JSON body; they must stand alone there and nowhere else.
    var isJSONShape: Bool { self == .number || self == .object || self == .list }

    func applied(to value: String) -> String {
        switch self {
        case .percent: Escaping.percent(value)
        case .json: Escaping.json(value)
        case .xml: Escaping.xml(value)
        case .sha256: Hexadecimal.text(SHA256.hash(data: Data(value.utf8)))
        case .md5: Hexadecimal.text(Insecure.MD5.hash(data: Data(value.utf8)))
        case .number, .object, .list: value
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
