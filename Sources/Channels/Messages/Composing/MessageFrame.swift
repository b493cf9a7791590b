import Alerts

/// What stands around the words of a message: the marks of a drill, who says it, and how to answer. None of it is ever cut.
struct MessageFrame {
    let texts: MessageTemplates.Language
    let templates: MessageTemplates
    let facts: MessageFacts

    /// The text with its question and marks.
    func framed(_ body: String, _ question: String?) -> String {
        var text = PlainText.ended(body, texts.stop)
        if let keepAway = facts.keepAway { text += texts.gap + keepAway }
        if let question { text += texts.gap + question }
        guard facts.status == .actual else {
            return texts.marks.opening + PlainText.ended(text, texts.stop) + texts.marks.closing
        }
        while text.last?.isWhitespace == true { text.removeLast() }
        return facts.nearDrill && !text.hasPrefix(DrillMarking.denial) ? texts.marks.denial + text : text
    }

    /// The alert's own text as plain text; in a drill, without marks that it brings, since ours are put around it.
    func unmarked(_ own: String) -> String {
        let line = PlainText.line(own, templates.characters)
        guard facts.status != .actual else { return line }
        let marks = [DrillMarking.words, PlainText.line(DrillMarking.screenMark, templates.characters)]
        var rest = line[...]
        while let mark = marks.first(where: { rest.hasPrefix($0) }) {
            rest = rest.dropFirst(mark.count).drop { Self.separators.contains($0) }
        }
        while let last = rest.last, let mark = marks.first(where: { Self.bare(rest).hasSuffix($0) }) {
            rest = Self.separators.contains(last) ? rest.dropLast() : rest.dropLast(mark.count)
        }
        return String(rest)
    }

    /// The text, with the unit and the time before it where it does not name both itself.
    func attributed(_ own: String, _ values: MessageValues) -> String {
        let issuer = values.values["issuer"] ?? ""
        if own.contains(issuer), MessageFrame.namesTime(own) { return own }
        return (values.text(texts.attribution) ?? "\(issuer) ") + own
    }

    /// Whether a text says when: a number before 时, 点, 日 or a colon.
    private static func namesTime(_ text: String) -> Bool {
        zip(text, text.dropFirst()).contains { $0.isNumber && "时点日:：".contains($1) }
    }

    private static let separators: Set<Character> = ["。", "，", "！", "：", "；", ".", ",", "!", ":", ";", " "]

    private static func bare(_ text: Substring) -> Substring {
        var rest = text
        while let last = rest.last, separators.contains(last) { rest.removeLast() }
        return rest
    }
}
