/// A number of a Chinese mobile phone as a handset knows its own: eleven digits, without the country's 86.
public struct MobileNumber: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The eleven digits, for instance `19900000001`.
    public let digits: String

    /// Reads `19900000001`, `8619900000001`, `+86 199 0000 0001` or `0086…`; nil for what is no mobile number.
    public init?(_ text: some StringProtocol) {
        var digits = String(text.filter { $0 != " " && $0 != "-" })
        for prefix in ["+86", "0086", "86"] where digits.hasPrefix(prefix) && digits.count == 11 + prefix.count {
            digits.removeFirst(prefix.count)
            break
        }
        guard digits.utf8.count == 11, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.hasPrefix("1"),
            digits.dropFirst().first.map({ $0 >= "3" }) == true
        else { return nil }
        self.digits = digits
    }

    /// With the country's code and without a plus sign, as gateways write it: `8619900000001`.
    public var international: String { "86" + digits }

    /// The last two digits as a number, 0...99.
    public var lastTwo: Int { Int(digits.suffix(2)) ?? 0 }

    /// The eleven digits.
    public var description: String { digits }

    /// Smaller digits come first.
    public static func < (left: MobileNumber, right: MobileNumber) -> Bool { left.digits < right.digits }

    /// Reads a JSON string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = MobileNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a mobile number")
        }
        self = number
    }

    /// Writes a JSON string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}
