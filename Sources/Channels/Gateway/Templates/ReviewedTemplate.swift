public import Alerts

/// A template that the provider reviewed. Its text is what was approved, word for word; only its variables change.
public struct ReviewedTemplate: Codable, Hashable, Sendable {
    /// What a template was approved for.
    public enum Occasion: String, CaseIterable, Codable, Hashable, Sendable {
        /// Real messages.
        case actual
        /// Drills.
        case drill
        /// Real messages while a drill is near.
        case nearDrill
    }

    /// Whom a template speaks to.
    public enum Audience: String, CaseIterable, Codable, Hashable, Sendable {
        case residents, staff
    }

    /// The provider's name of it.
    public var code: String
    /// What it was approved for; `actual` where nothing is said.
    public var occasion: Occasion?
    /// The language; the usual one of the messages where nothing is said.
    public var language: String?
    /// Whom it is for; residents where nothing is said. Staff get what is approved for residents where nothing is approved for them.
    public var audience: Audience?
    /// The messages that it is for; nil for all.
    public var types: [MsgType]?
    /// The colours that it is for; nil for all, and for alerts without one.
    public var colours: [Colour]?
    /// The kinds that it is for; nil for all.
    public var kinds: [String]?
    /// The hazards that it is for; nil for all.
    public var hazards: [Hazard]?
    /// The approved text with our names of the variables, without the signature.
    public var text: TextTemplate
    /// The provider's names of the variables, where they are others.
    public var parameters: [String: String]?
    /// Characters that a variable is cut to, where it is fewer than the messages' own limits.
    public var longest: [String: Int]?

    var scope: MessageTemplates.Scope {
        MessageTemplates.Scope(types: types, colours: colours, kinds: kinds, hazards: hazards)
    }

    /// The variables, each once, in the order of the text.
    var variables: [String] {
        var names: [String] = []
        for name in text.names where !names.contains(name) { names.append(name) }
        return names
    }

    /// The template with its values; nil where one is missing.
    func filled(_ values: MessageValues, limit: Int?) -> (template: FilledTemplate, text: String, cut: [String])? {
        var cut: [String] = []
        var parameters: [FilledTemplate.Parameter] = []
        var shown: [String: String] = [:]
        for name in variables {
            guard let value = values.values[name] else { return nil }
            let longest = min(longest?[name] ?? Int.max, limit ?? Int.max)
            // Half an address leads nowhere.
            if name == "link", value.utf16.count > longest { return nil }
            if value.utf16.count > longest || values.cut.contains(name) { cut.append(name) }
            shown[name] = PlainText.cut(value, to: longest)
            parameters.append(.init(name: self.parameters?[name] ?? name, value: shown[name] ?? ""))
        }
        guard let text = try? text.filled({ shown[$0] }) else { return nil }
        return (FilledTemplate(code: code, parameters: parameters), text, cut)
    }
}

extension MessageFacts {
    /// What a template has to be approved for to say this.
    var occasion: ReviewedTemplate.Occasion {
        guard status == .actual else { return .drill }
        return nearDrill ? .nearDrill : .actual
    }
}

extension GatewayProfile {
    /// The message for residents as this gateway can carry it: in free words, or by the first reviewed template that fits.
    ///
    /// - Parameters:
    ///   - messages: the texts.
    ///   - sign: the name in the signature; nil for none.
    /// - Returns: nil only where the provider takes reviewed templates alone and none of them fits.
    public func sms(_ facts: MessageFacts, messages: MessageTemplates, sign: String?) -> ComposedSMS? {
        let budget = budget(segments: messages.segments(for: facts), sign: sign)
        guard let templates else { return SMSComposer(messages).sms(facts, budget: budget) }
        guard let (language, texts) = messages.language(facts.language) else { return nil }
        let values = MessageValues(facts, texts, messages, isSpoken: false)
        let ordered = templates.enumerated().filter { facts.isForStaff || $0.element.audience != .staff }
        let preferred = facts.isForStaff ? ordered.filter { $0.element.audience == .staff } : []
        for (index, template) in preferred + ordered.filter({ $0.element.audience != .staff }) {
            guard (template.occasion ?? .actual) == facts.occasion, (template.language ?? messages.usualLanguage) == language,
                template.scope.fits(facts), let filled = template.filled(values, limit: text?.variable), budget.holds(filled.text)
            else { continue }
            return ComposedSMS(
                text: budget.signature?.handedOver(filled.text) ?? filled.text,
                shown: budget.signature?.placed(on: filled.text) ?? filled.text, length: budget.length(of: filled.text),
                origin: .template(language: language, rule: index, form: 0), shortened: filled.cut.map { .variable($0) },
                template: filled.template)
        }
        return nil
    }
}
