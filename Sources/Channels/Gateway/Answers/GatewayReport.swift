public import Alerts
public import Community

/// What a gateway reports of one message.
public struct GatewayReport: Hashable, Sendable {
    /// What a report says.
    public enum Meaning: Hashable, Sendable {
        /// Gateway or carrier has it: `dispatched`.
        case dispatched
        /// It is on the handset: `delivered`.
        case delivered
        /// It will not arrive.
        case failed(DeliveryFault)
        /// It is on its way; nothing new is proved.
        case underway
        /// The gateway never saw it.
        case unseen
        /// The state is not in the profile: kept, shown, and no proof of anything.
        case unclear(state: ShownCode)
    }

    /// Our own reference, if it came back.
    public var reference: String?
    /// The gateway's id of the message.
    public var id: String?
    /// The handset.
    public var number: Phone?
    /// What it says.
    public var meaning: Meaning
    /// The gateway's error code.
    public var code: ShownCode?
    /// The gateway's words.
    public var text: ShownCode?
    /// The number of the segment that it is about, from 1; nil where it is about the whole message.
    public var segment: Int?
    /// The number of segments.
    public var segments: Int?
    /// The far end's own time.
    public var at: Moment?
}

/// What a resident wrote back.
public struct GatewayReply: Hashable, Sendable {
    /// The handset.
    public var number: Phone
    /// The text as it came. It may hold anything, so it is no text for a log.
    public var text: String
    /// The number that it was sent to.
    public var service: String?
    /// The gateway's id of the reply, by which one that comes twice is known.
    public var id: String?
    /// The far end's own time.
    public var at: Moment?
}

/// What a gateway brought with one request.
public struct Pushed<Item: Hashable & Sendable>: Hashable, Sendable {
    /// What could be read.
    public var items: [Item]
    /// How many elements could not.
    public var unreadable: Int
}

/// A gateway's request that could not be read at all.
public enum PushProblem: Error, Hashable, Sendable {
    /// The profile says nothing about such requests.
    case unexpected
    /// It is not of the form that the profile says.
    case malformed
    /// It brings more elements than anybody sends in one request.
    case tooMany
}
