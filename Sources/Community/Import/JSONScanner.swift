/// A JSON value with the offset at which it begins, so that findings can name the place.
struct PlacedJSON {
    indirect enum Value {
        case object([(key: String, value: PlacedJSON)])
        case array([PlacedJSON])
        case string(String)
        case number(Double)
        case bool(Bool)
        case null
    }

    var value: Value
    var offset: Int

    /// The member of an object; the last where it stands there twice.
    subscript(key: String) -> PlacedJSON? {
        if case .object(let members) = value { members.last { $0.key == key }?.value } else { nil }
    }

    var array: [PlacedJSON]? { if case .array(let elements) = value { elements } else { nil } }
    var string: String? { if case .string(let text) = value { text } else { nil } }
    var number: Double? { if case .number(let number) = value { number } else { nil } }
}

/// Why bytes are not JSON, and where.
struct JSONProblem: Error {
    var offset: Int
    var text: String
}

/// Reads JSON (RFC 8259). Foundation's reader tells no places.
struct JSONScanner {
    private static let deepest = 64

    private let bytes: [UInt8]
    private var offset: Int

    /// Reads one value that fills the bytes from an offset on.
    static func value(of bytes: [UInt8], from offset: Int) throws(JSONProblem) -> PlacedJSON {
        var scanner = JSONScanner(bytes: bytes, offset: offset)
        let value = try scanner.value(depth: 0)
        scanner.skipBlanks()
        guard scanner.offset == bytes.count else { throw scanner.problem("there is something behind the end of the JSON value") }
        return value
    }

    private init(bytes: [UInt8], offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> PlacedJSON {
        skipBlanks()
        let start = offset
        guard depth < JSONScanner.deepest else { throw problem("it is nested deeper than \(JSONScanner.deepest) levels") }
        switch bytes[safe: offset] {
        case 0x7B: return PlacedJSON(value: try object(depth: depth), offset: start)
        case 0x5B: return PlacedJSON(value: try array(depth: depth), offset: start)
        case 0x22: return PlacedJSON(value: .string(try string()), offset: start)
        case 0x2D?, (0x30...0x39)?: return PlacedJSON(value: .number(try number()), offset: start)
        case 0x74: return PlacedJSON(value: try word("true", .bool(true)), offset: start)
        case 0x66: return PlacedJSON(value: try word("false", .bool(false)), offset: start)
        case 0x6E: return PlacedJSON(value: try word("null", .null), offset: start)
        case nil: throw problem("the file ends in the middle of the JSON value; it was not saved or copied whole")
        default: throw problem("a JSON value is expected here")
        }
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> PlacedJSON.Value {
        var members: [(key: String, value: PlacedJSON)] = []
        offset += 1
        if take(0x7D) { return .object(members) }
        repeat {
            skipBlanks()
            guard bytes[safe: offset] == 0x22 else { throw problem("the name of a member in quotation marks is expected here") }
            let key = try string()
            guard take(0x3A) else { throw problem("a colon is expected here") }
            members.append((key, try value(depth: depth + 1)))
        } while take(0x2C)
        guard take(0x7D) else { throw problem("a comma or } is expected here") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONProblem) -> PlacedJSON.Value {
        var elements: [PlacedJSON] = []
        offset += 1
        if take(0x5D) { return .array(elements) }
        repeat { elements.append(try value(depth: depth + 1)) } while take(0x2C)
        guard take(0x5D) else { throw problem("a comma or ] is expected here") }
        return .array(elements)
    }

    private mutating func number() throws(JSONProblem) -> Double {
        let start = offset
        while let byte = bytes[safe: offset], (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte) {
            offset += 1
        }
        guard let number = Double(String(decoding: bytes[start..<offset], as: UTF8.self)), number.isFinite else {
            throw JSONProblem(offset: start, text: "this is not a number")
        }
        return number
    }

    private mutating func word(_ word: String, _ value: PlacedJSON.Value) throws(JSONProblem) -> PlacedJSON.Value {
        guard bytes[offset...].starts(with: word.utf8) else { throw problem("a JSON value is expected here") }
        offset += word.utf8.count
        return value
    }

    private mutating func string() throws(JSONProblem) -> String {
        var text: [UInt8] = []
        let start = offset
        offset += 1
        while let byte = bytes[safe: offset] {
            offset += 1
            switch byte {
            case 0x22: return String(decoding: text, as: UTF8.self)
            case 0x5C: try escape(into: &text)
            case 0..<0x20: throw JSONProblem(offset: offset - 1, text: "a line break or control character stands in a string")
            default: text.append(byte)
            }
        }
        throw JSONProblem(offset: start, text: "the string that begins here is never closed")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
        let simple: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        guard let byte = bytes[safe: offset] else { throw problem("the file ends in a string") }
        offset += 1
        if let character = simple[byte] { return text.append(character) }
        guard byte == 0x75, var unit = unit() else { throw problem("this is not an escape of JSON") }
        if (0xD800..<0xDC00).contains(unit), bytes[safe: offset] == 0x5C, bytes[safe: offset + 1] == 0x75 {
            offset += 2
            guard let low = self.unit(), (0xDC00..<0xE000).contains(low) else { throw problem("half of a character is missing") }
            unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(unit) else { throw problem("half of a character is missing") }
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
    }

    private mutating func unit() -> UInt32? {
        guard offset + 4 <= bytes.count,
            let unit = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16), bytes[offset] != 0x2B
        else { return nil }
        offset += 4
        return unit
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard bytes[safe: offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = bytes[safe: offset], byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private func problem(_ text: String) -> JSONProblem { JSONProblem(offset: min(offset, bytes.count), text: text) }
}
