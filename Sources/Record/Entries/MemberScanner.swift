import Alerts

/// Reads the members of a flat JSON object one after the other, in the order in which this program writes them.
///
/// Every reader answers nil as soon as the bytes are not what it expects; optional members answer `.some(nil)` where they are absent.
struct MemberScanner {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Whether only the closing brace is left.
    var isAtEnd: Bool { index == bytes.count - 1 && bytes[index] == 0x7D }

    /// Steps over `{"name":` or `,"name":` if that is what comes next.
    private mutating func open(_ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        guard index + count + 4 < bytes.count, bytes[index] == (index == 0 ? 0x7B : 0x2C), bytes[index + 1] == 0x22,
            bytes[index + 2 + count] == 0x22, bytes[index + 3 + count] == 0x3A
        else { return false }
        for offset in 0..<count where bytes[index + 2 + offset] != name.utf8Start[offset] { return false }
        index += count + 4
        return true
    }

    private mutating func quoted() -> Range<Int>? {
        guard index < bytes.count, bytes[index] == 0x22 else { return nil }
        var end = index + 1
        while end < bytes.count, bytes[end] != 0x22 {
            guard bytes[end] != 0x5C else { return nil }
            end += 1
        }
        guard end < bytes.count else { return nil }
        defer { index = end + 1 }
        return index + 1..<end
    }

    mutating func text(_ name: StaticString) -> String? {
        guard open(name), let range = quoted() else { return nil }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    mutating func optional<Value>(_ name: StaticString, _ make: (String) -> Value?) -> Value?? {
        guard open(name) else { return .some(nil) }
        guard let range = quoted(),
            let value = make(String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self))
        else { return nil }
        return .some(value)
    }

    mutating func optionalText(_ name: StaticString) -> String?? { optional(name) { $0 } }

    mutating func hex(_ name: StaticString) -> UInt64? {
        guard open(name), let range = quoted() else { return nil }
        return HexDigits.value(bytes[range])
    }

    mutating func optionalHex(_ name: StaticString) -> UInt64?? {
        guard open(name) else { return .some(nil) }
        guard let range = quoted(), let value = HexDigits.value(bytes[range]) else { return nil }
        return .some(value)
    }

    mutating func optionalMoment(_ name: StaticString) -> Moment?? {
        guard open(name) else { return .some(nil) }
        guard let range = quoted(), range.count == 29 else { return nil }
        var scanner = LineScanner(UnsafeRawBufferPointer(rebasing: bytes[range]))
        guard let moment = try? scanner.moment() else { return nil }
        return .some(moment)
    }

    /// An array of texts.
    mutating func texts(_ name: StaticString) -> [String]? {
        guard open(name), step(over: 0x5B) else { return nil }
        var texts: [String] = []
        guard !step(over: 0x5D) else { return texts }
        repeat {
            guard let range = quoted() else { return nil }
            texts.append(String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self))
        } while step(over: 0x2C)
        return step(over: 0x5D) ? texts : nil
    }

    mutating func optionalTexts(_ name: StaticString) -> [String]?? {
        let start = index
        if let texts = texts(name) { return .some(texts) }
        return index == start ? .some(nil) : nil
    }

    private mutating func step(over byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    mutating func optionalInteger(_ name: StaticString) -> Int?? {
        guard open(name) else { return .some(nil) }
        let isNegative = step(over: 0x2D)
        var value = 0
        var digits = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10, digits < 18 {
            value = value * 10 + Int(bytes[index] - 0x30)
            digits += 1
            index += 1
        }
        return digits > 0 ? .some(isNegative ? -value : value) : nil
    }

    mutating func optionalFlag(_ name: StaticString) -> Bool?? {
        guard open(name) else { return .some(nil) }
        let isTrue = index < bytes.count && bytes[index] == 0x74
        let word: StaticString = isTrue ? "true" : "false"
        guard index + word.utf8CodeUnitCount < bytes.count else { return nil }
        for offset in 0..<word.utf8CodeUnitCount where bytes[index + offset] != word.utf8Start[offset] { return nil }
        index += word.utf8CodeUnitCount
        return .some(isTrue)
    }
}
