/// What a call says, and how often.
public struct ComposedCall: Hashable, Sendable {
    /// The text, with the question to press a key.
    public var text: String
    /// How often it is said.
    public var repeats: Int
    /// Where the words are from.
    public var origin: ComposedMessage.Origin
    /// What was left out; empty for nothing.
    public var shortened: [ComposedMessage.Shortening]
}

/// Makes the text of calls, by the rules of ``SMSComposer``.
public struct CallComposer: Sendable {
    private let composer: MessageComposer

    /// A composer by templates.
    public init(_ templates: MessageTemplates) { composer = MessageComposer(templates: templates, medium: .voice) }

    /// The call.
    ///
    /// - Parameter longest: The most characters that the gateway speaks; nil for the templates' own limit.
    public func call(_ facts: MessageFacts, longest: Int? = nil) -> ComposedCall {
        let limit = min(longest ?? Int.max, composer.templates.spokenCharacters)
        let message = composer.message(facts) { $0.count <= limit }
        return ComposedCall(
            text: message.text, repeats: composer.templates.repeats(for: facts.colour), origin: message.origin,
            shortened: message.shortened)
    }
}
