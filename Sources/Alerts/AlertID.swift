import Crypto

/// The name of an alert on every interface: the first 16 hexadecimal digits of SHA-256 over `sender,identifier,sent`,
/// the triplet by which CAP messages refer to each other (CAP 1.2 §3.2.1 references).
public struct AlertID: HexName {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// An id from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The id of a triplet; `sent` as it is written in the message.
    public init(sender: String, identifier: String, sent: String) {
        self.init(digest: SHA256.hash(data: Array("\(sender),\(identifier),\(sent)".utf8)))
    }
}

extension Alert {
    /// The name of this alert on every interface.
    public var id: AlertID { AlertID(sender: sender, identifier: identifier, sent: sent.text) }
}
