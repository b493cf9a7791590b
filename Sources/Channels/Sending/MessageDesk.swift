public import Alerts
public import Community
import Coverage
import Dissemination
import Record
import Synchronization

/// Writes the messages and calls of dispatches: to which number, in which language, in the words that fit the gateway.
public final class MessageDesk: Sendable {
    private struct Key: Hashable {
        var alert: AlertID
        var language: String
        var gateway: String
    }

    private struct Words {
        var text: String
        var template: FilledTemplate?
        var repeats: Int?
    }

    private let templates: MessageTemplates
    private let entry: @Sendable (Pseudonym) -> PhoneBookEntry?
    private let facts: @Sendable (AlertID, String) -> MessageFacts?
    private let cache = Mutex<[Key: Words]>([:])

    /// Texts that are kept at the most; thousands of phones get the same few.
    private static let cacheLimit = 256

    /// A desk.
    ///
    /// - Parameters:
    ///   - entry: finds the number behind a pseudonym, in the register in force.
    ///   - facts: what an alert says, in a language.
    public init(
        templates: MessageTemplates, entry: @escaping @Sendable (Pseudonym) -> PhoneBookEntry?,
        facts: @escaping @Sendable (AlertID, String) -> MessageFacts?
    ) {
        self.templates = templates
        self.entry = entry
        self.facts = facts
    }

    /// The message for a dispatch over a gateway; nil where the register no longer has the phone, or the alert says nothing.
    func message(_ dispatch: Dispatch, over line: GatewayLine) -> OutgoingMessage? {
        guard let known = Pseudonym(dispatch.endpoint).flatMap(entry) else { return nil }
        let language = known.language.isEmpty ? templates.usualLanguage : known.language
        guard let words = words(Key(alert: dispatch.alert, language: language, gateway: line.name), line) else { return nil }
        return OutgoingMessage(
            phone: known.phone, text: words.text, template: words.template, reference: dispatch.delivery.description,
            repeats: words.repeats)
    }

    private func words(_ key: Key, _ line: GatewayLine) -> Words? {
        if let known = cache.withLock({ $0[key] }) { return known }
        guard let facts = facts(key.alert, key.language) else { return nil }
        let words: Words?
        switch line.profile.medium {
        case .sms:
            words = line.profile.sms(facts, messages: templates, sign: line.account.sign).map {
                Words(text: $0.text, template: $0.template)
            }
        case .voice:
            let call = CallComposer(templates).call(facts, longest: line.profile.text?.longest)
            words = Words(text: call.text, repeats: call.repeats)
        }
        guard let words else { return nil }
        cache.withLock { cache in
            if cache.count >= Self.cacheLimit { cache.removeAll() }
            cache[key] = words
        }
        return words
    }

    /// The post of an alert for a robot that takes so many bytes; nil where the alert says nothing.
    func post(_ alert: AlertID, bytes: Int) -> String? {
        facts(alert, templates.usualLanguage).map { RobotComposer(templates).text($0, bytes: bytes).text }
    }
}
