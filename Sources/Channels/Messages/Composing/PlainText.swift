/// Text that came from elsewhere, made fit for a message: one line of plain text, with nothing in it that acts.
enum PlainText {
    /// The most characters of a foreign text that are looked at: no message can hold more.
    static let longest = 4000

    /// The text on one line: control characters and invisible marks of direction are gone, blanks are single, and what no message may
    /// hold is replaced. Anything that looks like markup stays as it is, and is text.
    static func line(_ text: String, _ rules: MessageTemplates.CharacterRules) -> String {
        var line = ""
        var isBlank = false
        for character in text.prefix(longest) {
            if character.isWhitespace || isControl(character) {
                isBlank = true
                continue
            }
            guard let shown = shown(character, rules) else { continue }
            if isBlank, let last = line.last, !stops.contains(last) { line.append(" ") }
            isBlank = false
            line += shown
        }
        return line
    }

    /// Sentence ends behind which no blank is needed where a line ended.
    private static let stops: Set<Character> = ["。", "！", "？", "；", "，", "：", "、", "\u{3000}"]

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
            default: false
            }
        }
    }

    /// The character without invisible marks; nil where nothing of it is left. Joiners stay, since scripts need them.
    private static func shown(_ character: Character, _ rules: MessageTemplates.CharacterRules) -> String? {
        let visible = character.unicodeScalars.filter { scalar in
            scalar.properties.generalCategory != .format && scalar.properties.generalCategory != .control
                || scalar == "\u{200C}" || scalar == "\u{200D}"
        }
        let text = String(String.UnicodeScalarView(visible))
        guard !text.isEmpty else { return nil }
        return rules.replace[text] ?? text
    }

    /// A text of at most so many UTF-16 units, with an ellipsis for what is missing.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf16.count > limit else { return text }
        var kept = ""
        var units = 1
        for character in text {
            units += character.utf16.count
            guard units <= limit else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// The longest beginning, with an ellipsis, that is still good; the ellipsis alone where none is.
    static func longestBeginning(of text: String, where isGood: (String) -> Bool) -> String {
        let characters = Array(text.prefix(longest))
        var good = 0
        var bad = characters.count + 1
        while bad - good > 1 {
            let middle = (good + bad) / 2
            if isGood(String(characters[..<middle]) + "…") { good = middle } else { bad = middle }
        }
        return String(characters[..<good]) + "…"
    }

    /// The text, ended like a sentence; a blank at its end, which keeps an address apart from what follows, is enough.
    static func ended(_ text: String, _ stop: String) -> String {
        guard let last = text.last, !last.isWhitespace, !"。！？!?.…；;".contains(last) else { return text }
        return text + stop
    }
}
