public import Alerts
public import Record

/// A receipt at the door, as far as it could be read.
public struct IncomingReceipt: Sendable {
    /// The device of the topic; empty where a foreign gateway names the order only, which is one device's.
    public var device: String
    /// The delivery it names; nil where none could be read.
    public var delivery: DeliveryID?
    /// The stage word; nil where none could be read.
    public var stage: String?
    /// The far end's time.
    public var at: Moment?
    /// For a failure: why.
    public var reason: FailureReason?
    /// When the play began, by the device's clock.
    public var startedAt: Moment?
    /// When it ended.
    public var endedAt: Moment?
    /// How often the text was played.
    public var plays: Int?
    /// The foreign gateway that says it; nil for a device that speaks Tocsin's own way.
    public var gateway: String?
    /// The foreign gateway's own code.
    public var code: String?
    /// How many orders of this delivery had failed when it was given the one that this is about.
    public var failures: Int

    /// A receipt of a device.
    public init(
        device: String, delivery: DeliveryID?, stage: String?, at: Moment?, reason: FailureReason? = nil,
        startedAt: Moment? = nil, endedAt: Moment? = nil, plays: Int? = nil, gateway: String? = nil, code: String? = nil,
        failures: Int = 0
    ) {
        self.device = device
        self.delivery = delivery
        self.stage = stage
        self.at = at
        self.reason = reason
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.plays = plays
        self.gateway = gateway
        self.code = code
        self.failures = failures
    }
}
