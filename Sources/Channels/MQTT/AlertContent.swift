public import Alerts

/// What a device is told of an alert: texts and marks, the same for every device.
public struct AlertContent: Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// CAP status; anything but Actual is marked as a drill or test by the device.
    public var status: Status
    /// CAP msgType.
    public var msgType: MsgType
    /// What is coming.
    public var hazard: Hazard
    /// The event in the alert's words.
    public var event: String
    /// The colour that the alert says.
    public var colour: Colour?
    /// 1 (red) to 4 (blue).
    public var priority: Int
    /// The short text.
    public var headline: String
    /// The text to play.
    public var spoken: String
    /// The text to show.
    public var shown: String
    /// The language of the texts.
    public var language: String
    /// The issuing unit, never a forecaster's own name.
    public var issuer: String
    /// How often to play it.
    public var plays: Int
    /// When the issuer sent it, as it is written in the alert.
    public var sent: Timestamp
    /// When it is over.
    public var expires: Timestamp
    /// CAP XML for neighbours and higher levels.
    public var cap: [UInt8]

    /// The content of an alert.
    public init(
        alert: AlertID, status: Status, msgType: MsgType, hazard: Hazard, event: String, colour: Colour?, priority: Int,
        headline: String, spoken: String, shown: String, language: String, issuer: String, plays: Int, sent: Timestamp,
        expires: Timestamp,
        cap: [UInt8]
    ) {
        self.alert = alert
        self.status = status
        self.msgType = msgType
        self.hazard = hazard
        self.event = event
        self.colour = colour
        self.priority = priority
        self.headline = headline
        self.spoken = spoken
        self.shown = shown
        self.language = language
        self.issuer = issuer
        self.plays = plays
        self.sent = sent
        self.expires = expires
        self.cap = cap
    }
}
