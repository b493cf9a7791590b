public import Alerts

/// The name of something that a person recorded: a visit at a door, a round, an answer. Whoever makes the record gives it, so that the
/// same tap sent twice from a phone without network is one record. It is unique within an alert.
public struct RecordID: HexName {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// An id from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}
