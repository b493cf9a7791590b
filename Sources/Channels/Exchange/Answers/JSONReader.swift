/// Reads JSON (RFC 8259) strictly: anything cut off, malformed, nested deeper than `depthLimit` or not UTF-8 is not read at all.
struct JSONReader {
    /// How deep values may be nested; answers and reports of gateways have three or four levels.
    static let depthLimit = 32

    private let bytes: [UInt8]
    private var index = 0

    /// The tree of a text; nil where it is not JSON.
    static func read(_ bytes: [UInt8]) -> JSONTree? {
        var reader = JSONReader(bytes: bytes)
        reader.skipBlanks()
        guard let tree = reader.value(depth: 1) else { return nil }
        reader.skipBlanks()
        return reader.index == bytes.count ? tree : nil
    }

    /// Whether a text is a JSON number.
    static func isNumber(_ text: String) -> Bool {
        guard case .number? = read(Array(text.utf8)) else { return false }
        return text.utf8.allSatisfy { $0 > 0x20 }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func value(depth: Int) -> JSONTree? {
        guard depth <= JSONReader.depthLimit else { return nil }
        switch byte {
        case 0x7B: return object(depth: depth)
        case 0x5B: return list(depth: depth)
        case 0x22: return string().map(JSONTree.text)
        case 0x74: return word("true") ? .flag(true) : nil
        case 0x66: return word("false") ? .flag(false) : nil
        case 0x6E: return word("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object(depth: Int) -> JSONTree? {
        var members: [JSONTree.Member] = []
        index += 1
        skipBlanks()
        if take(0x7D) { return .object(members) }
        repeat {
            skipBlanks()
            guard byte == 0x22, let name = string() else { return nil }
            skipBlanks()
            guard take(0x3A) else { return nil }
            skipBlanks()
            guard let value = value(depth: depth + 1) else { return nil }
            members.append(JSONTree.Member(name: name, value: value))
            skipBlanks()
        } while take(0x2C)
        return take(0x7D) ? .object(members) : nil
    }

    private mutating func list(depth: Int) -> JSONTree? {
        var elements: [JSONTree] = []
        index += 1
        skipBlanks()
        if take(0x5D) { return .list(elements) }
        repeat {
            skipBlanks()
            guard let value = value(depth: depth + 1) else { return nil }
            elements.append(value)
            skipBlanks()
        } while take(0x2C)
        return take(0x5D) ? .list(elements) : nil
    }

    private mutating func string() -> String? {
        index += 1
        var text: [UInt8] = []
        while let byte, byte != 0x22 {
            guard byte >= 0x20 else { return nil }
            index += 1
            if byte == 0x5C {
                guard escape(into: &text) else { return nil }
            } else {
                text.append(byte)
            }
        }
        guard take(0x22) else { return nil }
        return String(validating: text, as: UTF8.self)
    }

    private mutating func escape(into text: inout [UInt8]) -> Bool {
        guard let letter = byte else { return false }
        index += 1
        switch letter {
        case 0x22, 0x2F, 0x5C: text.append(letter)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75:
            guard let scalar = unicode() else { return false }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: return false
        }
        return true
    }

    /// A `\u` escape, with its second half where it is one of a pair.
    private mutating func unicode() -> Unicode.Scalar? {
        guard let first = fourDigits() else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(0x5C), take(0x75), let second = fourDigits(), (0xDC00..<0xE000).contains(second) else {
            return nil
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func fourDigits() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        let digits = bytes[index..<index + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        index += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private mutating func number() -> JSONTree? {
        let start = index
        _ = take(0x2D)
        let whole = digits()
        guard whole == 1 || (whole > 1 && bytes[index - whole] != 0x30) else { return nil }
        if take(0x2E), digits() == 0 { return nil }
        if take(0x65) || take(0x45) {
            if !take(0x2B) { _ = take(0x2D) }
            guard digits() > 0 else { return nil }
        }
        return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte, byte &- 0x30 < 10 { index += 1 }
        return index - start
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= bytes.count else { return false }
        for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] { return false }
        index += length
        return true
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }
}
