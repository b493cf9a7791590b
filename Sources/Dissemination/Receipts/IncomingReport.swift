public import Alerts
public import Community
public import Record

/// What a gateway reports of a message or call, as far as it could be read.
public struct IncomingReport: Hashable, Sendable {
    /// What it says.
    public enum Result: Hashable, Sendable {
        /// It got that far.
        case reached(Stage)
        /// It did not get there.
        case failed(FailureReason)
    }

    /// The channel.
    public var channel: Channel
    /// The gateway.
    public var gateway: String
    /// The delivery, where the gateway gives back what it was given.
    public var delivery: DeliveryID?
    /// The gateway's own name for it.
    public var reference: String?
    /// The phone, where the report names one.
    public var phone: Pseudonym?
    /// What it says.
    public var result: Result
    /// The gateway's own code.
    public var code: String?
    /// The part of a long message, from 1, and how many there are; nil for the whole.
    public var part: Part?
    /// The time that the gateway gives.
    public var at: Moment?
    /// Times and key of a call; nil for a message.
    public var call: Call?

    /// One part of a long message.
    public struct Part: Hashable, Sendable {
        /// Which, from 1.
        public var number: Int
        /// Of how many.
        public var count: Int

        /// A part.
        public init(number: Int, count: Int) {
            self.number = number
            self.count = count
        }
    }

    /// How a call went.
    public struct Call: Hashable, Sendable {
        /// When the phone rang.
        public var rangAt: Moment?
        /// When somebody answered.
        public var answeredAt: Moment?
        /// When it ended.
        public var endedAt: Moment?
        /// The key that was pressed.
        public var key: String?

        /// A call.
        public init(rangAt: Moment? = nil, answeredAt: Moment? = nil, endedAt: Moment? = nil, key: String? = nil) {
            self.rangAt = rangAt
            self.answeredAt = answeredAt
            self.endedAt = endedAt
            self.key = key
        }
    }

    /// A report.
    public init(
        channel: Channel, gateway: String, delivery: DeliveryID?, reference: String?, phone: Pseudonym? = nil, result: Result,
        code: String? = nil, part: Part? = nil, at: Moment?, call: Call? = nil
    ) {
        self.channel = channel
        self.gateway = gateway
        self.delivery = delivery
        self.reference = reference
        self.phone = phone
        self.result = result
        self.code = code
        self.part = part
        self.at = at
        self.call = call
    }
}

/// What somebody answered to a message.
public struct IncomingReply: Hashable, Sendable {
    /// The gateway that it came over.
    public var gateway: String
    /// The pseudonym of the number that it came from.
    public var phone: Pseudonym
    /// What the words mean.
    public var meaning: ReplyReceived.Meaning
    /// SHA-256 of the words, which are kept beside the journal.
    public var sha256: String
    /// The time that the gateway gives.
    public var at: Moment?

    /// A reply.
    public init(gateway: String, phone: Pseudonym, meaning: ReplyReceived.Meaning, sha256: String, at: Moment?) {
        self.gateway = gateway
        self.phone = phone
        self.meaning = meaning
        self.sha256 = sha256
        self.at = at
    }
}
