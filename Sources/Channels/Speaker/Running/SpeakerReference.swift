import Alerts
import Record

/// Our own reference of an order at a foreign gateway: the delivery, and how many orders of it failed before this one, since most
/// gateways take the same reference for the same order and do not play it again.
struct SpeakerReference: Hashable, Sendable, CustomStringConvertible {
    /// The delivery.
    var delivery: DeliveryID
    /// Orders of it that failed.
    var failures: Int

    init(_ delivery: DeliveryID, failures: Int) {
        self.delivery = delivery
        self.failures = failures
    }

    /// Reads a reference; nil for one that is not ours.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let delivery = parts.first.flatMap({ DeliveryID(String($0)) }) else { return nil }
        switch parts.count {
        case 1: self.init(delivery, failures: 0)
        case 2:
            guard let failures = Int(parts[1]), failures > 0, String(failures) == parts[1] else { return nil }
            self.init(delivery, failures: failures)
        default: return nil
        }
    }

    var description: String { failures == 0 ? delivery.description : "\(delivery)-\(failures)" }
}
