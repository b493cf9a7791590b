public import Alerts
public import Community
import Coverage
public import Record

/// A readable message at the door: what it says, and whom it concerns by the register in force.
public struct IncomingAlert: Sendable {
    /// The source that brought it.
    public var source: String
    /// The bytes as received.
    public var original: OriginalDocument
    /// The message.
    public var alert: Alert
    /// What was wrong with it and tolerated, by rule.
    public var findings: [String]
    /// What is coming.
    public var hazard: Hazard
    /// The event in the alert's words.
    public var event: String
    /// The kind of event by the hazard table, where it knows it.
    public var kind: String?
    /// `immediate` or `gradual`.
    public var urgencyClass: String
    /// Weather that it puts in force for loudspeakers.
    public var weather: [String]
    /// The colour that it says.
    public var colour: Colour?
    /// When it is over, as it says.
    public var expires: Moment?
    /// An Update that says that the danger is over: it ends what it refers to.
    public var isAllClear: Bool
    /// The envelope around it says that it is not the real thing.
    public var contradictsEnvelope: Bool
    /// Characters of the text to be spoken once.
    public var characters: Int
    /// Whom it concerns; nil if that is nobody here.
    public var target: Target?
    /// How far the journal's time runs ahead of the clock, which went back: what the message says by the clock is later by that much
    /// in the journal, or no warning would go out until the clock has caught up.
    public var journalAhead = Span.zero
    /// A person let it go out, and so vouches for its source.
    var isApproved = false

    /// Households and places of a register version, and the rule that chose them.
    public struct Target: Hashable, Sendable {
        /// `shape`, `geocode` or `whole`.
        public var rule: String
        /// The households.
        public var households: HouseholdSet
        /// The places, by index.
        public var places: HouseholdSet
        /// How many households the register has by which the target was chosen; nil where it is that in force.
        public var registerSize: Int?

        /// A target.
        public init(rule: String, households: HouseholdSet, places: HouseholdSet, registerSize: Int? = nil) {
            self.rule = rule
            self.households = households
            self.places = places
            self.registerSize = registerSize
        }
    }

    /// A message with what was found out about it.
    public init(
        source: String, original: OriginalDocument, alert: Alert, findings: [String], hazard: Hazard, event: String,
        kind: String?, urgencyClass: String, weather: [String], colour: Colour?, expires: Moment?, isAllClear: Bool,
        contradictsEnvelope: Bool = false, characters: Int, target: Target?
    ) {
        self.source = source
        self.original = original
        self.alert = alert
        self.findings = findings
        self.hazard = hazard
        self.event = event
        self.kind = kind
        self.urgencyClass = urgencyClass
        self.weather = weather
        self.colour = colour
        self.expires = expires
        self.isAllClear = isAllClear
        self.contradictsEnvelope = contradictsEnvelope
        self.characters = characters
        self.target = target
    }

    /// When it is over, in the journal's time.
    func expiry(_ policy: Policy) -> Moment {
        let colour = policy.effectiveColour(colour, hazard: hazard)
        return policy.expiry(expires, colour: colour, sent: alert.sent.moment) + journalAhead
    }

    /// How others refer to it.
    var key: MessageKey { MessageKey(sender: alert.sender, identifier: alert.identifier) }
}
