import Alerts
public import Crypto

/// The name under which a person, home, building or place appears in the journal: the first 16 hexadecimal digits of
/// HMAC-SHA-256 of its identifier under a key that is kept beside the register and destroyed when the retention time ends.
public struct Pseudonym: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// A pseudonym from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// A pseudonym from its 16 lower-case hexadecimal digits; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let value = HexDigits.value(text.utf8) else { return nil }
        rawValue = value
    }

    /// The pseudonym of an identifier under a key. The kind (`household`, `person`, `building`, `place`, `staff`) keeps equal
    /// identifiers of different things apart.
    public init(kind: String, identifier: String, key: SymmetricKey) {
        self = PseudonymMaker(key: key).pseudonym(kind, identifier)
    }

    /// The 16 digits.
    public var description: String { HexDigits.text(rawValue) }

    /// Pseudonyms have an order, so that lists of them can be made the same everywhere; it means nothing else.
    public static func < (left: Pseudonym, right: Pseudonym) -> Bool { left.rawValue < right.rawValue }
}

/// Makes many pseudonyms under one key, which is set up only once.
struct PseudonymMaker {
    private let keyed: HMAC<SHA256>

    init(key: SymmetricKey) { keyed = HMAC<SHA256>(key: key) }

    func pseudonym(_ kind: String, _ identifier: String) -> Pseudonym {
        var hash = keyed
        var text = Array(kind.utf8)
        text.append(0x3A)
        text.append(contentsOf: identifier.utf8)
        hash.update(data: text)
        let bits = hash.finalize().withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
        return Pseudonym(rawValue: bits)
    }
}

extension Pseudonym: Codable {
    /// Reads the 16 digits.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let pseudonym = Pseudonym(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not a pseudonym of 16 hexadecimal digits"))
        }
        self = pseudonym
    }

    /// Writes the 16 digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
