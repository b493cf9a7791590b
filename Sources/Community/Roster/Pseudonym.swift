public import Alerts
public import Crypto

/// The name under which a person, home, building or place appears in the journal: the first 16 hexadecimal digits of
/// HMAC-SHA-256 of its identifier under a key that is kept beside the register and destroyed when the retention time ends.
public struct Pseudonym: HexName {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// A pseudonym from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The pseudonym of an identifier under a key. The kind (`household`, `person`, `building`, `place`, `staff`, `phone`) keeps equal
    /// identifiers of different things apart.
    public init(kind: String, identifier: String, key: SymmetricKey) {
        self = PseudonymMaker(key: key).pseudonym(kind, identifier)
    }

    /// The pseudonym of a phone under a key, the same however its number is written.
    public init(phone: Phone, key: SymmetricKey) { self = PseudonymMaker(key: key).pseudonym(of: phone) }
}

/// Makes many pseudonyms under one key, which is set up only once.
struct PseudonymMaker {
    private let keyed: HMAC<SHA256>

    init(key: SymmetricKey) { keyed = HMAC<SHA256>(key: key) }

    /// A phone has one pseudonym however its number is written.
    func pseudonym(of phone: Phone) -> Pseudonym { pseudonym("phone", phone.dialled) }

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
