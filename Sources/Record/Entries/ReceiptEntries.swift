public import Alerts
public import Community

/// `receipt.accepted`: a delivery moved. The line's own `at` is the arrival.
public struct ReceiptAccepted: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The delivery.
    public var delivery: DeliveryID
    /// The channel.
    public var channel: Channel
    /// The endpoint that answered.
    public var endpoint: String
    /// The stage it is kept as; nil for a failure or an answered withdrawal.
    public var stage: Stage?
    /// The stage that was claimed, where it was kept as a lower one.
    public var claimed: Stage?
    /// For a failure: why.
    public var failed: FailureReason?
    /// The withdrawal was answered, which proves nothing.
    public var withdrawn: Bool?
    /// The time by the far end's clock.
    public var far: Moment?
    /// The moment that counts: the far end's own time where it can be trusted, else the arrival.
    public var moment: Moment
    /// When a loudspeaker began to play, by its clock.
    public var startedAt: Moment?
    /// When it ended.
    public var endedAt: Moment?
    /// How often it played the text.
    public var plays: Int?
    /// The pseudonym of who confirmed.
    public var by: Pseudonym?

    /// A move with everything optional left out.
    public init(
        alert: AlertID, delivery: DeliveryID, channel: Channel, endpoint: String, stage: Stage?, claimed: Stage? = nil,
        failed: FailureReason? = nil, withdrawn: Bool? = nil, far: Moment?, moment: Moment, startedAt: Moment? = nil,
        endedAt: Moment? = nil, plays: Int? = nil, by: Pseudonym? = nil
    ) {
        self.alert = alert
        self.delivery = delivery
        self.channel = channel
        self.endpoint = endpoint
        self.stage = stage
        self.claimed = claimed
        self.failed = failed
        self.withdrawn = withdrawn
        self.far = far
        self.moment = moment
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.plays = plays
        self.by = by
    }
}

/// `receipt.repeated` and `receipt.refused`: receipts that changed nothing. Beyond a few a minute from one device they are counted
/// in one line.
public struct ReceiptsUnused: Codable, Hashable, Sendable {
    /// The device of the topic; nil where even that was not a device.
    public var device: String?
    /// Why: `repeated`, `malformed`, `unknown-delivery` (that of a closed alert is one, too), `other-device`, `stage`, `unknown-device`.
    public var reason: String
    /// The delivery it named, where one could be read.
    public var delivery: DeliveryID?
    /// How many there were.
    public var count: Int

    /// Receipts that changed nothing.
    public init(device: String?, reason: String, delivery: DeliveryID?, count: Int) {
        self.device = device
        self.reason = reason
        self.delivery = delivery
        self.count = count
    }
}
