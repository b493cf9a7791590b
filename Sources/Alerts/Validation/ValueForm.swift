/// The forms that values of CAP 1.2 have.
enum ValueForm {
    /// `2026-07-01T14:03:05+08:00`, and a day and time that exist (CAP 1.2 §3.3.2).
    static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 25 && bytes[10] == 0x54 && bytes[19] != 0x2E && Timestamp(utf8: bytes) != nil
            && offsetIsPlausible(bytes)
    }

    /// XML Schema allows offsets up to 14 hours.
    private static func offsetIsPlausible(_ bytes: [UInt8]) -> Bool {
        guard let hours = Digits.value(bytes, 20..<22), let minutes = Digits.value(bytes, 23..<25) else { return false }
        return hours < 14 || (hours == 14 && minutes == 0)
    }

    /// One to eight letters, then parts of one to eight letters or digits (RFC 3066 §2.1).
    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, isPart(first, digits: false) else { return false }
        return parts.dropFirst().allSatisfy { isPart($0, digits: true) }
    }

    private static func isPart(_ part: Substring, digits: Bool) -> Bool {
        (1...8).contains(part.utf8.count)
            && part.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || (digits && $0 &- 0x30 < 10) }
    }

    /// Characters that a URI reference may hold; anything beyond ASCII counts as one that was left unescaped.
    static func isURI(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x3C && $0 != 0x3E && $0 != 0x22 && $0 != 0x5C && $0 != 0x5E && $0 != 0x60 }
    }

    /// A URI with a scheme and something behind it.
    static func isAbsoluteURI(_ text: String) -> Bool {
        guard isURI(text), let colon = text.firstIndex(of: ":") else { return false }
        let scheme = text[..<colon].utf8
        guard let first = scheme.first, (first | 0x20) &- 0x61 < 26 else { return false }
        return text.index(after: colon) != text.endIndex
            && scheme.allSatisfy {
                ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
            }
    }

    static func isInteger(_ text: String) -> Bool {
        let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        return !digits.isEmpty && digits.allSatisfy(\.isASCIIDigit)
    }

    /// A decimal number without an exponent.
    static func decimal(_ bytes: ArraySlice<UInt8>) -> Double? {
        var index = bytes.startIndex
        guard let value = DecimalText.scan(bytes, &index), index == bytes.endIndex else { return nil }
        return value
    }

    /// `type/subtype`, with parameters behind a semicolon if any (RFC 2046).
    static func isMIMEType(_ text: String) -> Bool {
        let parts = text.prefix { $0 != ";" }.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "!#$&-^_.+ ".utf8.contains($0) }
            }
    }

    /// What identifier and sender must not hold (CAP 1.2 §3.2.1).
    static func hasForbiddenCharacter(_ text: String) -> Bool {
        text.utf8.contains { Blanks.isBlank($0) || $0 == 0x2C || $0 == 0x3C || $0 == 0x26 }
    }

    /// A tag or a character entity as HTML writes them, left over in a text.
    static func hasMarkup(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex - 2 {
            if bytes[index] == 0x3C, isTag(bytes[(index + 1)...].prefix(40)) { return true }
            if bytes[index] == 0x26, isEntity(bytes[(index + 1)...].prefix(10)) { return true }
            index += 1
        }
        return false
    }

    private static func isTag(_ rest: ArraySlice<UInt8>) -> Bool {
        let name = rest.first == 0x2F ? rest.dropFirst() : rest
        guard let letter = name.first, (letter | 0x20) &- 0x61 < 26 else { return false }
        return rest.contains(0x3E)
    }

    private static func isEntity(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let stop = rest.firstIndex(of: 0x3B), stop > rest.startIndex else { return false }
        return rest[..<stop].allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x23 }
    }
}
