import Alerts

/// A message as it was composed, and what had to be left out for it.
public struct ComposedMessage: Hashable, Sendable {
    /// Where the words are from.
    public enum Origin: Hashable, Sendable {
        /// The alert brought them.
        case own
        /// A rule of the language, and which of its forms, from 0.
        case template(language: String, rule: Int, form: Int)
    }

    /// What was left out so that it fits.
    public enum Shortening: Hashable, Sendable {
        /// The alert's own text was cut at its end.
        case ownText(kept: Int, of: Int)
        /// A variable was cut at its limit.
        case variable(String)
        /// Not even the shortest form fits; it was cut at its end, marks and question to answer are whole. `tocsin check` finds such
        /// templates beforehand.
        case shortestForm
    }

    /// The text, without a signature.
    public var text: String
    /// Where its words are from.
    public var origin: Origin
    /// What was left out; empty for nothing.
    public var shortened: [Shortening]
}

/// Makes the text of a message: who says it, when, what is coming, what to do, how to answer, marked where it is a drill.
struct MessageComposer {
    /// What a message goes out on.
    enum Medium: Hashable, Sendable {
        case sms, voice, robot
        /// A short message to staff.
        case staff
    }

    let templates: MessageTemplates
    let medium: Medium

    /// The message, as long as `holds` allows.
    func message(_ facts: MessageFacts, holds: (String) -> Bool) -> ComposedMessage {
        guard let (name, texts) = templates.language(facts.language) else {
            return ComposedMessage(text: facts.event, origin: .own, shortened: [])
        }
        let values = MessageValues(facts, texts, templates, isSpoken: medium == .voice)
        let frame = MessageFrame(texts: texts, templates: templates, facts: facts)
        let rules = rules(texts)
        let index = rules.firstIndex { $0.scope.fits(facts) }
        let rule = index.map { rules[$0] }
        let question = facts.asksForReply && rule?.reply != false ? self.question(texts) : nil
        if medium != .staff, let own = facts.ownText, !own.isEmpty { return relayed(own, values, frame, question, holds) }
        return composed(rule, values, frame, question, holds) { form in
            .template(language: name, rule: index ?? 0, form: form)
        }
    }

    func rules(_ texts: MessageTemplates.Language) -> [MessageTemplates.Rule] {
        switch medium {
        case .sms: texts.sms
        case .voice: texts.voice
        case .robot: texts.robots
        case .staff: texts.staff
        }
    }

    /// What is said about answering; group robots take no answers.
    func question(_ texts: MessageTemplates.Language) -> String? {
        switch medium {
        case .sms: texts.reply
        case .voice: texts.keyPrompt
        case .robot: nil
        case .staff: texts.staffReply
        }
    }

    /// The alert's own text, unchanged but for the marks, cut only at its end.
    private func relayed(
        _ own: String, _ values: MessageValues, _ frame: MessageFrame, _ question: String?, _ holds: (String) -> Bool
    ) -> ComposedMessage {
        let body = frame.attributed(frame.unmarked(own), values)
        let whole = frame.framed(body, question)
        if body.count < PlainText.longest, holds(whole) { return ComposedMessage(text: whole, origin: .own, shortened: []) }
        let kept = PlainText.longestBeginning(of: body) { holds(frame.framed($0, question)) }
        return ComposedMessage(
            text: frame.framed(kept, question), origin: .own,
            shortened: [.ownText(kept: kept.count - 1, of: max(body.count, own.count))])
    }

    private func composed(
        _ rule: MessageTemplates.Rule?, _ values: MessageValues, _ frame: MessageFrame, _ question: String?,
        _ holds: (String) -> Bool, origin: (Int) -> ComposedMessage.Origin
    ) -> ComposedMessage {
        var shortest: (text: String, form: Int) = (values.values["warning"] ?? "", 0)
        for (index, form) in (rule?.forms ?? []).enumerated() {
            guard let body = values.text(form) else { continue }
            let text = frame.framed(body, question)
            if holds(text) { return ComposedMessage(text: text, origin: origin(index), shortened: cuts(values, form)) }
            shortest = (body, index)
        }
        let kept = PlainText.longestBeginning(of: shortest.text) { holds(frame.framed($0, question)) }
        return ComposedMessage(text: frame.framed(kept, question), origin: origin(shortest.form), shortened: [.shortestForm])
    }

    private func cuts(_ values: MessageValues, _ form: TextTemplate) -> [ComposedMessage.Shortening] {
        let names = form.names.contains("warning") ? form.names + ["event"] : form.names
        return values.cut.filter(names.contains).map(ComposedMessage.Shortening.variable)
    }
}
