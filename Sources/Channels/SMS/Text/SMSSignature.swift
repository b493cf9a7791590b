/// The signature 【…】 that every commercial message in China carries, and that always counts.
public struct SMSSignature: Hashable, Sendable {
    /// Where it stands.
    public enum Place: String, CaseIterable, Codable, Hashable, Sendable {
        case front, end
    }

    /// The name between the brackets.
    public var name: String
    /// Where it stands.
    public var place: Place
    /// Who puts it.
    public var writer: SignRule.Writer

    /// A signature.
    public init(name: String, place: Place = .front, writer: SignRule.Writer) {
        self.name = name
        self.place = place
        self.writer = writer
    }

    /// The text as a resident sees it.
    public func placed(on text: String) -> String { place == .front ? "【\(name)】\(text)" : "\(text)【\(name)】" }

    /// The text as it is handed to the gateway.
    public func handedOver(_ text: String) -> String { writer == .us ? placed(on: text) : text }
}

/// What a text has to fit into.
public struct SMSBudget: Hashable, Sendable {
    /// Segments at the most.
    public var segments: Int
    /// How the gateway codes texts.
    public var coding: SMSCodingRule
    /// Characters at the most, with the signature; nil for no such limit.
    public var longest: Int?
    /// The signature that will stand on it; nil for none.
    public var signature: SMSSignature?

    /// A budget.
    public init(segments: Int, coding: SMSCodingRule = .automatic, longest: Int? = nil, signature: SMSSignature? = nil) {
        self.segments = segments
        self.coding = coding
        self.longest = longest
        self.signature = signature
    }

    /// The length of a text with its signature.
    public func length(of text: String) -> SMSLength { SMSLength(signature?.placed(on: text) ?? text, rule: coding) }

    /// Whether a text fits with its signature.
    public func holds(_ text: String) -> Bool {
        let whole = signature?.placed(on: text) ?? text
        if let longest, whole.utf16.count > longest { return false }
        return SMSLength(whole, rule: coding).segments <= segments
    }
}

extension GatewayProfile {
    /// What a text has to fit into at this gateway.
    ///
    /// - Parameters:
    ///   - segments: the segments that the message may take; the gateway may allow fewer.
    ///   - sign: the name in the signature; nil for no signature.
    public func budget(segments: Int, sign name: String?) -> SMSBudget {
        SMSBudget(
            segments: min(segments, text?.segments ?? segments), coding: text?.coding ?? .automatic, longest: text?.longest,
            signature: name.flatMap(signature))
    }

    /// The signature on messages through this gateway; nil where it puts none.
    public func signature(_ name: String) -> SMSSignature? {
        sign.map { SMSSignature(name: name, place: $0.place ?? .front, writer: $0.by) }
    }
}
