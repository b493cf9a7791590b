public import Alerts

/// What a source may say here: for which senders it speaks, and which of its alerts wait for the duty officer.
public struct SourceRule: Codable, Hashable, Sendable {
    /// The source, as in the topic `alert/in/{source}`.
    public var source: String
    /// The senders it may speak for; `*` at the end stands for any rest.
    public var senders: [String]
    /// Which alerts wait for a person.
    public var approval: Approval

    /// Which alerts of a source wait for a person.
    public enum Approval: Hashable, Sendable {
        /// None.
        case never
        /// All.
        case always
        /// Those below a colour.
        case below(Colour)
    }

    /// A rule for a source.
    public init(source: String, senders: [String], approval: Approval) {
        self.source = source
        self.senders = senders
        self.approval = approval
    }

    /// Whether the source may speak for a sender.
    public func speaks(for sender: String) -> Bool {
        senders.contains { pattern in
            pattern.hasSuffix("*") ? sender.hasPrefix(pattern.dropLast()) : sender == pattern
        }
    }

    /// The source of what is written at the console: the community's own word, which no issuer stands behind.
    public static let console = "console"

    /// Whether the source hands on what an issuing authority says.
    public var isOfficial: Bool { source != Self.console }

    /// Why an alert has to wait for the duty officer; nil if it goes out by itself. Without a rule every alert waits; a red one that an
    /// official source may speak for never does.
    static func hold(_ incoming: IncomingAlert, by rules: [SourceRule]) -> String? {
        guard let rule = rules.first(where: { $0.source == incoming.source }) else { return "source" }
        guard rule.speaks(for: incoming.alert.sender) else { return "sender" }
        if rule.isOfficial, incoming.colour == .red, !incoming.contradictsEnvelope { return nil }
        switch rule.approval {
        case .never: return nil
        case .always: return "approval"
        case .below(let colour): return incoming.colour.map { $0 >= colour } ?? false ? nil : "approval"
        }
    }
}

extension SourceRule.Approval: Codable {
    /// Reads `never`, `always`, or a colour from which on no approval is needed.
    public init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        switch (word, Colour(rawValue: word)) {
        case ("never", _): self = .never
        case ("always", _): self = .always
        case (_, let colour?): self = .below(colour)
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "approval is \(word); use never, always, or a colour from which on none is needed"))
        }
    }

    /// Writes that word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .never: try container.encode("never")
        case .always: try container.encode("always")
        case .below(let colour): try container.encode(colour.rawValue)
        }
    }
}
