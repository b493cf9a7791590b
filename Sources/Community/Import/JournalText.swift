/// Free text that goes into the journal, where no name and no phone number may stand.
public enum JournalText {
    /// What to tell about a text that holds one.
    static func advice(_ column: String) -> String {
        "\(column) goes into the journal: write it without names and phone numbers"
    }

    /// Whether a text looks as if it held a phone number: seven digits together, or ten with blanks and hyphens between them. A
    /// day such as 2026-07-01 does not.
    public static func mayHoldNumber(_ text: String) -> Bool {
        var together = 0
        var joined = 0
        for character in text.unicodeScalars {
            if character.properties.numericType == .decimal {
                together += 1
                joined += 1
                if together >= 7 || joined >= 10 { return true }
            } else {
                together = 0
                if character != " ", character != "-" { joined = 0 }
            }
        }
        return false
    }

    /// Whether one of these names stands in a text. Names of one character are not looked for.
    public static func holds(_ names: Set<String>, _ text: String) -> Bool {
        let longest = names.reduce(0) { max($0, $1.count) }
        let characters = Array(text)
        guard longest >= 2 else { return false }
        return characters.indices.contains { start in
            (2...longest).contains { length in
                start + length <= characters.count && names.contains(String(characters[start..<start + length]))
            }
        }
    }
}
