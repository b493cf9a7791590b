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
    /// The gateway that reported it.
    public var gateway: String?
    /// The gateway's own code, letters, digits and `_.:/-`.
    public var code: String?
    /// The part of a long message that this report is about, from 1, and how many parts there are: one of several proves nothing yet.
    public var part: [Int]?
    /// When the phone rang, by the gateway's clock; the call was answered at `startedAt` and ended at `endedAt`.
    public var rangAt: Moment?
    /// The key that was pressed.
    public var key: String?

    /// A move with everything optional left out.
    public init(
        alert: AlertID, delivery: DeliveryID, channel: Channel, endpoint: String, stage: Stage?, claimed: Stage? = nil,
        failed: FailureReason? = nil, withdrawn: Bool? = nil, far: Moment?, moment: Moment, startedAt: Moment? = nil,
        endedAt: Moment? = nil, plays: Int? = nil, by: Pseudonym? = nil, gateway: String? = nil, code: String? = nil,
        part: [Int]? = nil, rangAt: Moment? = nil, key: String? = nil
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
        self.gateway = gateway
        self.code = code
        self.part = part
        self.rangAt = rangAt
        self.key = key
    }

    /// Whether it tells nothing that only gateways tell, so that its line has the common form.
    var isCommon: Bool { gateway == nil && code == nil && part == nil && rangAt == nil && key == nil }
}

/// `report.early`: a gateway reported on a message before it answered that it took it. It counts from the `delivery.dispatched` line
/// that has its `reference`.
public struct ReportEarly: Codable, Hashable, Sendable {
    /// The channel.
    public var channel: Channel
    /// The gateway.
    public var gateway: String
    /// The gateway's own name of the message.
    public var reference: String
    /// The stage that it reports; nil for a failure.
    public var stage: Stage?
    /// For a failure: why.
    public var failed: FailureReason?
    /// The gateway's own code.
    public var code: String?
    /// The part of a long message, and how many there are.
    public var part: [Int]?
    /// The time that the gateway gives.
    public var far: Moment?

    /// A report that is kept for later.
    public init(
        channel: Channel, gateway: String, reference: String, stage: Stage?, failed: FailureReason?, code: String?, part: [Int]?,
        far: Moment?
    ) {
        self.channel = channel
        self.gateway = gateway
        self.reference = reference
        self.stage = stage
        self.failed = failed
        self.code = code
        self.part = part
        self.far = far
    }
}

/// `reply.received`: somebody answered a message in words. The words are kept beside the journal; a confirmation is a `receipt.accepted`
/// of its own.
public struct ReplyReceived: Codable, Hashable, Sendable {
    /// What the words mean.
    public enum Meaning: String, CaseIterable, Codable, Hashable, Sendable {
        /// The person has the warning.
        case confirms
        /// The person wants no more messages; warnings go on all the same.
        case unsubscribes
        /// Something else, which confirms nothing and is shown to people.
        case unknown
        /// Door results that cannot be read, or a room that stands more than once; kept, answered, never guessed.
        case unclear
        /// Somebody of the staff asks for a new link.
        case link
    }

    /// The gateway that it came over.
    public var gateway: String
    /// The pseudonym of the phone; nil for one that the register does not know.
    public var phone: Pseudonym?
    /// What the words mean.
    public var meaning: Meaning
    /// SHA-256 of the words, 64 hexadecimal digits; they are kept beside the journal under it.
    public var sha256: String
    /// The delivery that it is taken as an answer to; nil where none is open.
    public var delivery: DeliveryID?
    /// The time that the gateway gives.
    public var far: Moment?

    /// A reply.
    public init(gateway: String, phone: Pseudonym?, meaning: Meaning, sha256: String, delivery: DeliveryID?, far: Moment?) {
        self.gateway = gateway
        self.phone = phone
        self.meaning = meaning
        self.sha256 = sha256
        self.delivery = delivery
        self.far = far
    }
}

/// `receipt.repeated` and `receipt.refused`: receipts that changed nothing. Beyond a few a minute from one device they are counted
/// in one line.
public struct ReceiptsUnused: Codable, Hashable, Sendable {
    /// The device of the topic, or the gateway of a report; nil where even that was none.
    public var device: String?
    /// Why: `repeated`, `malformed`, `unknown-delivery` (that of a closed alert is one, too), `other-device`, `stage`, `unknown-device`,
    /// `other-phone`.
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
