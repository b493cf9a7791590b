/// A name of 64 bits that is written as sixteen lower-case hexadecimal digits: alert ids, delivery ids, message keys, pseudonyms.
///
/// Each is the beginning of a SHA-256 (or HMAC) over what it names, so that anyone who knows that can compute it.
public protocol HexName: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The 64 bits behind the digits.
    var rawValue: UInt64 { get }

    /// A name from its 64 bits.
    init(rawValue: UInt64)
}

extension HexName {
    /// A name from its digits; nil for anything but exactly sixteen lower-case hexadecimal ones.
    public init?(_ text: some StringProtocol) {
        guard let value = HexDigits.value(text.utf8) else { return nil }
        self.init(rawValue: value)
    }

    /// A name from the first eight bytes of a digest.
    public init(digest: some Sequence<UInt8>) {
        self.init(rawValue: digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The sixteen digits.
    public var description: String { HexDigits.text(rawValue) }

    /// Names have an order, so that lists of them can be made the same everywhere; it means nothing else.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Reads the sixteen digits.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = HexDigits.value(text.utf8) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not a name of 16 hexadecimal digits"))
        }
        self.init(rawValue: value)
    }

    /// Writes the sixteen digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
