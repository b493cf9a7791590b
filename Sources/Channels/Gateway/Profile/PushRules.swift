/// What a gateway's request to us is answered with, so that it does not send the same again.
public struct PushAnswer: Codable, Hashable, Sendable {
    /// The HTTP status; 200 where nothing is said.
    public var status: Int?
    /// The media type; `application/json; charset=utf-8` where nothing is said.
    public var type: String?
    /// The body; empty where nothing is said.
    public var body: String?
}

/// How delivery reports come.
public struct ReportRules: Codable, Hashable, Sendable {
    /// The form; JSON where nothing is said.
    public var format: BodyForm?
    /// The path of the list of reports; without it the whole is a list, or a single report.
    public var list: String?
    /// Where our own reference stands.
    public var reference: FieldLocator?
    /// Where the gateway's id of the message stands.
    public var id: FieldLocator?
    /// Where the handset's number stands.
    public var number: FieldLocator?
    /// Where the state stands.
    public var state: FieldLocator
    /// What each state means. A state that is not listed proves nothing.
    public var states: CodeTable<ReportedState>
    /// Whether the state is a number of which single bits are meant: the largest listed number of which all bits are set decides.
    public var bits: Bool?
    /// Where the error code stands.
    public var code: FieldLocator?
    /// Where words for people stand.
    public var text: FieldLocator?
    /// Why a message failed, by error code, else by words, else by state.
    public var reasons: CodeTable<DeliveryFault>?
    /// Where the number of the segment stands, for gateways that report each.
    public var segment: FieldLocator?
    /// Where the number of segments stands.
    public var segments: FieldLocator?
    /// Where the far end's time stands.
    public var time: FieldLocator?
    /// What it is answered with.
    public var answer: PushAnswer?
}

/// What a state in a report means.
public enum ReportedState: String, CaseIterable, Codable, Hashable, Sendable {
    /// The gateway or carrier has it.
    case dispatched
    /// It is on the handset.
    case delivered
    /// It will not arrive.
    case failed
    /// It is on its way, which proves nothing new.
    case underway
    /// The gateway never saw it, so that it can be sent again safely.
    case unseen
}

/// How residents' replies come.
public struct ReplyRules: Codable, Hashable, Sendable {
    /// The form; JSON where nothing is said.
    public var format: BodyForm?
    /// The path of the list of replies; without it the whole is a list, or a single reply.
    public var list: String?
    /// Where the handset's number stands.
    public var number: FieldLocator
    /// Where the text stands.
    public var text: FieldLocator
    /// Where the number that it was sent to stands.
    public var service: FieldLocator?
    /// Where the gateway's id of the reply stands, by which one that comes twice is known.
    public var id: FieldLocator?
    /// Where the far end's time stands.
    public var time: FieldLocator?
    /// What it is answered with.
    public var answer: PushAnswer?
}

/// How the state of a message is asked for.
public struct QueryRules: Codable, Hashable, Sendable {
    /// The question; it names `{reference}`, or `{id}` for the gateway's own id.
    public var request: RequestTemplate
    /// How the question is signed, where it is not as submissions are.
    public var signing: Signing?
    /// The form of the answer; JSON where nothing is said.
    public var format: BodyForm?
    /// The path of what concerns the message; without it the whole. Of a list, the first element counts.
    public var list: String?
    /// Where the state stands.
    public var state: FieldLocator
    /// What each state means. A state that is not listed proves nothing.
    public var states: CodeTable<ReportedState>
    /// Where the gateway's id of the message stands.
    public var id: FieldLocator?
    /// Where the error code stands.
    public var code: FieldLocator?
    /// Why a message failed, by error code.
    public var reasons: CodeTable<DeliveryFault>?
    /// Where the far end's time stands.
    public var time: FieldLocator?
}
