/// What the answer to a submission says: where its parts stand, and what its codes mean.
///
/// Without any matching code the HTTP status alone decides what is safe to say: a 2xx proves nothing, 408, 425, 429 and 503 ask to come
/// again, 401, 403 and other 4xx mean that the account or the profile is wrong, everything else leaves open whether the message was taken.
public struct AnswerRules: Hashable, Sendable {
    /// The form of the answer; JSON where nothing is said.
    public var format: BodyForm?
    /// Where the code stands.
    public var code: FieldLocator
    /// Where words for people stand.
    public var text: FieldLocator?
    /// Where the other side's own id of the message stands.
    public var reference: FieldLocator?
    /// Codes of messages that were taken; they count only with an HTTP status of 200 to 299.
    public let accepted: [String]
    /// Codes of messages that were taken and wait at the gateway.
    public let queued: [String]?
    /// Codes of messages that will never be taken, with the reason.
    public let refused: [String: DeliveryFault]?
    /// Codes that ask to come again.
    public let temporary: [String]?
    /// Codes that concern the account, not the message: no money, wrong credentials, a template that was not approved. Nothing more is
    /// sent before somebody has looked.
    public let trouble: [String]?
    /// All codes with what they say.
    let verdicts: CodeTable<Verdict>

    /// What a code says.
    enum Verdict: Codable, Hashable, Sendable {
        case accepted, queued
        case refused(DeliveryFault)
        case temporary, trouble
    }

    init(
        format: BodyForm? = nil, code: FieldLocator, text: FieldLocator? = nil, reference: FieldLocator? = nil,
        accepted: [String], queued: [String]? = nil, refused: [String: DeliveryFault]? = nil, temporary: [String]? = nil,
        trouble: [String]? = nil
    ) {
        self.format = format
        self.code = code
        self.text = text
        self.reference = reference
        self.accepted = accepted
        self.queued = queued
        self.refused = refused
        self.temporary = temporary
        self.trouble = trouble
        var codes: [String: Verdict] = [:]
        for code in accepted { codes[code] = .accepted }
        for code in queued ?? [] { codes[code] = .queued }
        for code in temporary ?? [] { codes[code] = .temporary }
        for (code, fault) in refused ?? [:] { codes[code] = .refused(fault) }
        for code in trouble ?? [] { codes[code] = .trouble }
        verdicts = CodeTable(codes)
    }

    /// Codes that stand in more than one list.
    var repeatedCodes: [String] {
        let all = accepted + (queued ?? []) + (refused ?? [:]).keys + (temporary ?? []) + (trouble ?? [])
        return Dictionary(grouping: all) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }
}

extension AnswerRules: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case format, code, text, reference, accepted, queued, refused, temporary, trouble
    }

    /// Reads the rules.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            format: try container.decodeIfPresent(BodyForm.self, forKey: .format),
            code: try container.decode(FieldLocator.self, forKey: .code),
            text: try container.decodeIfPresent(FieldLocator.self, forKey: .text),
            reference: try container.decodeIfPresent(FieldLocator.self, forKey: .reference),
            accepted: try container.decode([String].self, forKey: .accepted),
            queued: try container.decodeIfPresent([String].self, forKey: .queued),
            refused: try container.decodeIfPresent([String: DeliveryFault].self, forKey: .refused),
            temporary: try container.decodeIfPresent([String].self, forKey: .temporary),
            trouble: try container.decodeIfPresent([String].self, forKey: .trouble))
    }

    /// Writes them again.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(format, forKey: .format)
        try container.encode(code, forKey: .code)
        try container.encodeIfPresent(text, forKey: .text)
        try container.encodeIfPresent(reference, forKey: .reference)
        try container.encode(accepted, forKey: .accepted)
        try container.encodeIfPresent(queued, forKey: .queued)
        try container.encodeIfPresent(refused, forKey: .refused)
        try container.encodeIfPresent(temporary, forKey: .temporary)
        try container.encodeIfPresent(trouble, forKey: .trouble)
    }
}
