/// What a resident's reply means.
public enum ReplyMeaning: String, CaseIterable, Codable, Hashable, Sendable {
    /// The message was received: `confirmed`.
    case confirms
    /// No more messages are wanted. It is kept and shown, and confirms nothing.
    case unsubscribes
    /// Anything else. It is kept and shown, and confirms nothing.
    case unknown
}

/// Which replies mean what, as data. A reply is compared whole, after it was folded: letters small, full-width forms narrow, blanks and
/// `ignored` characters gone.
public struct ReplyWords: Codable, Hashable, Sendable {
    /// Replies that confirm.
    public var confirm: [String]
    /// Replies that want no more messages.
    public var unsubscribe: [String]
    /// Characters that do not count, such as full stops and quotation marks.
    public var ignored: String
    /// Where this is from.
    public var source: String

    /// The longest reply that is compared, in characters.
    private static let longest = 64

    /// What a reply means.
    public func meaning(of reply: String) -> ReplyMeaning {
        let folded = folded(reply)
        guard !folded.isEmpty, folded.count <= ReplyWords.longest else { return .unknown }
        if confirm.contains(where: { self.folded($0) == folded }) { return .confirms }
        return unsubscribe.contains { self.folded($0) == folded } ? .unsubscribes : .unknown
    }

    /// A reply as it is compared.
    func folded(_ reply: String) -> String {
        var text = String.UnicodeScalarView()
        let dropped = Set(ignored.unicodeScalars.map(ReplyWords.narrow))
        for scalar in reply.prefix(ReplyWords.longest * 4).unicodeScalars.map(ReplyWords.narrow)
        where !ReplyWords.isInvisible(scalar) {
            if !dropped.contains(scalar) { text.append(scalar) }
        }
        return String(text).lowercased()
    }

    /// The narrow form of a full-width character (U+FF01 to U+FF5E) and of the ideographic space.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000: " "
        default: scalar
        }
    }

    /// Blanks, controls, marks of direction, and what makes a digit an emoji (U+FE0F, U+20E3).
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: scalar.value == 0x20E3 || (0xFE00...0xFE0F).contains(scalar.value)
        }
    }
}
