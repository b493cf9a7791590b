/// What a resident's reply means.
public enum ReplyMeaning: String, CaseIterable, Codable, Hashable, Sendable {
    /// The message was received: `confirmed`.
    case confirms
    /// No more messages are wanted. It is kept and shown, and confirms nothing.
    case unsubscribes
    /// Somebody of the staff wants a new link to their page.
    case asksForLink
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
    /// Words by which staff ask for a new link to their page.
    public var newLink: [String]
    /// Characters that do not count, such as full stops and quotation marks.
    public var ignored: String
    /// Where this is from.
    public var source: String

    /// A reply as it is compared.
    func folded(_ reply: String) -> String { ReplyWords.folded(reply, without: narrowIgnored) }

    /// The ignored characters, narrow.
    fileprivate var narrowIgnored: Set<Unicode.Scalar> { Set(ignored.unicodeScalars.map(ReplyWords.narrow)) }

    fileprivate static func folded(_ reply: String, without ignored: Set<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in reply.unicodeScalars.lazy.map(narrow) where !isInvisible(scalar) && !ignored.contains(scalar) {
            text.append(scalar)
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

/// Says what replies mean, with the words folded once.
public struct ReplyReader: Sendable {
    private let confirming: Set<String>
    private let unsubscribing: Set<String>
    private let asking: Set<String>
    private let ignored: Set<Unicode.Scalar>

    /// The longest reply that can mean something, in bytes; several segments long, it says more than a word.
    private static let longest = 1024

    /// A reader of replies by words.
    public init(_ words: ReplyWords) {
        confirming = Set(words.confirm.map(words.folded))
        unsubscribing = Set(words.unsubscribe.map(words.folded))
        asking = Set(words.newLink.map(words.folded))
        ignored = words.narrowIgnored
    }

    /// What a reply means.
    public func meaning(of reply: String) -> ReplyMeaning {
        guard reply.utf8.count <= ReplyReader.longest else { return .unknown }
        let folded = ReplyWords.folded(reply, without: ignored)
        guard !folded.isEmpty else { return .unknown }
        if confirming.contains(folded) { return .confirms }
        if asking.contains(folded) { return .asksForLink }
        return unsubscribing.contains(folded) ? .unsubscribes : .unknown
    }
}
