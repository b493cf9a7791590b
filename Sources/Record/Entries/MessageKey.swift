import Alerts
import Crypto

/// The name by which CAP messages refer to each other: the first 16 hexadecimal digits of SHA-256 over `sender,identifier`. The time in
/// a reference is left out, because real issuers write a wrong one.
public struct MessageKey: Hashable, Sendable, CustomStringConvertible {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// An id from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// An id from its 16 lower-case hexadecimal digits; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let value = HexDigits.value(text.utf8) else { return nil }
        rawValue = value
    }

    /// The key of a message by its sender and identifier.
    public init(sender: String, identifier: String) {
        let digest = SHA256.hash(data: Array("\(sender),\(identifier)".utf8))
        rawValue = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The 16 digits.
    public var description: String { HexDigits.text(rawValue) }
}

extension MessageKey: Codable {
    /// Reads the 16 digits.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = MessageKey(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not a message key of 16 hexadecimal digits"))
        }
        self = id
    }

    /// Writes the 16 digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
