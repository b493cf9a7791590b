import Alerts

/// The values of a message's variables.
struct MessageValues {
    /// All variables that texts may name.
    static let names = [
        "issuer", "time", "event", "colour", "warning", "area", "advice", "advice-short", "instruction", "text", "link", "doors",
    ]
    /// Those that every alert has.
    static let certain: Set<String> = ["issuer", "time", "event", "warning", "area", "advice", "advice-short"]
    /// Those that are cut to their limits.
    static let limited = ["issuer", "event", "area"]

    private(set) var values: [String: String] = [:]
    /// The variables that were cut.
    private(set) var cut: [String] = []

    /// The values of facts in a language; times are spoken in calls.
    init(_ facts: MessageFacts, _ texts: MessageTemplates.Language, _ templates: MessageTemplates, isSpoken: Bool) {
        let line = { PlainText.line($0, templates.characters) }
        let colour = facts.colour.flatMap { texts.colours[$0.rawValue] }
        set("issuer", line(facts.issuer), templates)
        set("area", line(facts.area), templates)
        set("event", texts.eventName(line(facts.kind.flatMap { texts.events?[$0] } ?? facts.event)), templates)
        values["time"] = texts.time(facts.sent, isSpoken: isSpoken)
        values["colour"] = colour
        let warning = colour == nil ? texts.plainWarning : texts.warning
        values["warning"] = try? warning.filled { values[$0] }
        let advice = texts.advice.first { $0.scope.fits(facts) }
        values["advice"] = advice.map { PlainText.ended($0.text, texts.stop) }
        values["advice-short"] = advice.map { PlainText.ended($0.short, texts.stop) }
        values["instruction"] = sentence(facts.instruction.map(line), texts)
        values["text"] = sentence(facts.text.map(line), texts)
        values["doors"] = facts.doors.flatMap { $0 > 0 ? String($0) : nil }
        if let link = facts.link, link.utf16.count <= templates.limits["link"] ?? 0 { values["link"] = link }
    }

    private mutating func set(_ name: String, _ value: String, _ templates: MessageTemplates) {
        let limit = templates.limits[name] ?? Int.max
        if value.utf16.count > limit { cut.append(name) }
        values[name] = PlainText.cut(value, to: limit)
    }

    private func sentence(_ text: String?, _ texts: MessageTemplates.Language) -> String? {
        text.flatMap { $0.isEmpty ? nil : PlainText.ended($0, texts.stop) }
    }

    /// The text of a form; nil where a variable has no value.
    func text(_ form: TextTemplate) -> String? { try? form.filled { values[$0] } }
}

extension MessageTemplates.Language {
    /// The event without what the warning's name adds again: 暴雨 of 暴雨红色预警信号.
    func eventName(_ event: String) -> String {
        var name = event[...]
        var isShortened = true
        while isShortened {
            isShortened = false
            for ending in eventEndings + colours.values.sorted() {
                guard name.count > ending.count, name.lowercased().hasSuffix(ending.lowercased()) else { continue }
                name = name.dropLast(ending.count)
                isShortened = true
            }
            while let last = name.last, last.isWhitespace { name.removeLast() }
        }
        return String(name)
    }

    /// A time as a clock in its own zone shows it.
    func time(_ stamp: Timestamp, isSpoken: Bool) -> String {
        let (date, second, _) = stamp.local
        let (_, month, day) = date.components
        let names = months ?? []
        let values = [
            "month": String(month), "day": String(day), "hour": String(second / 3600),
            "minute": isSpoken ? String(second / 60 % 60) : MessageTemplates.Language.twoDigits(second / 60 % 60),
            "month-name": names.indices.contains(month - 1) ? names[month - 1] : String(month),
        ]
        return (try? (isSpoken ? spokenTime : time).filled { values[$0] }) ?? stamp.capText
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
