/// Reads JSON (RFC 8259) into the same tree as XML: a member is an element, an array is its element repeated.
///
/// `null` is the same as absent. A member that stands twice is an element that stands twice, so that the reader of alerts
/// sees a contradiction instead of one of the two values.
struct JSONScanner {
    private let bytes: [UInt8]
    private let end: Int
    private var index = 0
    private var builder = TreeBuilder()
    private let namespace: Int32

    /// The tree of a document in checked UTF-8; its root is named `json`.
    static func parse(_ source: SourceText.Checked) throws(AlertRefusal) -> ElementTree {
        var scanner = JSONScanner(source.bytes)
        scanner.skipBlanks()
        try scanner.member(scanner.builder.intern("json"), depth: 1)
        scanner.skipBlanks()
        guard scanner.index == scanner.end else { throw scanner.fault("Something follows the end of the JSON value.") }
        return scanner.builder.tree(.json, source: source.bytes)
    }

    private init(_ source: [UInt8]) {
        bytes = source + [0]
        end = source.count
        namespace = builder.intern(ElementTree.noNamespace)
    }

    /// One value under a name; arrays repeat the name.
    private mutating func member(_ name: Int32, depth: Int) throws(AlertRefusal) {
        guard depth <= AlertDocument.depthLimit else { throw .tooDeep(line: line) }
        switch bytes[index] {
        case 0x5B where depth > 1: try array(name, depth: depth)
        case 0x6E:
            try word("null")
        default:
            builder.begin(name: name, namespace: namespace, offset: index)
            try value(depth: depth)
            builder.end()
        }
    }

    private mutating func value(depth: Int) throws(AlertRefusal) {
        switch bytes[index] {
        case 0x7B: try object(depth: depth)
        case 0x5B: try array(builder.intern("item"), depth: depth)
        case 0x22: try string { $0.builder.append($1) }
        case 0x74: builder.append(try word("true"))
        case 0x66: builder.append(try word("false"))
        case 0x2D, 0x30...0x39: try number()
        default: throw fault("A JSON value is expected here.")
        }
    }

    private mutating func object(depth: Int) throws(AlertRefusal) {
        index += 1
        skipBlanks()
        if bytes[index] == 0x7D {
            index += 1
            return
        }
        while true {
            guard bytes[index] == 0x22 else { throw fault("The name of a JSON member is expected here.") }
            var name: [UInt8] = []
            try string { name.append(contentsOf: $1) }
            skipBlanks()
            try expect(0x3A, "A colon is missing behind the name of a JSON member.")
            skipBlanks()
            try member(builder.intern(String(decoding: name, as: UTF8.self)), depth: depth + 1)
            if try endsList(0x7D) { return }
        }
    }

    private mutating func array(_ name: Int32, depth: Int) throws(AlertRefusal) {
        index += 1
        skipBlanks()
        if bytes[index] == 0x5D {
            index += 1
            return
        }
        while true {
            try member(name, depth: depth + 1)
            if try endsList(0x5D) { return }
        }
    }

    /// Steps over the comma, or the bracket that ends a list.
    private mutating func endsList(_ bracket: UInt8) throws(AlertRefusal) -> Bool {
        skipBlanks()
        let byte = bytes[index]
        guard byte == bracket || byte == 0x2C else { throw fault("A comma or a closing bracket is missing in the JSON.") }
        index += 1
        skipBlanks()
        return byte == bracket
    }

    private mutating func number() throws(AlertRefusal) {
        let start = index
        if bytes[index] == 0x2D { index += 1 }
        let whole = digits()
        guard whole == 1 || (whole > 1 && bytes[index - whole] != 0x30) else { throw fault("A JSON number is malformed.") }
        if bytes[index] == 0x2E {
            index += 1
            guard digits() > 0 else { throw fault("A JSON number is malformed.") }
        }
        if bytes[index] | 0x20 == 0x65 {
            index += 1
            if bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
            guard digits() > 0 else { throw fault("A JSON number is malformed.") }
        }
        builder.append(bytes[start..<index])
    }

    private mutating func digits() -> Int {
        let start = index
        while bytes[index] &- 0x30 < 10 { index += 1 }
        return index - start
    }

    private mutating func string(_ take: (inout JSONScanner, ArraySlice<UInt8>) -> Void) throws(AlertRefusal) {
        index += 1
        var start = index
        while bytes[index] != 0x22 {
            guard bytes[index] >= 0x20 else { throw fault("A JSON string is cut off or holds a control character.") }
            guard bytes[index] == 0x5C else {
                index += 1
                continue
            }
            take(&self, bytes[start..<index])
            take(&self, Array(String(Character(try escape())).utf8)[...])
            start = index
        }
        take(&self, bytes[start..<index])
        index += 1
    }

    private mutating func escape() throws(AlertRefusal) -> Unicode.Scalar {
        let letter = bytes[index + 1]
        index += 2
        switch letter {
        case 0x22, 0x2F, 0x5C: return Unicode.Scalar(letter)
        case 0x62, 0x66: return " "
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75: return try unicode()
        default:
            index -= 2
            throw fault("A JSON string holds an unknown escape or is cut off.")
        }
    }

    /// A `\u` escape, with its second half where it is one of a pair. Characters that no text can hold become blanks.
    private mutating func unicode() throws(AlertRefusal) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return XMLScanner.isCharacter(scalar) ? scalar : " " }
        guard (0xD800..<0xDC00).contains(first), bytes[index] == 0x5C, bytes[index + 1] == 0x75 else {
            throw fault("A JSON string holds half of a surrogate pair.")
        }
        index += 2
        let second = try fourDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("A JSON string holds half of a surrogate pair.") }
        return scalar
    }

    private mutating func fourDigits() throws(AlertRefusal) -> UInt32 {
        guard end - index >= 4 else { throw fault("The document is cut off.") }
        let digits = String(decoding: bytes[index..<(index + 4)], as: UTF8.self)
        guard digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else {
            throw fault("A JSON string holds a malformed escape.")
        }
        index += 4
        return value
    }

    @discardableResult
    private mutating func word(_ word: String) throws(AlertRefusal) -> ArraySlice<UInt8> {
        let start = index
        for byte in word.utf8 { try expect(byte, "A JSON value is malformed or cut off.") }
        return bytes[start..<index]
    }

    private mutating func expect(_ byte: UInt8, _ reason: String) throws(AlertRefusal) {
        guard bytes[index] == byte else { throw fault(reason) }
        index += 1
    }

    private mutating func skipBlanks() {
        while Blanks.isBlank(bytes[index]) { index += 1 }
    }

    private var line: Int { LineIndex.newlines(Array(bytes[..<index])).count + 1 }

    private func fault(_ reason: String) -> AlertRefusal {
        .notWellFormed(line: line, reason: index == end ? "The document is cut off." : reason)
    }
}
