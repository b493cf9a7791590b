public import Alerts
public import Community

/// `delivery.planned`: the endpoints of one channel that an alert goes to: devices, phones by pseudonym, group robots. The line is the outbox: what it names and later lines
/// have not settled is still to be done. The id of a delivery is `DeliveryID(alert, action, channel, endpoint)`.
public struct DeliveriesPlanned: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The channel.
    public var channel: Channel
    /// `present`, or `check` for a silent test.
    public var action: Action
    /// The endpoints.
    public var endpoints: [String]
    /// The characters of the text to be spoken once; a loudspeaker that was faster did not play it.
    public var characters: Int
    /// The foreign gateway that carries these devices and is spoken to in its own way; absent for devices that speak Tocsin's.
    public var gateway: String?
    /// True for the phones of people who have to answer (叫应); absent for others.
    public var calling: Bool?

    /// A plan.
    public init(
        alert: AlertID, channel: Channel, action: Action, endpoints: [String], characters: Int, gateway: String? = nil,
        calling: Bool? = nil
    ) {
        self.alert = alert
        self.channel = channel
        self.action = action
        self.endpoints = endpoints
        self.characters = characters
        self.gateway = gateway
        self.calling = calling
    }
}

/// `delivery.dispatched`, `delivery.repeated`, `delivery.failed` and `delivery.withdrawn`: what happened to many deliveries of one
/// alert and channel at once. Dispatches are gathered for at most 250 ms.
public struct DeliveriesMoved: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The channel.
    public var channel: Channel
    /// The endpoints.
    public var endpoints: [String]
    /// The gateway that took or refused them, for channels that go over one.
    public var gateway: String?
    /// For `delivery.failed`: why.
    public var reason: FailureReason?
    /// The gateway's own names for them, in the order of `endpoints`; absent where it has none.
    public var references: [String]?

    /// A move of many deliveries.
    public init(
        alert: AlertID, channel: Channel, endpoints: [String], gateway: String? = nil, reason: FailureReason? = nil,
        references: [String]? = nil
    ) {
        self.alert = alert
        self.channel = channel
        self.endpoints = endpoints
        self.gateway = gateway
        self.reason = reason
        self.references = references
    }
}
