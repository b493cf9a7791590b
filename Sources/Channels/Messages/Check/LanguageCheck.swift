import Alerts

/// Checks the texts of one language by themselves.
struct LanguageCheck {
    let texts: MessageTemplates.Language
    let path: [String]
    let kinds: Set<String>
    let rules: MessageTemplates.CharacterRules
    let eventLimit: Int

    func findings() -> [FileFinding] {
        wordFindings() + markFindings() + adviceFindings() + ruleFindings("sms", texts.sms) + ruleFindings("staff", texts.staff)
            + ruleFindings("voice", texts.voice)
            + ruleFindings("robots", texts.robots)
    }

    private func wordFindings() -> [FileFinding] {
        let times: Set = ["month", "month-name", "day", "hour", "minute"]
        let forms: [(String, TextTemplate, Set<String>)] = [
            ("time", texts.time, times), ("spokenTime", texts.spokenTime, times),
            ("warning", texts.warning, ["event", "colour"]),
            ("plainWarning", texts.plainWarning, ["event"]), ("attribution", texts.attribution, ["issuer", "time"]),
        ]
        var findings = forms.flatMap { key, form, names in templateFindings(form, names, at: path + [key]) }
        for colour in Colour.allCases where texts.colours[colour.rawValue] == nil {
            findings.append(.error(path + ["colours"], "\(colour.rawValue) is missing"))
        }
        if (texts.time.names + texts.spokenTime.names).contains("month-name"), texts.months?.count != 12 {
            findings.append(.error(path + ["months"], "{month-name} is used, so there must be twelve"))
        }
        if !Set(texts.attribution.names).isSuperset(of: ["issuer", "time"]) {
            findings.append(.error(path + ["attribution"], "must name {issuer} and {time}"))
        }
        for kind in (texts.events ?? [:]).keys.sorted() where !kinds.contains(kind) {
            findings.append(.error(path + ["events", kind], "\(kind) is no kind of the table of hazards"))
        }
        for (kind, name) in (texts.events ?? [:]).sorted(by: { $0.key < $1.key }) where name.utf16.count > eventLimit {
            findings.append(.warning(path + ["events", kind], "\(name) is longer than limits.event and will be cut"))
        }
        for (key, text) in [("reply", texts.reply), ("staffReply", texts.staffReply), ("keyPrompt", texts.keyPrompt)] {
            findings += characterFindings(text, at: path + [key])
            if text.isEmpty { findings.append(.error(path + [key], "is empty, so nobody would know how to answer")) }
        }
        return findings
    }

    private func markFindings() -> [FileFinding] {
        let marks = path + ["marks"]
        var findings: [FileFinding] = []
        if !texts.marks.opening.hasPrefix(DrillMarking.words) {
            findings.append(.error(marks + ["opening"], "must begin with \(DrillMarking.words)"))
        }
        if !texts.marks.closing.hasSuffix(DrillMarking.words) {
            findings.append(.error(marks + ["closing"], "must end with \(DrillMarking.words)"))
        }
        if !texts.marks.denial.hasPrefix(DrillMarking.denial) {
            findings.append(.error(marks + ["denial"], "must begin with \(DrillMarking.denial)"))
        }
        for (key, text) in [("opening", texts.marks.opening), ("closing", texts.marks.closing), ("denial", texts.marks.denial)] {
            findings += characterFindings(text, at: marks + [key])
        }
        return findings
    }

    private func adviceFindings() -> [FileFinding] {
        var findings: [FileFinding] = []
        for (index, row) in texts.advice.enumerated() {
            let place = path + ["advice", String(index)]
            findings += scopeFindings(row.scope, at: place)
            for (key, text) in [("text", row.text), ("short", row.short)] {
                findings += characterFindings(text, at: place + [key])
                if text.isEmpty { findings.append(.error(place + [key], "is empty")) }
            }
        }
        if !texts.advice.contains(where: { $0.scope.isFallback(for: .alert) }) {
            findings.append(.error(path + ["advice"], "the last row must be for everything, or some alerts would have no advice"))
        }
        return findings
    }

    private func ruleFindings(_ key: String, _ rules: [MessageTemplates.Rule]) -> [FileFinding] {
        var findings: [FileFinding] = []
        for (index, rule) in rules.enumerated() {
            let place = path + [key, String(index)]
            findings += scopeFindings(rule.scope, at: place)
            if rule.forms.isEmpty { findings.append(.error(place + ["forms"], "is empty")) }
            for (number, form) in rule.forms.enumerated() {
                findings += formFindings(
                    form, isLast: number == rule.forms.count - 1, rule, at: place + ["forms", String(number)])
            }
        }
        for type in [MsgType.alert, .update, .cancel] where !rules.contains(where: { $0.scope.isFallback(for: type) }) {
            findings.append(.error(path + [key], "there is no rule for every \(type.rawValue), whatever its colour and kind"))
        }
        return findings
    }

    private func formFindings(
        _ form: TextTemplate, isLast: Bool, _ rule: MessageTemplates.Rule, at place: [String]
    ) -> [FileFinding] {
        var findings = templateFindings(form, Set(MessageValues.names), at: place)
        for name in ["issuer", "time"] where !form.names.contains(name) {
            findings.append(.error(place, "does not name {\(name)}: who says it and when is always said"))
        }
        let certain = rule.colours == nil ? MessageValues.certain : MessageValues.certain.union(["colour"])
        for name in form.names where isLast && MessageValues.names.contains(name) && !certain.contains(name) {
            findings.append(.error(place, "the last form names {\(name)}, which not every alert has"))
        }
        return findings
    }

    private func scopeFindings(_ scope: MessageTemplates.Scope, at place: [String]) -> [FileFinding] {
        (scope.kinds ?? []).filter { !kinds.contains($0) }.map {
            .error(place + ["kinds"], "\($0) is no kind of the table of hazards, so it never fits")
        }
    }

    private func templateFindings(_ template: TextTemplate, _ names: Set<String>, at place: [String]) -> [FileFinding] {
        var findings = template.names.filter { !names.contains($0) }.map {
            FileFinding.error(place, "{\($0)} is not known here; known are \(names.sorted().joined(separator: ", "))")
        }
        if template.references.contains(where: { !$0.filters.isEmpty }) {
            findings.append(.error(place, "nothing is done to values here; write {name} alone"))
        }
        return findings + characterFindings(template.source, at: place)
    }

    private func characterFindings(_ text: String, at place: [String]) -> [FileFinding] {
        ForbiddenCharacters.findings(text, rules, more: nil, at: place)
    }
}

/// What no text of ours may hold.
enum ForbiddenCharacters {
    static func findings(
        _ text: String, _ rules: MessageTemplates.CharacterRules, more: String?, at place: [String]
    ) -> [FileFinding] {
        let forbidden = Set(rules.replace.keys).union((more ?? "").map { String($0) })
        var seen: Set<Character> = []
        return text.filter { forbidden.contains(String($0)) && seen.insert($0).inserted }.map {
            .error(place, "\($0) may not stand in a message")
        }
    }
}
