import Alerts

/// The text of a short message, with its length and its signature.
public struct ComposedSMS: Hashable, Sendable {
    /// The text as it is handed to the gateway: with the signature if we put it.
    public var text: String
    /// The text as a resident sees it.
    public var shown: String
    /// How long it is, with the signature.
    public var length: SMSLength
    /// Where the words are from.
    public var origin: ComposedMessage.Origin
    /// What was left out; empty for nothing.
    public var shortened: [ComposedMessage.Shortening]
    /// The reviewed template that says it, for gateways that take nothing else.
    public var template: FilledTemplate?
}

/// Makes short messages.
///
/// - The issuing unit and the time are always named.
/// - An alert's own text is relayed as it is, but for marks and characters that no message may hold, and is cut only at its end.
/// - A drill begins and ends with 这是演练, a real message near a drill begins with 这不是演练; both survive any shortening.
public struct SMSComposer: Sendable {
    private let composer: MessageComposer
    private let staffComposer: MessageComposer

    /// A composer by templates.
    public init(_ templates: MessageTemplates) {
        composer = MessageComposer(templates: templates, medium: .sms)
        staffComposer = MessageComposer(templates: templates, medium: .staff)
    }

    /// The message, within a budget.
    public func sms(_ facts: MessageFacts, budget: SMSBudget) -> ComposedSMS {
        let message = (facts.isForStaff ? staffComposer : composer).message(facts, holds: budget.holds)
        return ComposedSMS(
            text: budget.signature?.handedOver(message.text) ?? message.text,
            shown: budget.signature?.placed(on: message.text) ?? message.text, length: budget.length(of: message.text),
            origin: message.origin, shortened: message.shortened)
    }
}
