import Alerts

/// The facts of all kinds of messages, with everything in them at its longest, and of those only the ones that can make a text longest.
struct LongestFacts {
    /// Facts with the rule that they fall under.
    private(set) var all: [(rule: Int, facts: MessageFacts)] = []
    /// The rules that some alert falls under.
    private(set) var reached: Set<Int> = []

    private let templates: MessageTemplates
    private let language: String
    private let texts: MessageTemplates.Language
    private let isForStaff: Bool

    init(
        templates: MessageTemplates, hazards: HazardTable, language: String, texts: MessageTemplates.Language,
        rules: [MessageTemplates.Rule], isForStaff: Bool = false
    ) {
        self.templates = templates
        self.isForStaff = isForStaff
        self.language = language
        self.texts = texts
        let known = hazards.kinds.map { (kind: Optional($0.kind), hazard: $0.hazard) }
        let kinds = known + Hazard.allCases.map { (kind: nil, hazard: $0) }
        for type in [MsgType.alert, .update, .cancel] {
            for colour in Colour.allCases.map(Optional.some) + [nil] {
                add(kinds.map { facts(type, colour, $0.kind, $0.hazard) }, rules)
            }
        }
    }

    /// Of facts that differ in their kind alone, each rule's longest by what is advised at length and by what is advised shortly.
    private mutating func add(_ candidates: [MessageFacts], _ rules: [MessageTemplates.Rule]) {
        let ruled = Dictionary(grouping: candidates) { facts in rules.firstIndex { $0.scope.fits(facts) } }
        for (rule, facts) in ruled.sorted(by: { ($0.key ?? -1) < ($1.key ?? -1) }) {
            guard let rule else { continue }
            reached.insert(rule)
            var longest: [MessageFacts] = []
            for part in [\MessageTemplates.Advice.text, \.short] {
                guard let candidate = facts.max(by: { length($0, part) < length($1, part) }) else { continue }
                if !longest.contains(candidate) { longest.append(candidate) }
            }
            for facts in longest {
                for status in [Status.exercise, .actual] {
                    var marked = facts
                    marked.status = status
                    all.append((rule, marked))
                }
            }
        }
    }

    private func length(_ facts: MessageFacts, _ part: KeyPath<MessageTemplates.Advice, String>) -> Int {
        let advice = texts.advice.first { $0.scope.fits(facts) }?[keyPath: part].utf16.count ?? 0
        let event = facts.kind.flatMap { texts.events?[$0] }?.utf16.count ?? Int.max
        return advice + min(event, templates.limits["event"] ?? 0)
    }

    private func facts(_ type: MsgType, _ colour: Colour?, _ kind: String?, _ hazard: Hazard) -> MessageFacts {
        MessageFacts(
            status: .exercise, nearDrill: true, msgType: type, kind: kind, hazard: hazard, event: wide("event"), colour: colour,
            area: wide("area"), issuer: wide("issuer"), sent: MessageFacts.longestTime, language: language,
            link: isForStaff ? String(repeating: "w", count: templates.limits["link"] ?? 1) : nil, doors: isForStaff ? 200 : nil)
    }

    /// As many characters as a variable may have, of a kind that no short alphabet holds.
    private func wide(_ name: String) -> String { String(repeating: "国", count: templates.limits[name] ?? 1) }
}
