extension XMLScanner {
    /// What a byte means inside text: 0 nothing special, 1 the end of a run, 2 `]`, 3 carriage return, 4 forbidden, 5 the first
    /// byte of U+FFFE and U+FFFF.
    private static let classes: [UInt8] = {
        var classes = [UInt8](repeating: 0, count: 256)
        for control in 0..<0x20 { classes[control] = 4 }
        classes[0x09] = 0
        classes[0x0A] = 0
        classes[0x0D] = 3
        classes[0x26] = 1
        classes[0x3C] = 1
        classes[0x5D] = 2
        classes[0xEF] = 5
        return classes
    }()

    /// Text up to the next tag or reference.
    mutating func characters() throws(AlertRefusal) {
        try run(inSection: false)
        guard bytes[index] != 0x5D else { throw fault("`]]>` stands in the text.") }
    }

    /// A CDATA section.
    mutating func characterData() throws(AlertRefusal) {
        index += 9
        try run(inSection: true)
        index += 3
    }

    private var closesSection: Bool { bytes[index + 1] == 0x5D && index + 2 < end && bytes[index + 2] == 0x3E }

    /// Copies text, line ends made line feeds (XML 1.0 §2.11), until a tag, a reference or `]]>`;
    /// inside a section only the last counts.
    private mutating func run(inSection: Bool) throws(AlertRefusal) {
        let classes = XMLScanner.classes
        var start = index
        while true {
            let kind = classes[Int(bytes[index])]
            if kind == 0 {
                index += 1
            } else if kind == 1 && !inSection || kind == 2 && closesSection {
                break
            } else if kind == 3 {
                builder.append(bytes[start..<index])
                builder.append(0x0A)
                index += bytes[index + 1] == 0x0A ? 2 : 1
                start = index
            } else {
                try check(kind)
                index += 1
            }
        }
        builder.append(bytes[start..<index])
    }

    private func check(_ kind: UInt8) throws(AlertRefusal) {
        if kind == 4 {
            throw fault(index == end ? "The document is cut off." : "A control character stands in the text.")
        }
        if kind == 5, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE {
            throw fault("A character that XML forbids stands in the text.")
        }
    }

    /// The character behind `&…;`: one of the five that XML predefines, or a number.
    mutating func reference() throws(AlertRefusal) -> Unicode.Scalar {
        let start = index
        var stop = index + 1
        while bytes[stop] != 0x3B, stop - start <= 12, stop < end { stop += 1 }
        guard bytes[stop] == 0x3B else { throw fault(stop == end ? "The document is cut off." : "A lone & stands in the text.") }
        let body = String(decoding: bytes[(start + 1)..<stop], as: UTF8.self)
        guard let scalar = XMLScanner.scalar(body) else {
            throw fault("&\(body); is not defined; XML without a document type knows only lt, gt, amp, apos and quot.")
        }
        index = stop + 1
        return scalar
    }

    private static func scalar(_ body: String) -> Unicode.Scalar? {
        switch body {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "apos": return "'"
        case "quot": return "\""
        default: break
        }
        guard body.hasPrefix("#") else { return nil }
        let digits = body.dropFirst()
        let number = digits.hasPrefix("x") ? hexadecimal(digits.dropFirst()) : decimal(digits)
        guard let scalar = number.flatMap(Unicode.Scalar.init), isCharacter(scalar) else { return nil }
        return scalar
    }

    private static func decimal(_ digits: Substring) -> UInt32? { digits.allSatisfy(\.isASCIIDigit) ? UInt32(digits) : nil }

    private static func hexadecimal(_ digits: Substring) -> UInt32? {
        digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
    }

    /// Whether XML 1.0 §2.2 allows a character.
    static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}

extension Character {
    /// Whether this is one of 0 to 9 and nothing else that Unicode calls a digit.
    var isASCIIDigit: Bool { self >= "0" && self <= "9" }
}
