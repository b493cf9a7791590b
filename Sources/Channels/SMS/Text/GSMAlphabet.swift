/// The default alphabet of GSM 7 bit and its extension (3GPP TS 23.038 §6.2.1).
enum GSMAlphabet {
    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)

    /// The septets that a character takes: 1, 2 for those of the extension, nil for those that the alphabet does not have.
    static func septets(_ scalar: Unicode.Scalar) -> Int? {
        if basic.contains(scalar) { return 1 }
        return extended.contains(scalar) ? 2 : nil
    }
}

/// How the text of a message is coded.
public enum SMSCoding: String, CaseIterable, Codable, Hashable, Sendable {
    /// The default alphabet, 7 bits a character, two for those of its extension.
    case gsm7
    /// UCS-2, 16 bits a character; characters beyond it take two units (UTF-16).
    case ucs2

    /// Units in a message of one segment.
    public var single: Int { self == .gsm7 ? 160 : 70 }
    /// Units in each segment of a longer message, which carries a header of 6 bytes.
    public var each: Int { self == .gsm7 ? 153 : 67 }
}

/// Which coding a gateway uses.
public enum SMSCodingRule: String, CaseIterable, Codable, Hashable, Sendable {
    /// The shorter one that can hold the text.
    case automatic
    /// UCS-2 for every text.
    case ucs2
}
