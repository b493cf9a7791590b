/// A code or a word of a foreign interface, fit to be journaled and shown: one line, not long, and without anything that could be a
/// phone number, of which the last two digits stay.
public struct ShownCode: Hashable, Sendable, CustomStringConvertible {
    /// The text.
    public let text: String

    /// The longest text that is kept, in characters.
    static let longest = 80
    /// The shortest run of digits that could be somebody's number.
    private static let shortestNumber = 7

    /// A code from what the other side sent.
    public init(_ raw: String) {
        var shown = ""
        var digits = ""
        for character in raw.trimmed.prefix(ShownCode.longest) {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                shown += ShownCode.masked(digits)
                digits = ""
                shown.append(
                    character.isNewline || character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
                        ? " " : character)
            }
        }
        text = shown + ShownCode.masked(digits)
    }

    private static func masked(_ digits: String) -> String {
        // Zeros in front, as in 0x0000000b, make no number longer.
        guard digits.drop(while: { $0 == "0" }).count >= shortestNumber else { return digits }
        return String(repeating: "*", count: digits.count - 2) + digits.suffix(2)
    }

    /// The text.
    public var description: String { text }

    /// The code as the journal keeps it: letters, digits and `_.:/-`, anything else as a hyphen.
    var journaled: String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "_.:/-".contains($0) ? $0 : "-" })
    }
}

extension ShownCode: ExpressibleByStringLiteral {
    /// A code that we name ourselves.
    public init(stringLiteral value: String) { self.init(value) }
}
