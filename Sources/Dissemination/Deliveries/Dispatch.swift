public import Alerts
public import Community
public import Record

/// One command to be sent now.
public struct Dispatch: Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The channel.
    public var channel: Channel
    /// The endpoint.
    public var endpoint: String
    /// The delivery.
    public var delivery: DeliveryID
    /// `present`, `withdraw` or `check`.
    public var action: Action
    /// When the alert is over and the command worthless.
    public var expires: Moment
    /// 1 (red) to 4 (blue).
    public var priority: Int
    /// How often the far end said before that it could not; what it is asked for then is something new to it.
    public var failures: Int

    /// A command.
    public init(
        alert: AlertID, channel: Channel, endpoint: String, delivery: DeliveryID, action: Action, expires: Moment,
        priority: Int, failures: Int = 0
    ) {
        self.alert = alert
        self.channel = channel
        self.endpoint = endpoint
        self.delivery = delivery
        self.action = action
        self.expires = expires
        self.priority = priority
        self.failures = failures
    }
}
