public import Alerts
public import Community
import Coverage
public import Record

/// An order that a foreign gateway may have, and of which it is not known how it ended.
public struct AwaitedOrder: Hashable, Sendable {
    /// The delivery.
    public var delivery: DeliveryID
    /// The channel.
    public var channel: Channel
    /// The device.
    public var device: String
    /// How many orders of this delivery failed before this one.
    public var failures: Int
    /// How far it got.
    public var stage: Stage
    /// Whether it was taken back.
    public var isWithdrawn: Bool
    /// When it went out, or was planned.
    public var since: Moment

    /// An order.
    public init(
        delivery: DeliveryID, channel: Channel, device: String, failures: Int, stage: Stage, isWithdrawn: Bool, since: Moment
    ) {
        self.delivery = delivery
        self.channel = channel
        self.device = device
        self.failures = failures
        self.stage = stage
        self.isWithdrawn = isWithdrawn
        self.since = since
    }
}

extension Desk {
    /// The orders that a foreign gateway may have and that did not come to an end: those that it took, and those of which nobody knows.
    public func awaitedOrders(over gateway: String) -> [AwaitedOrder] {
        coverage.order.flatMap { alert -> [AwaitedOrder] in
            (coverage.alerts[alert]?.deliveries ?? []).filter { $0.gateway == gateway }.flatMap { table in
                table.endpoints.indices.filter { isAwaited($0, of: table) }.map { row in
                    AwaitedOrder(
                        delivery: table.ids[row], channel: table.channel, device: table.endpoints[row],
                        failures: gatewayBook.failures(of: table.ids[row]), stage: table.stages[row],
                        isWithdrawn: table.withdrawn[row], since: table.earliestAnswer(row))
                }
            }
        }
    }

    private func isAwaited(_ row: Int, of table: DeliveryTable) -> Bool {
        guard !table.isDone(row), table.stages[row] < table.finalStage else { return false }
        if table.failures[row] == .uncertain { return true }
        return table.stages[row] >= .dispatched && table.failures[row] == nil
    }
}
