public import Alerts
import Crypto

/// The name by which CAP messages refer to each other: the first 16 hexadecimal digits of SHA-256 over `sender,identifier`. The time in
/// a reference is left out, because real issuers write a wrong one.
public struct MessageKey: HexName {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// A key from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The key of a message by its sender and identifier.
    public init(sender: String, identifier: String) {
        self.init(digest: SHA256.hash(data: Array("\(sender),\(identifier)".utf8)))
    }
}
