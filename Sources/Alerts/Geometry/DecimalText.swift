/// Decimal numbers in text, without exponents.
enum DecimalText {
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Reads a number and moves behind it; nil, without moving, where none stands.
    static func scan(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> Double? {
        var place = index
        let negative = place < bytes.endIndex && bytes[place] == 0x2D
        if place < bytes.endIndex, bytes[place] == 0x2D || bytes[place] == 0x2B { place += 1 }
        var mantissa: UInt64 = 0
        var digits = 0
        var decimals = 0
        var inFraction = false
        while place < bytes.endIndex {
            let digit = bytes[place] &- 0x30
            if digit < 10 {
                digits += 1
                if inFraction { decimals += 1 }
                if digits <= 15 { mantissa = mantissa * 10 + UInt64(digit) }
            } else if bytes[place] == 0x2E, !inFraction {
                inFraction = true
            } else {
                break
            }
            place += 1
        }
        guard digits > 0 else { return nil }
        defer { index = place }
        // Both operands are exact up to 15 digits, so the quotient is rounded correctly.
        if digits <= 15 { return (negative ? -1 : 1) * Double(mantissa) / powers[decimals] }
        return Double(String(decoding: bytes[index..<place], as: UTF8.self))
    }

    /// The shortest text without an exponent that reads back as the same number.
    static func text(_ value: Double) -> String {
        let text = "\(value)"
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        let negative = text.first == "-"
        let digits = text[..<mark].filter(\.isASCIIDigit)
        let point = (text[..<mark].drop { $0 == "-" }.firstIndex(of: ".") == nil ? digits.count : 1) + exponent
        let plain =
            point <= 0
            ? "0." + String(repeating: "0", count: -point) + digits
            : point >= digits.count
                ? digits + String(repeating: "0", count: point - digits.count)
                : digits.prefix(point) + "." + digits.dropFirst(point)
        return (negative ? "-" : "") + plain
    }
}
