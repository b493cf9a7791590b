public import Alerts
public import Community
import Coverage
import Dissemination
public import Record
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
    private let findFacts: @Sendable (AlertID, String) -> MessageFacts?
    private let notice: @Sendable (AlertID, Pseudonym) -> Notice?
    private let page: @Sendable (DeliveryID) -> String?
    private let cache = Mutex<[Key: Words]>([:])
    /// What alerts say, by language: to find it, a document is read anew, and each phone of staff gets words of its own.
    private let known = Mutex<[FactsKey: MessageFacts]>([:])

    private struct FactsKey: Hashable {
        var alert: AlertID
        var language: String
    }

    /// Texts, and facts, that are kept at the most; thousands of phones get the same few.
    private static let cacheLimit = 256

    /// What a message to a phone says to a member of staff beyond the warning.
    public struct Notice: Hashable, Sendable {
        /// The address of their page; nil where there is none.
        public var link: String?
        /// How many doors they have to go to.
        public var doors: Int

        /// What is said.
        public init(link: String?, doors: Int) {
            self.link = link
            self.doors = doors
        }
    }

    /// A desk.
    ///
    /// - Parameters:
    ///   - entry: finds the number behind a pseudonym, in the register in force.
    ///   - facts: what an alert says, in a language.
    ///   - notice: what somebody is told beyond that whose phone is called, or who has something to see to; nil for residents.
    ///   - page: the address of the page of a message, for texts that ask for it; nil where there is none.
    public init(
        templates: MessageTemplates, entry: @escaping @Sendable (Pseudonym) -> PhoneBookEntry?,
        facts: @escaping @Sendable (AlertID, String) -> MessageFacts?,
        notice: @escaping @Sendable (AlertID, Pseudonym) -> Notice? = { _, _ in nil },
        page: @escaping @Sendable (DeliveryID) -> String? = { _ in nil }
    ) {
        self.templates = templates
        self.entry = entry
        findFacts = facts
        self.notice = notice
        self.page = page
    }

    /// The message for a dispatch over a gateway; nil where the register no longer has the phone, or the alert says nothing.
    func message(_ dispatch: Dispatch, over line: GatewayLine) -> OutgoingMessage? {
        guard let name = Pseudonym(dispatch.endpoint), let known = entry(name) else { return nil }
        let language = known.language.isEmpty ? templates.usualLanguage : known.language
        let key = Key(alert: dispatch.alert, language: language, gateway: line.name)
        guard let words = personalWords(dispatch, to: name, key, line) ?? words(key, line) else { return nil }
        return OutgoingMessage(
            phone: known.phone, text: words.text, template: words.template, reference: dispatch.delivery.description,
            repeats: words.repeats)
    }

    /// The words of a message that is for one phone alone; nil where it gets what all others get.
    private func personalWords(_ dispatch: Dispatch, to phone: Pseudonym, _ key: Key, _ line: GatewayLine) -> Words? {
        guard line.profile.medium == .sms, dispatch.action == .present else { return nil }
        let notice = notice(dispatch.alert, phone)
        guard notice != nil || wantsPages(key.language, line), var facts = facts(key.alert, key.language) else { return nil }
        if let notice {
            (facts.link, facts.doors) = (notice.link, notice.doors)
        } else {
            facts.link = page(dispatch.delivery)
        }
        return line.profile.sms(facts, messages: templates, sign: line.account.sign).map {
            Words(text: $0.text, template: $0.template)
        }
    }

    /// Whether any text to residents in a language asks for an address: reviewed templates want one that never changes, so by default
    /// none does.
    private func wantsPages(_ language: String, _ line: GatewayLine) -> Bool {
        if let reviewed = line.profile.templates {
            return reviewed.contains { $0.audience != .staff && $0.text.names.contains("link") }
        }
        return templates.language(language)?.texts.sms.contains { $0.forms.contains { $0.names.contains("link") } } ?? false
    }

    /// What an alert says. An accepted alert says the same for ever, so it is looked for once.
    private func facts(_ alert: AlertID, _ language: String) -> MessageFacts? {
        let key = FactsKey(alert: alert, language: language)
        if let facts = known.withLock({ $0[key] }) { return facts }
        guard let facts = findFacts(alert, language) else { return nil }
        known.withLock { Self.keep(facts, as: key, in: &$0) }
        return facts
    }

    private static func keep<Name, Value>(_ value: Value, as name: Name, in cache: inout [Name: Value]) {
        if cache.count >= cacheLimit { cache.removeAll() }
        cache[name] = value
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
        cache.withLock { Self.keep(words, as: key, in: &$0) }
        return words
    }

    /// The post of an alert for a robot that takes so many bytes; nil where the alert says nothing.
    func post(_ alert: AlertID, bytes: Int) -> String? {
        facts(alert, templates.usualLanguage).map { RobotComposer(templates).text($0, bytes: bytes).text }
    }
}
