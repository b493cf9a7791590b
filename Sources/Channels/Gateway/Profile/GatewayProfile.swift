/// How an SMS or voice gateway is spoken to, as data: a file of `Config/gateways/`, or the built-in ``kannel``.
///
/// A profile says nothing of who we are there: that is the ``GatewayAccount``.
public struct GatewayProfile: Codable, Hashable, Sendable {
    /// The channels that gateways serve.
    public enum Medium: String, CaseIterable, Codable, Hashable, Sendable {
        case sms, voice
    }

    /// The profile's name, an identifier.
    public var gateway: String
    /// What it carries; `sms` where nothing is said.
    public var channel: Medium?
    /// Where this is from, and what is not sure of it.
    public var source: String?
    /// Values with names of their own, for templates: an application's number, a region.
    public var values: [String: String]?
    /// How it writes phone numbers; `e164` where nothing is said.
    public var number: GatewayNumber?
    /// How a message or call is handed over.
    public var request: RequestTemplate
    /// How requests are signed; nil for not at all.
    public var signing: Signing?
    /// What the answer says.
    public var answer: AnswerRules
    /// Delivery reports of messages; nil where it sends none.
    public var reports: ReportRules?
    /// Replies of residents; nil where it passes none on.
    public var replies: ReplyRules?
    /// Reports of calls; only for voice.
    public var calls: CallRules?
    /// How the state of a message is asked for; nil where it cannot be.
    public var query: QueryRules?
    /// How it writes times.
    public var times: TimeForm?
    /// How fast it may be used.
    public var limits: GatewayLimits?
    /// What a text may be.
    public var text: TextRules?
    /// Who puts the signature 【…】, and where.
    public var sign: SignRule?
    /// Templates that the provider reviewed; nil where texts are free.
    public var templates: [ReviewedTemplate]?
    /// Whether a second message with the same reference is known not to be delivered twice.
    public var deduplicates: Bool?

    /// What it carries.
    public var medium: Medium { channel ?? .sms }
}

/// How fast a gateway may be used.
public struct GatewayLimits: Codable, Hashable, Sendable {
    /// Requests in `seconds`, on average.
    public var rate: Int
    /// The seconds that `rate` is counted over; 1 where nothing is said.
    public var seconds: Int?
    /// Requests at once after a pause; as many as `rate` in a second, at least one, where nothing is said.
    public var burst: Int?
    /// Requests under way at the same time; 8 where nothing is said.
    public var parallel: Int?

    /// Where nothing is said of parallel requests.
    public static let usualParallel = 8
}

/// What a gateway takes as a text.
public struct TextRules: Codable, Hashable, Sendable {
    /// The most characters of a text with its signature; nil for no limit of its own.
    public var longest: Int?
    /// The most segments of a message; nil for no limit of its own.
    public var segments: Int?
    /// How texts are coded; `ucs2` where every text is sent in UCS-2, `automatic` where the gateway chooses.
    public var coding: SMSCodingRule?
    /// The most characters of a variable of a reviewed template.
    public var variable: Int?
    /// Characters that a reviewed template must not hold besides those that no text may.
    public var forbidden: String?
}

/// Who puts the signature that every commercial message in China carries.
public struct SignRule: Codable, Hashable, Sendable {
    /// Who puts it.
    public enum Writer: String, CaseIterable, Codable, Hashable, Sendable {
        /// The gateway; it counts all the same.
        case platform
        /// We do.
        case us
    }

    /// Who puts it.
    public var by: Writer
    /// Where it stands; `front` where nothing is said.
    public var place: SMSSignature.Place?
    /// The longest signature, in characters without brackets; nil for no limit of its own.
    public var longest: Int?
}
