public import Alerts

extension MessageTemplates {
    /// Short messages that do not fit at a gateway when everything in them is at its longest, and rules that no alert ever reaches.
    ///
    /// - Parameters:
    ///   - hazards: the kinds that alerts can have.
    ///   - gateway: the gateway with its limits; nil for one that codes everything in UCS-2 and has no limits of its own.
    ///   - sign: the name in the signature; nil for none.
    public func overflows(hazards: HazardTable, gateway: GatewayProfile?, sign: String?) -> [FileFinding] {
        func excess(_ text: String, _ segments: Int) -> String? {
            let budget = gateway?.budget(segments: segments, sign: sign) ?? SMSBudget(segments: segments, coding: .ucs2)
            let length = budget.length(of: text)
            return budget.holds(text)
                ? nil
                : "\(length.units) characters in \(length.segments) segments at \(gateway?.gateway ?? "any gateway"); "
                    + "\(budget.segments) \(budget.segments == 1 ? "segment is" : "segments are") allowed"
        }
        return overflows(.sms, "sms", hazards) { excess($0, segments(for: $1)) }
            + overflows(.staff, "staff", hazards) { excess($0, max(staffSegments, segments(for: $1))) }
    }

    /// Calls and posts that are too long when everything in them is at its longest.
    ///
    /// - Parameters:
    ///   - spoken: the most characters that the voice gateway speaks; nil for the templates' own limit.
    ///   - bytes: the most bytes that the robots take; nil for the templates' own limit.
    public func overflows(hazards: HazardTable, spoken: Int?, bytes: Int?) -> [FileFinding] {
        let spoken = min(spoken ?? Int.max, spokenCharacters)
        let bytes = min(bytes ?? Int.max, robotBytes)
        return overflows(.voice, "voice", hazards) { text, _ in
            text.count <= spoken ? nil : "\(text.count) characters to be said; \(spoken) are allowed"
        }
            + overflows(.robot, "robots", hazards) { text, _ in
                text.utf8.count <= bytes ? nil : "\(text.utf8.count) bytes; \(bytes) are allowed"
            }
    }

    /// Composes every kind of message at its longest, by the composer itself.
    private func overflows(
        _ medium: MessageComposer.Medium, _ key: String, _ hazards: HazardTable, excess: (String, Colour?) -> String?
    ) -> [FileFinding] {
        let composer = MessageComposer(templates: self, medium: medium)
        return languages.sorted { $0.key < $1.key }.flatMap { name, texts in
            let rules = composer.rules(texts)
            let longest = LongestFacts(
                templates: self, hazards: hazards, language: name, texts: texts, rules: rules,
                isForStaff: medium == .staff)
            var tooLong: [Int: FileFinding] = [:]
            for (rule, facts) in longest.all where tooLong[rule] == nil {
                var last = ""
                let message = composer.message(facts) { text in
                    if !text.contains("…") { last = text }
                    return excess(text, facts.colour) == nil
                }
                if medium == .staff, rules[rule].reply != false, let link = facts.link, !message.text.contains(link) {
                    tooLong[rule] = .error(
                        ["languages", name, key, String(rule)], "leaves no room for the link (\(facts.words)); shorten its forms")
                }
                guard message.shortened.contains(.shortestForm) else { continue }
                tooLong[rule] = .error(
                    ["languages", name, key, String(rule), "forms", String(max(rules[rule].forms.count - 1, 0))],
                    "can be too long even in its shortest form (\(facts.words)): \(excess(last, facts.colour) ?? "")")
            }
            let unused = rules.indices.filter { !longest.reached.contains($0) }.map {
                FileFinding.warning(["languages", name, key, String($0)], "is never used: other rules before it take everything")
            }
            return tooLong.sorted { $0.key < $1.key }.map(\.value) + unused
        }
    }
}

extension MessageFacts {
    /// 23:59 on 31 December: no time of a year is written longer.
    static let longestTime = Timestamp(moment: Moment(milliseconds: 1_798_732_740_000), offsetMinutes: 480)

    /// What it is, for whoever edits the texts.
    fileprivate var words: String {
        let kind = kind ?? "unknown kind"
        return "\(msgType.rawValue), \(colour?.rawValue ?? "no colour"), \(kind), \(status == .actual ? "near a drill" : "drill")"
    }
}
