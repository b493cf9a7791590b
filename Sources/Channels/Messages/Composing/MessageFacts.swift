public import Alerts

/// What a message to residents is made of: an alert's facts in one language. A forecaster's name is no part of it.
public struct MessageFacts: Hashable, Sendable {
    /// CAP status; everything but Actual is marked as a drill.
    public var status: Status
    /// A drill is near, so a real message says that it is none.
    public var nearDrill: Bool
    /// Whether it warns, changes or ends a warning; an Ack or Error says nothing to residents.
    public var msgType: MsgType
    /// The kind in the table of hazards, for instance `rainstorm`; nil for one that it does not know.
    public var kind: String?
    /// What is coming.
    public var hazard: Hazard
    /// The event in the alert's words.
    public var event: String
    /// The colour, if it has one.
    public var colour: Colour?
    /// Where, in words.
    public var area: String
    /// What to do, in the alert's words.
    public var instruction: String?
    /// The alert's words as a whole.
    public var text: String?
    /// The text that the alert brings for this very channel, in this language.
    public var ownText: String?
    /// The issuing unit.
    public var issuer: String
    /// When the issuer sent it, in the community's zone.
    public var sent: Timestamp
    /// The language of the message, as CAP writes it.
    public var language: String
    /// The address of the page of whom the message is for; nil for none.
    public var link: String?
    /// What the end of a warning adds while people are still ordered to leave; nil for nothing.
    public var keepAway: String?
    /// For staff: how many doors they have to go to; nil for messages to residents.
    public var doors: Int?
    /// Whether it is for staff who are called or have something to see to.
    public var isForStaff: Bool { doors != nil }
    /// Whether residents are asked to answer.
    public var asksForReply: Bool

    /// The facts of an alert.
    public init(
        status: Status, nearDrill: Bool = false, msgType: MsgType, kind: String?, hazard: Hazard, event: String, colour: Colour?,
        area: String, instruction: String? = nil, text: String? = nil, ownText: String? = nil, issuer: String, sent: Timestamp,
        language: String = "zh-CN", link: String? = nil, keepAway: String? = nil, doors: Int? = nil, asksForReply: Bool = true
    ) {
        self.status = status
        self.nearDrill = nearDrill
        self.msgType = msgType
        self.kind = kind
        self.hazard = hazard
        self.event = event
        self.colour = colour
        self.area = area
        self.instruction = instruction
        self.text = text
        self.ownText = ownText
        self.issuer = issuer
        self.sent = sent
        self.language = language
        self.link = link
        self.keepAway = keepAway
        self.doors = doors
        self.asksForReply = asksForReply
    }
}
