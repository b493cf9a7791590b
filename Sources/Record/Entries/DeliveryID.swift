public import Alerts
public import Community
import Crypto

/// The name of a delivery: one alert to one endpoint of one channel, stable across retries. It is the first 16 hexadecimal digits
/// of SHA-256 over `alert,action,channel,endpoint`, so that a plan need not list it and anyone can compute it.
public struct DeliveryID: HexName {
    /// The 64 bits behind the digits.
    public let rawValue: UInt64

    /// An id from its 64 bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

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
        self.init(digest: SHA256.hash(data: bytes))
    }
}
