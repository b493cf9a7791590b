public import Alerts

/// The name of a personal link. It is not the link's address: that holds a secret that only who got the message knows.
public struct LinkID: HexName {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// An id from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}
