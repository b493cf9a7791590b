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
    /// A constant address with more; nil for none.
    public var link: String?
    /// Whether residents are asked to answer.
    public var asksForReply: Bool

    /// The facts of an alert.
    public init(
        status: Status, nearDrill: Bool = false, msgType: MsgType, kind: String?, hazard: Hazard, event: String, colour: Colour?,
        area: String, instruction: String? = nil, text: String? = nil, ownText: String? = nil, issuer: String, sent: Timestamp,
        language: String = "zh-CN", link: String? = nil, asksForReply: Bool = true
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
        self.asksForReply = asksForReply
    }
}
