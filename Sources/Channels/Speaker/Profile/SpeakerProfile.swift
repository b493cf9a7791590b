public import Alerts

/// How loudspeakers that are not ours are spoken to, as data: a file of `Config/speakers/`. Either by HTTP or by MQTT.
///
/// That an order was received is `dispatched` and no more. State codes differ by vendor, one's 2 is playing and another's is finished: a
/// code counts only as its profile says, and one that is not in the profile proves nothing.
public struct SpeakerProfile: Codable, Hashable, Sendable {
    /// The profile's name, an identifier.
    public var speaker: String
    /// Where this is from, and what is not sure of it.
    public var source: String?
    /// Values with names of their own, for templates.
    public var values: [String: String]?
    /// The interface, where it is HTTP.
    public var http: HTTPOrders?
    /// The interface, where it is MQTT.
    public var mqtt: MQTTOrders?
    /// What it says of a play.
    public var state: SpeakerStateRules
    /// How it writes times.
    public var times: TimeForm?
    /// How fast it may be given orders and asked; 20 requests a second where nothing is said. For HTTP.
    public var limits: GatewayLimits?

    /// Orders by HTTP.
    public struct HTTPOrders: Codable, Hashable, Sendable {
        /// The order to play a text.
        public var order: RequestTemplate
        /// The order to stop; nil where it cannot be stopped.
        public var withdraw: RequestTemplate?
        /// How requests are signed; nil for not at all.
        public var signing: Signing?
        /// What the answer to an order says.
        public var answer: AnswerRules
        /// The question for the state of a play; nil where it reports by itself. Its answer is read by `answer` first, which finds orders
        /// that it does not have, and then by `state`.
        public var query: RequestTemplate?
        /// How often it is asked.
        public var asking: Asking?
    }

    /// How often it is asked for the state of an order that did not end: after the first pause, then after twice the pause each time, and
    /// from the beginning again when something was new.
    public struct Asking: Codable, Hashable, Sendable {
        /// The first pause, in seconds; 1 where nothing is said.
        public var firstSeconds: Int?
        /// The longest pause, in seconds; 15 where nothing is said.
        public var longestSeconds: Int?
    }

    /// Orders by MQTT.
    public struct MQTTOrders: Codable, Hashable, Sendable {
        /// The order to play a text.
        public var order: MessageTemplate
        /// The order to stop; nil where it cannot be stopped.
        public var withdraw: MessageTemplate?
        /// The topic that states come on, with `{device}` as one level.
        public var stateTopic: TextTemplate
    }

    /// A message by MQTT.
    public struct MessageTemplate: Codable, Hashable, Sendable {
        /// The topic.
        public var topic: TextTemplate
        /// The payload.
        public var body: RequestTemplate.Body
    }
}

/// What a loudspeaker says of a play, and what its codes mean.
public struct SpeakerStateRules: Codable, Hashable, Sendable {
    /// The form; JSON where nothing is said.
    public var format: BodyForm?
    /// The path of a list of states; without it the whole is a list, or a single state.
    public var list: String?
    /// Where our own reference stands; without it a state concerns whatever the device was asked for last, and proves no play.
    public var reference: FieldLocator?
    /// Where the device stands, where the topic does not say it.
    public var device: FieldLocator?
    /// Where the code stands.
    public var code: FieldLocator
    /// What each code means.
    public var states: CodeTable<SpeakerState>
    /// Where the beginning of the play stands.
    public var started: FieldLocator?
    /// Where its end stands.
    public var ended: FieldLocator?
    /// Where the number of plays stands.
    public var plays: FieldLocator?
    /// Where the time of the state stands.
    public var time: FieldLocator?
    /// What it wants to hear when it brought states by HTTP.
    public var answer: PushAnswer?
}

/// What a code of a loudspeaker means.
public enum SpeakerState: String, CaseIterable, Codable, Hashable, Sendable {
    /// The order was received, or waits: `dispatched`.
    case received
    /// It is being played: the device has it, `delivered`.
    case playing
    /// It was played to the end: `presented`, which proves something only with times.
    case finished
    /// It was not played.
    case failed
    /// It was stopped by us; proves nothing.
    case withdrawn
}

/// What a loudspeaker reports.
public struct SpeakerReport: Hashable, Sendable {
    /// What a report says.
    public enum Meaning: Hashable, Sendable {
        /// The profile knows the code.
        case known(SpeakerState)
        /// It does not: kept, shown, and no proof of anything.
        case unclear(code: ShownCode)
    }

    /// The device, if topic or report say which.
    public var device: String?
    /// Our own reference, if it came back.
    public var reference: String?
    /// What it says.
    public var meaning: Meaning
    /// The vendor's code.
    public var code: ShownCode
    /// When the play began.
    public var startedAt: Moment?
    /// When it ended.
    public var endedAt: Moment?
    /// How often it was played.
    public var plays: Int?
    /// The device's own time.
    public var at: Moment?
}
