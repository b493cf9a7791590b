import Alerts

extension GatewayProfile {
    /// What is wrong with the reviewed templates of this gateway, by the messages that they are to say: too long, variables longer than
    /// the provider takes, characters that it refuses, marks that are missing, occasions that have none.
    ///
    /// - Parameters:
    ///   - messages: the texts that values come from.
    ///   - sign: the name in the signature; nil for none.
    public func findings(messages: MessageTemplates, sign: String?) -> [FileFinding] {
        var findings: [FileFinding] = []
        if let sign {
            findings += ForbiddenCharacters.findings(sign, messages.characters, more: nil, at: ["sign"])
            if let longest = self.sign?.longest, sign.count > longest {
                findings.append(
                    .error(
                        ["sign", "longest"], "the signature 【\(sign)】 has \(sign.count) characters, the provider takes \(longest)"
                    ))
            }
        } else if self.sign != nil {
            findings.append(.error(["sign"], "messages through this gateway carry a signature, but the settings name none"))
        }
        guard let templates else { return findings }
        for (index, template) in templates.enumerated() {
            let check = TemplateReview(template: template, profile: self, messages: messages, sign: sign)
            findings += check.findings(at: ["templates", String(index)])
        }
        return findings + missingOccasions(templates, messages)
    }

    private func missingOccasions(_ templates: [ReviewedTemplate], _ messages: MessageTemplates) -> [FileFinding] {
        ReviewedTemplate.Occasion.allCases.flatMap { occasion in
            [MsgType.alert, .update, .cancel].filter { type in
                !templates.contains {
                    ($0.occasion ?? .actual) == occasion && $0.scope.isFallback(for: type)
                        && ($0.language ?? messages.usualLanguage) == messages.usualLanguage
                }
            }.map { type in
                let text =
                    "there is no template for every \(type.rawValue) of occasion \(occasion.rawValue); such messages cannot go out here"
                return occasion == .actual ? .error(["templates"], text) : .warning(["templates"], text)
            }
        }
    }
}

/// Checks one reviewed template.
private struct TemplateReview {
    let template: ReviewedTemplate
    let profile: GatewayProfile
    let messages: MessageTemplates
    let sign: String?

    func findings(at path: [String]) -> [FileFinding] {
        guard let texts = messages.languages[template.language ?? messages.usualLanguage] else {
            return [.error(path + ["language"], "there are no texts in this language")]
        }
        let place = path + ["text"]
        var findings = ForbiddenCharacters.findings(
            template.text.source, messages.characters, more: profile.text?.forbidden, at: place)
        for name in ["issuer", "time"] where !template.variables.contains(name) {
            findings.append(.error(place, "does not name {\(name)}: who says it and when is always said"))
        }
        if template.variables.contains("link") {
            findings.append(
                .error(place, "{link} is a variable here, and providers take no links in variables; write the link itself"))
        }
        return findings + markFindings(at: place) + lengthFindings(texts, at: place)
    }

    private func markFindings(at place: [String]) -> [FileFinding] {
        let text = template.text.source
        switch template.occasion ?? .actual {
        case .drill where !text.hasPrefix(DrillMarking.words) || !text.hasSuffix(DrillMarking.words):
            return [.error(place, "the text of a drill begins and ends with \(DrillMarking.words)")]
        case .nearDrill where !text.hasPrefix(DrillMarking.denial):
            return [.error(place, "a real text near a drill begins with \(DrillMarking.denial)")]
        default: return []
        }
    }

    private func lengthFindings(_ texts: MessageTemplates.Language, at place: [String]) -> [FileFinding] {
        var findings: [FileFinding] = []
        var longest: [String: String] = [:]
        for name in template.variables where MessageValues.names.contains(name) {
            guard let length = length(name, texts) else {
                findings.append(.error(place, "{\(name)} has no limit; say one under longest"))
                continue
            }
            longest[name] = String(repeating: "国", count: length)
            if let limit = profile.text?.variable, length > limit {
                findings.append(
                    .error(place, "{\(name)} can have \(length) characters, the provider takes \(limit); limit it under longest"))
            }
        }
        guard let text = try? template.text.filled({ longest[$0] }) else { return findings }
        let segments = colours.map(messages.segments(for:)).min() ?? 1
        let budget = profile.budget(segments: segments, sign: sign)
        if !budget.holds(text) {
            let length = budget.length(of: text)
            let limit = budget.longest.map { ", \($0) characters at the most" } ?? ""
            findings.append(
                .error(
                    place,
                    "can be too long: \(length.units) characters in \(length.segments) segments; \(budget.segments) allowed\(limit)"
                ))
        }
        return findings
    }

    private var colours: [Colour?] {
        template.colours.map { $0.map(Optional.some) } ?? Colour.allCases.map(Optional.some) + [nil]
    }

    /// The most characters that a variable can have; nil for no limit.
    private func length(_ name: String, _ texts: MessageTemplates.Language) -> Int? {
        let own = template.longest?[name]
        let natural: Int?
        switch name {
        case "time": natural = texts.time(MessageFacts.longestTime, isSpoken: false).utf16.count
        case "colour": natural = texts.colours.values.map(\.utf16.count).max()
        case "warning":
            let event = String(repeating: "国", count: messages.limits["event"] ?? 1)
            let colour = texts.colours.values.max { $0.utf16.count < $1.utf16.count } ?? ""
            natural = (try? texts.warning.filled { $0 == "event" ? event : colour })?.utf16.count
        case "advice": natural = texts.advice.map(\.text.utf16.count).max().map { $0 + 1 }
        case "advice-short": natural = texts.advice.map(\.short.utf16.count).max().map { $0 + 1 }
        default: natural = messages.limits[name]
        }
        return [own, natural].compactMap(\.self).min()
    }
}
