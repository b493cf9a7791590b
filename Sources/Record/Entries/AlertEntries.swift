public import Alerts
public import Community

/// Where the bytes of a message are kept and what they are.
public struct OriginalDocument: Codable, Hashable, Sendable {
    /// SHA-256 of the bytes as received, 64 hexadecimal digits.
    public var sha256: String
    /// Their number.
    public var size: Int

    /// A document by its hash and size.
    public init(sha256: String, size: Int) {
        self.sha256 = sha256
        self.size = size
    }
}

/// How messages refer to each other, without the sender's name.
public struct MessageName: Codable, Hashable, Sendable {
    /// The identifier that the issuer gave.
    public var identifier: String
    /// The name by which others refer to it: the first 16 hexadecimal digits of SHA-256 over `sender,identifier`.
    public var key: MessageKey
    /// The names of the messages that it refers to: those whose senders its source may speak for, without itself.
    public var references: [MessageKey]

    /// A name with its references.
    public init(identifier: String, key: MessageKey, references: [MessageKey]) {
        self.identifier = identifier
        self.key = key
        self.references = references
    }
}

/// `alert.accepted`: an alert will be disseminated. Everything that coverage needs of it stands here.
public struct AlertAccepted: Codable, Hashable, Sendable {
    /// Its id.
    public var alert: AlertID
    /// The first alert of the warning it belongs to; itself for a first one.
    public var warning: AlertID
    /// How others refer to it.
    public var message: MessageName
    /// The source that brought it.
    public var source: String
    /// The bytes as received.
    public var original: OriginalDocument
    /// CAP status.
    public var status: Status
    /// CAP msgType, as it acts: a second Alert under the same identifier counts as Update.
    public var msgType: MsgType
    /// When the issuer sent it.
    public var sent: Moment
    /// What is coming.
    public var hazard: Hazard
    /// The event in the alert's words.
    public var event: String
    /// The kind of event by the hazard table, where it knows it.
    public var kind: String?
    /// `immediate`, `gradual` or `evacuate`.
    public var urgencyClass: String
    /// The colour that the alert says; nil where it says none.
    public var colour: Colour?
    /// The colour that the deadlines go by.
    public var effectiveColour: Colour
    /// The alerts it replaces or ends.
    public var replaces: [AlertID]
    /// Why households are in the target: `shape`, `geocode`, `whole` or `told` (a Cancel goes to whoever was told).
    public var rule: String
    /// The register version of the target.
    public var register: Int
    /// The target households.
    public var target: HouseholdSet
    /// The places in the target, by their index in the register version.
    public var places: HouseholdSet
    /// Where the clock begins.
    public var start: Moment
    /// Whether it has a clock of its own.
    public var clock: Bool
    /// The deadlines; those that its colour does not have are absent.
    public var deadlines: Deadlines
    /// When it is over by itself.
    public var expires: Moment
    /// The weather that it puts in force for loudspeakers: `rain`, `gale`, `hail`; empty for most.
    public var weather: [String]
    /// The declared drill it belongs to, for an Exercise.
    public var drill: String?
    /// A real alert during or near a drill: every text begins 这不是演练.
    public var nearDrill: Bool
    /// The end of a warning while an order to leave stands: every text adds that nobody may go back yet. Absent where it does not.
    public var keepAway: Bool?
    /// What was wrong with the message and tolerated, by rule.
    public var findings: [String]

    /// An accepted alert with the rarely used members left out.
    public init(
        alert: AlertID, warning: AlertID, message: MessageName, source: String, original: OriginalDocument, status: Status,
        msgType: MsgType,
        sent: Moment, hazard: Hazard, event: String, kind: String?, urgencyClass: String, colour: Colour?,
        effectiveColour: Colour, replaces: [AlertID] = [], rule: String, register: Int, target: HouseholdSet,
        places: HouseholdSet, start: Moment,
        clock: Bool, deadlines: Deadlines, expires: Moment, weather: [String] = [], drill: String? = nil, nearDrill: Bool = false,
        findings: [String] = []
    ) {
        self.alert = alert
        self.warning = warning
        self.message = message
        self.source = source
        self.original = original
        self.status = status
        self.msgType = msgType
        self.sent = sent
        self.hazard = hazard
        self.event = event
        self.kind = kind
        self.urgencyClass = urgencyClass
        self.colour = colour
        self.effectiveColour = effectiveColour
        self.replaces = replaces
        self.rule = rule
        self.register = register
        self.target = target
        self.places = places
        self.start = start
        self.clock = clock
        self.deadlines = deadlines
        self.expires = expires
        self.weather = weather
        self.drill = drill
        self.nearDrill = nearDrill
        self.findings = findings
    }
}

/// The moments by which things must be done for an alert; nil where its colour asks nothing.
public struct Deadlines: Codable, Hashable, Sendable {
    /// The duty officer acknowledges.
    public var duty: Moment?
    /// Staff, helpers and receivers have answered (叫应).
    public var staff: Moment?
    /// All households are reached.
    public var households: Moment?
    /// All vulnerable persons are confirmed.
    public var vulnerable: Moment?
    /// What was left is closed by door.
    public var doors: Moment?

    /// All that there are.
    public var all: [Moment] { [duty, staff, households, vulnerable, doors].compactMap(\.self) }

    /// Deadlines, those not given being absent.
    public init(
        duty: Moment? = nil, staff: Moment? = nil, households: Moment? = nil, vulnerable: Moment? = nil, doors: Moment? = nil
    ) {
        self.duty = duty
        self.staff = staff
        self.households = households
        self.vulnerable = vulnerable
        self.doors = doors
    }
}

/// `alert.recorded`: a readable message that is kept and not disseminated.
public struct AlertRecorded: Codable, Hashable, Sendable {
    /// Why it goes no further.
    public enum Reason: String, Codable, Hashable, Sendable, CaseIterable {
        case draft, system, test, acknowledgement, expired, scope, elsewhere, superseded, cancelled, rejected
        case earlierVersion = "earlier-version"
        case cancelOfUnknown = "cancel-of-unknown"
    }

    /// Its id.
    public var alert: AlertID
    /// How others refer to it.
    public var message: MessageName
    /// The source that brought it.
    public var source: String
    /// The bytes as received.
    public var original: OriginalDocument
    /// CAP status.
    public var status: Status
    /// CAP msgType.
    public var msgType: MsgType
    /// When the issuer sent it.
    public var sent: Moment
    /// The event in the alert's words; nil for a Cancel without info.
    public var event: String?
    /// Why it goes no further.
    public var reason: Reason
    /// True where the source may not speak for the sender: such a message stands in the way of no other.
    public var unvouched: Bool?
    /// What was wrong with the message and tolerated, by rule.
    public var findings: [String]

    /// A message kept for a reason.
    public init(
        alert: AlertID, message: MessageName, source: String, original: OriginalDocument, status: Status, msgType: MsgType,
        sent: Moment,
        event: String?, reason: Reason, unvouched: Bool? = nil, findings: [String]
    ) {
        self.alert = alert
        self.message = message
        self.source = source
        self.original = original
        self.status = status
        self.msgType = msgType
        self.sent = sent
        self.event = event
        self.reason = reason
        self.unvouched = unvouched
        self.findings = findings
    }
}

/// `alert.held`: an alert waits for the duty officer; `alert.approved` or `alert.rejected` answers.
public struct AlertHeld: Codable, Hashable, Sendable {
    /// Its id.
    public var alert: AlertID
    /// How others refer to it.
    public var message: MessageName
    /// The source that brought it.
    public var source: String
    /// The bytes as received.
    public var original: OriginalDocument
    /// CAP status.
    public var status: Status
    /// Why it waits: `source`, `sender`, `approval`, `envelope`, `drill`, or `register` where none is in force.
    public var reason: String
    /// When the policy lets it go out although nobody decided; nil where it waits for a person however long that takes.
    public var until: Moment?

    /// An alert that waits.
    public init(
        alert: AlertID, message: MessageName, source: String, original: OriginalDocument, status: Status, reason: String,
        until: Moment? = nil
    ) {
        self.alert = alert
        self.message = message
        self.source = source
        self.original = original
        self.status = status
        self.reason = reason
        self.until = until
    }
}

/// `alert.approved` and `alert.rejected`: what a person decided of a held alert.
public struct AlertJudged: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who decided.
    public var by: Pseudonym?
    /// True where nobody decided in time and the policy let it go out.
    public var lapsed: Bool?

    /// A decision on an alert.
    public init(alert: AlertID, by: Pseudonym?, lapsed: Bool? = nil) {
        self.alert = alert
        self.by = by
        self.lapsed = lapsed
    }
}

/// `alert.refused`: bytes that could not be acted on.
public struct AlertRefused: Codable, Hashable, Sendable {
    /// The source that brought them.
    public var source: String
    /// The bytes as received.
    public var original: OriginalDocument
    /// Why, as a short rule and words without personal data.
    public var reason: String

    /// A refusal.
    public init(source: String, original: OriginalDocument, reason: String) {
        self.source = source
        self.original = original
        self.reason = reason
    }
}

/// `alert.repeated` (the same bytes again) and `alert.conflicting` (other bytes under a known id: the first stand).
public struct AlertRepeated: Codable, Hashable, Sendable {
    /// The known alert.
    public var alert: AlertID
    /// The source that brought it this time.
    public var source: String
    /// The bytes as received this time.
    public var original: OriginalDocument

    /// A repeat.
    public init(alert: AlertID, source: String, original: OriginalDocument) {
        self.alert = alert
        self.source = source
        self.original = original
    }
}

/// `alert.ended`: an alert asks for nothing more.
public struct AlertEnded: Codable, Hashable, Sendable {
    /// How it ended.
    public enum Cause: String, Codable, Hashable, Sendable {
        case cancelled, superseded, expired
    }

    /// The alert.
    public var alert: AlertID
    /// How it ended.
    public var cause: Cause
    /// The alert that ended it; nil for an expiry.
    public var by: AlertID?
    /// Whether its clock goes on, because an Update without a clock of its own took its place.
    public var continues: Bool

    /// An end.
    public init(alert: AlertID, cause: Cause, by: AlertID?, continues: Bool) {
        self.alert = alert
        self.cause = cause
        self.by = by
        self.continues = continues
    }
}

/// `alert.relayed` (it went out on `alert/out`) and `alert.closed` (its figures are final, its state is freed).
public struct AlertNamed: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID

    /// A line about an alert.
    public init(alert: AlertID) { self.alert = alert }
}

/// `drill.declared`: Exercise alerts in this time go to residents.
public struct DrillDeclared: Codable, Hashable, Sendable {
    /// Its name.
    public var drill: String
    /// Whether it is a full drill, which the assessment asks of every half-year.
    public var full: Bool
    /// From when.
    public var from: Moment
    /// Until when.
    public var to: Moment
    /// The pseudonym of who declared it.
    public var by: Pseudonym?

    /// A declared drill.
    public init(drill: String, full: Bool, from: Moment, to: Moment, by: Pseudonym?) {
        self.drill = drill
        self.full = full
        self.from = from
        self.to = to
        self.by = by
    }
}
