public import Alerts
public import Community
import Crypto

/// The name of a delivery: one alert to one endpoint of one channel, stable across retries. It is the first 16 hexadecimal digits
/// of SHA-256 over `alert,action,channel,endpoint`, so that a plan need not list it and anyone can compute it.
public struct DeliveryID: Hashable, Sendable, CustomStringConvertible {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// An id from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// An id from its 16 lower-case hexadecimal digits; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let value = HexDigits.value(text.utf8) else { return nil }
        rawValue = value
    }

    /// The id of an alert's delivery to an endpoint. The action is `present` or `check`: a `withdraw` repeats the id of what it
    /// withdraws.
    public init(alert: AlertID, action: Action, channel: Channel, endpoint: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64 + endpoint.utf8.count)
        HexDigits.append(alert.rawValue, to: &bytes)
        for part in [action.rawValue, channel.rawValue, endpoint] {
            bytes.append(0x2C)
            bytes.append(contentsOf: part.utf8)
        }
        rawValue = SHA256.hash(data: bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The 16 digits.
    public var description: String { HexDigits.text(rawValue) }
}

extension DeliveryID: Codable {
    /// Reads the 16 digits.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = DeliveryID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not a delivery id of 16 hexadecimal digits"))
        }
        self = id
    }

    /// Writes the 16 digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
