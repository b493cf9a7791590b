/// One CAP 1.2 message (CAP 1.2 §3.2.1), whatever dialect it came in.
public struct Alert: Hashable, Sendable {
    /// Unique with `sender`; no space, comma, `<` or `&` (§3.2.1 identifier).
    public var identifier: String
    /// Who made the message; globally unique, no space, comma, `<` or `&`.
    public var sender: String
    /// When it was sent.
    public var sent: CAPTime
    /// What it is for: only `actual` is the real thing.
    public var status: Status
    /// Whether it begins, replaces or ends a warning.
    public var msgType: MsgType
    /// The operator or device behind the sender.
    public var source: String?
    /// For whom it is; absent only where a lenient reading found none.
    public var scope: Scope?
    /// The rule that limits a `restricted` message.
    public var restriction: String?
    /// The recipients of a `private` message.
    public var addresses: [String]
    /// Codes for special handling.
    public var codes: [String]
    /// A comment; the exercise for `exercise`, the reason for `error` and, in the 12379 dialect, of a Cancel.
    public var note: String?
    /// The earlier messages that this one is about.
    public var references: [Reference]
    /// The incidents that this message belongs to.
    public var incidents: [String]
    /// What there is to say, a block for each language, time or place.
    public var infos: [Info]

    /// A message with everything optional left out.
    public init(
        identifier: String, sender: String, sent: CAPTime, status: Status = .actual, msgType: MsgType = .alert,
        source: String? = nil, scope: Scope? = .public, restriction: String? = nil, addresses: [String] = [],
        codes: [String] = [], note: String? = nil, references: [Reference] = [], incidents: [String] = [], infos: [Info] = []
    ) {
        self.identifier = identifier
        self.sender = sender
        self.sent = sent
        self.status = status
        self.msgType = msgType
        self.source = source
        self.scope = scope
        self.restriction = restriction
        self.addresses = addresses
        self.codes = codes
        self.note = note
        self.references = references
        self.incidents = incidents
        self.infos = infos
    }
}

/// A time as CAP writes it (CAP 1.2 §3.3.2), with the text it was read from.
public struct CAPTime: Hashable, Sendable {
    /// The text as received, or the canonical form for a time made here.
    public var text: String
    /// The moment and offset it stands for.
    public var timestamp: Timestamp

    /// A time as received, with what it was read as.
    public init(text: String, timestamp: Timestamp) {
        self.text = text
        self.timestamp = timestamp
    }

    /// A time made here; fractions of a second are cut off, since CAP has none.
    public init(_ timestamp: Timestamp) {
        let whole = timestamp.moment.milliseconds - (timestamp.moment.milliseconds % 1000 + 1000) % 1000
        self.timestamp = Timestamp(moment: Moment(milliseconds: whole), offsetMinutes: timestamp.offsetMinutes)
        text = self.timestamp.capText
    }

    /// The moment it stands for.
    public var moment: Moment { timestamp.moment }
}

/// The triplet by which one message names another (CAP 1.2 §3.2.1 references).
public struct Reference: Hashable, Sendable {
    /// The sender of the message that is meant.
    public var sender: String
    /// Its identifier.
    public var identifier: String
    /// Its time as written in the reference; noted, never trusted. Empty where the dialect gives none.
    public var sent: String

    /// A reference by its three parts.
    public init(sender: String, identifier: String, sent: String) {
        self.sender = sender
        self.identifier = identifier
        self.sent = sent
    }
}
