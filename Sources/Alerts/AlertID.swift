import Crypto

/// The name of an alert on every interface: the first 16 hexadecimal digits of SHA-256 over `sender,identifier,sent`,
/// the triplet by which CAP messages refer to each other (CAP 1.2 §3.2.1 references).
public struct AlertID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// An id from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// An id from its 16 lower-case hexadecimal digits; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let value = HexDigits.value(text.utf8) else { return nil }
        rawValue = value
    }

    /// The id of a triplet; `sent` as it is written in the message.
    public init(sender: String, identifier: String, sent: String) {
        let digest = SHA256.hash(data: Array("\(sender),\(identifier),\(sent)".utf8))
        rawValue = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The 16 digits.
    public var description: String { HexDigits.text(rawValue) }

    /// Ids have an order, so that lists of them can be made the same everywhere; it means nothing else.
    public static func < (left: AlertID, right: AlertID) -> Bool { left.rawValue < right.rawValue }
}

extension Alert {
    /// The name of this alert on every interface.
    public var id: AlertID { AlertID(sender: sender, identifier: identifier, sent: sent.text) }
}

extension AlertID: Codable {
    /// Reads the 16 digits.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = AlertID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not an alert id of 16 hexadecimal digits"))
        }
        self = id
    }

    /// Writes the 16 digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
