public import Alerts

extension MessageTemplates {
    /// What is wrong with these templates, or unwise in them, whatever they are sent through.
    ///
    /// - Parameters:
    ///   - hazards: the kinds that rules may name.
    ///   - signals: more names of events.
    public func findings(hazards: HazardTable, signals: SignalTable) -> [FileFinding] {
        var findings =
            limitFindings(hazards: hazards, signals: signals) + characterFindings() + practiceFindings()
            + doors.findings(at: ["doors"])
        if languages[usualLanguage] == nil {
            findings.append(.error(["usualLanguage"], "there are no texts in \(usualLanguage) under languages"))
        }
        let kinds = Set(hazards.kinds.map(\.kind))
        for (name, texts) in languages.sorted(by: { $0.key < $1.key }) {
            let check = LanguageCheck(
                texts: texts, path: ["languages", name], kinds: kinds, rules: characters, eventLimit: limits["event"] ?? Int.max)
            findings += check.findings()
        }
        return findings
    }

    private func limitFindings(hazards: HazardTable, signals: SignalTable) -> [FileFinding] {
        var findings: [FileFinding] = []
        let limited = MessageValues.limited + ["link"]
        for name in limited where limits[name] == nil {
            findings.append(.error(["limits"], "\(name) is missing; say how long it may be"))
        }
        for (name, limit) in limits.sorted(by: { $0.key < $1.key }) {
            if !limited.contains(name) {
                findings.append(.error(["limits", name], "is not limited; limited are \(limited.joined(separator: ", "))"))
            } else if limit < 2 {
                findings.append(.error(["limits", name], "must be at least 2"))
            }
        }
        let names = Set(hazards.kinds.map(\.name) + signals.signals.map(\.name)).sorted()
        for name in names where name.utf16.count > limits["event"] ?? Int.max {
            findings.append(.warning(["limits", "event"], "\(name) is longer and will be cut"))
        }
        if !(1...10).contains(staffSegments) { findings.append(.error(["staffSegments"], "must be from 1 to 10")) }
        return findings + figures(segments, 1...10, at: ["segments"])
    }

    /// A figure for each colour, and for alerts without one.
    private func figures(_ table: [String: Int], _ range: ClosedRange<Int>, at path: [String]) -> [FileFinding] {
        let names = Colour.allCases.map(\.rawValue) + ["none"]
        var findings = names.filter { table[$0] == nil }.map { FileFinding.error(path, "\($0) is missing") }
        for (name, figure) in table.sorted(by: { $0.key < $1.key }) {
            if !names.contains(name) {
                findings.append(.error(path + [name], "is no colour; use \(names.joined(separator: ", "))"))
            } else if !range.contains(figure) {
                findings.append(.error(path + [name], "must be from \(range.lowerBound) to \(range.upperBound)"))
            }
        }
        return findings
    }

    private func characterFindings() -> [FileFinding] {
        let path = ["characters", "replace"]
        var findings = ["【", "】"].filter { characters.replace[$0] == nil }.map {
            FileFinding.error(path, "\($0) is missing: it belongs to the signature and stands in no text")
        }
        for (character, substitute) in characters.replace.sorted(by: { $0.key < $1.key }) {
            if character.count != 1 { findings.append(.error(path + [character], "is not a single character")) }
            if substitute.utf16.count > 1 || characters.replace[substitute] != nil {
                findings.append(.error(path + [character], "must become one other character, or nothing"))
            }
        }
        return findings
    }

    private func practiceFindings() -> [FileFinding] {
        var findings = figures(calls.repeats, 1...10, at: ["calls", "repeats"])
        if !(1...600).contains(calls.heardSeconds) {
            findings.append(.error(["calls", "heardSeconds"], "must be from 1 to 600"))
        }
        if calls.confirmingKeys.isEmpty || calls.confirmingKeys.contains(where: { $0.count != 1 || !"0123456789*#".contains($0) })
        {
            findings.append(.error(["calls", "confirmingKeys"], "must name the keys that confirm, each a digit, * or #"))
        }
        if spokenCharacters < 20 { findings.append(.error(["spokenCharacters"], "no warning can be said in so few")) }
        if robotBytes < 200 { findings.append(.error(["robotBytes"], "no warning fits into so few")) }
        return findings + replyFindings()
    }

    private func replyFindings() -> [FileFinding] {
        var findings: [FileFinding] = []
        if replies.confirm.isEmpty {
            findings.append(.error(["replies", "confirm"], "is empty, so no reply could ever confirm"))
        }
        for (key, words) in [("confirm", replies.confirm), ("unsubscribe", replies.unsubscribe)] {
            for (index, word) in words.enumerated() where replies.folded(word).isEmpty {
                findings.append(.error(["replies", key, String(index)], "holds nothing but ignored characters"))
            }
        }
        let confirming = Set(replies.confirm.map(replies.folded))
        for (index, word) in replies.unsubscribe.enumerated() where confirming.contains(replies.folded(word)) {
            findings.append(.error(["replies", "unsubscribe", String(index)], "\(word) confirms, too; it can only mean one"))
        }
        return findings
    }
}
