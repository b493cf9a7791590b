/// What a message has to say in one language, for one time or place (CAP 1.2 §3.2.2).
public struct Info: Hashable, Sendable {
    /// RFC 3066 language; absent means `en-US`.
    public var language: String?
    /// The kinds of event; at least one in a valid message.
    public var categories: [Category]
    /// What it is, in words.
    public var event: String
    /// What people are to do.
    public var responseTypes: [ResponseType]
    /// How soon to act; nil only where a lenient reading found none.
    public var urgency: Urgency?
    /// How bad it is; nil only where a lenient reading found none.
    public var severity: Severity?
    /// How sure it is; nil only where a lenient reading found none.
    public var certainty: Certainty?
    /// Whom it is meant for, in words.
    public var audience: String?
    /// Codes of the event by system.
    public var eventCodes: [NamedValue]
    /// From when the text holds; absent means the alert's `sent`.
    public var effective: CAPTime?
    /// When the event is expected to begin.
    public var onset: CAPTime?
    /// Until when the text holds; absent leaves it to the recipient's policy.
    public var expires: CAPTime?
    /// The issuing unit, in words. CMA writes a forecaster's own name here, so it is never shown on.
    public var senderName: String?
    /// The short text.
    public var headline: String?
    /// The long text.
    public var description: String?
    /// What to do.
    public var instruction: String?
    /// Where more is told; an absolute URI.
    public var web: String?
    /// Whom to ask.
    public var contact: String?
    /// Further values by system.
    public var parameters: [NamedValue]
    /// Files that come with it.
    public var resources: [Resource]
    /// Where it holds; the union of all of them.
    public var areas: [Area]

    /// A block with everything optional left out.
    public init(
        language: String? = nil, categories: [Category] = [], event: String, responseTypes: [ResponseType] = [],
        urgency: Urgency? = .unknown, severity: Severity? = .unknown, certainty: Certainty? = .unknown, audience: String? = nil,
        eventCodes: [NamedValue] = [], effective: CAPTime? = nil, onset: CAPTime? = nil, expires: CAPTime? = nil,
        senderName: String? = nil, headline: String? = nil, description: String? = nil, instruction: String? = nil,
        web: String? = nil, contact: String? = nil, parameters: [NamedValue] = [], resources: [Resource] = [], areas: [Area] = []
    ) {
        self.language = language
        self.categories = categories
        self.event = event
        self.responseTypes = responseTypes
        self.urgency = urgency
        self.severity = severity
        self.certainty = certainty
        self.audience = audience
        self.eventCodes = eventCodes
        self.effective = effective
        self.onset = onset
        self.expires = expires
        self.senderName = senderName
        self.headline = headline
        self.description = description
        self.instruction = instruction
        self.web = web
        self.contact = contact
        self.parameters = parameters
        self.resources = resources
        self.areas = areas
    }
}

/// A value under the name of a system that only its users understand (CAP 1.2 eventCode, parameter, geocode).
public struct NamedValue: Hashable, Sendable {
    /// The system's name, for instance `CPEAS Geographic Code`.
    public var valueName: String
    /// The value in that system.
    public var value: String

    /// A value of a system.
    public init(valueName: String, value: String) {
        self.valueName = valueName
        self.value = value
    }
}

/// A file that comes with a message (CAP 1.2 §3.2.3).
public struct Resource: Hashable, Sendable {
    /// What it is, in words.
    public var resourceDesc: String
    /// Its MIME type; required in 1.2.
    public var mimeType: String?
    /// Its size in bytes.
    public var size: Int?
    /// Where it is.
    public var uri: String?
    /// Its content in base64.
    public var derefUri: String?
    /// SHA-1 of its content, hexadecimal.
    public var digest: String?

    /// A file with everything optional left out.
    public init(
        resourceDesc: String, mimeType: String? = nil, size: Int? = nil, uri: String? = nil, derefUri: String? = nil,
        digest: String? = nil
    ) {
        self.resourceDesc = resourceDesc
        self.mimeType = mimeType
        self.size = size
        self.uri = uri
        self.derefUri = derefUri
        self.digest = digest
    }
}
