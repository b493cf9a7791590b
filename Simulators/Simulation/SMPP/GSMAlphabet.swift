/// The 7-bit default alphabet of GSM (3GPP TS 23.038, 6.2.1) as SMPP carries it: one septet in an octet.
enum GSMAlphabet {
    private static let basic = Array(
        ("@£$¥èéùìòÇ\nØø\u{0D}ÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1B}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    private static let extended: [UInt8: Unicode.Scalar] = [
        0x0A: "\u{0C}", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\", 0x3C: "[", 0x3D: "~", 0x3E: "]", 0x40: "|", 0x65: "€",
    ]

    /// The text of some octets; an unknown extension is shown as a blank, as handsets do.
    static func text(_ octets: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        var isExtended = false
        for octet in octets {
            if isExtended {
                text.append(extended[octet] ?? " ")
                isExtended = false
            } else if octet == 0x1B {
                isExtended = true
            } else {
                text.append(octet < 0x80 ? basic[Int(octet)] : "?")
            }
        }
        return String(text)
    }
}

/// What a message with data_coding 0 is written in: each SMSC has its own answer (SMPP 3.4, 5.2.19).
public enum DefaultAlphabet: String, Sendable, Hashable, CaseIterable {
    /// The 7-bit alphabet of GSM.
    case gsm
    /// ISO 8859-1.
    case latin1

    /// The text of some octets with some data_coding: UTF-16 (8), Latin-1 (1 and 3), else the default.
    func text(_ octets: [UInt8], coding: UInt8) -> String {
        if coding & 0x0C == 8 {
            let units = stride(from: 0, to: octets.count - 1, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
            return String(decoding: units, as: UTF16.self)
        }
        if coding == 1 || coding == 3 || self == .latin1 {
            return String(String.UnicodeScalarView(octets.map { Unicode.Scalar($0) }))
        }
        return GSMAlphabet.text(octets)
    }
}
