public import Alerts
public import Community
import Coverage
public import Record

/// A message that a gateway took, or may have taken, and reported no more on.
public struct UnreportedMessage: Hashable, Sendable {
    /// Its delivery.
    public let delivery: DeliveryID
    /// The gateway that has it, or may have.
    public let gateway: String
    /// What the gateway calls it; nil where it did not say.
    public let reference: String?
    /// When it was handed over.
    public let since: Moment

    /// A message without a report.
    public init(delivery: DeliveryID, gateway: String, reference: String?, since: Moment) {
        self.delivery = delivery
        self.gateway = gateway
        self.reference = reference
        self.since = since
    }
}

extension Desk {
    /// Messages of a channel on which a report is missing since `latest` or before, in the order of their alerts.
    ///
    /// - Parameter earliest: older ones are left out, because nothing more is to be expected.
    public func unreported(on channel: Channel, earliest: Moment, latest: Moment) -> [UnreportedMessage] {
        var found: [UnreportedMessage] = []
        for alert in coverage.order {
            for table in coverage.alerts[alert]?.deliveries ?? [] where table.channel == channel {
                for row in table.endpoints.indices where table.isUnreported(row) {
                    let since = table.earliestAnswer(row)
                    guard (earliest...max(earliest, latest)).contains(since), let gateway = gatewayBook.taker(of: table.ids[row])
                    else { continue }
                    found.append(
                        UnreportedMessage(
                            delivery: table.ids[row], gateway: gateway, reference: gatewayBook.reference(of: table.ids[row]),
                            since: since))
                }
            }
        }
        return found
    }
}
