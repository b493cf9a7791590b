import Alerts
import Dissemination
import Record

/// Reads a flat JSON object of plain strings and whole numbers, members in any order: the form of nearly every receipt. Anything else
/// (escapes, nesting, fractions) is left to the general reader, which is ten times slower.
struct FlatObjectScanner {
    private let bytes: [UInt8]
    private var index = 0
    private var names: [Range<Int>] = []

    /// A scanner at the first member; nil where the object does not begin.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        skipBlanks()
        guard next(0x7B) else { return nil }
    }

    /// Reads all members; false where the text is not of the plain form, or not whole.
    mutating func scan(into receipt: inout IncomingReceipt) -> Bool {
        repeat {
            guard let name = string(), next(0x3A), isNew(name) else { return false }
            skipBlanks()
            guard index < bytes.count else { return false }
            if bytes[index] == 0x22 {
                guard let value = string() else { return false }
                set(name, value, in: &receipt)
            } else {
                guard let value = integer() else { return false }
                if says(name, "plays") { receipt.plays = value }
            }
        } while next(0x2C)
        guard next(0x7D) else { return false }
        skipBlanks()
        return index == bytes.count
    }

    /// A member that comes twice means whatever the general reader makes of it.
    private mutating func isNew(_ name: Range<Int>) -> Bool {
        let isRepeated = names.contains { bytes[$0].elementsEqual(bytes[name]) }
        names.append(name)
        return !isRepeated && names.count <= 32
    }

    private func set(_ name: Range<Int>, _ value: Range<Int>, in receipt: inout IncomingReceipt) {
        if says(name, "delivery") {
            receipt.delivery = HexDigits.value(bytes[value]).map(DeliveryID.init(rawValue:))
        } else if says(name, "stage") {
            receipt.stage = String(decoding: bytes[value], as: UTF8.self)
        } else if says(name, "at") {
            receipt.at = moment(value)
        } else if says(name, "startedAt") {
            receipt.startedAt = moment(value)
        } else if says(name, "endedAt") {
            receipt.endedAt = moment(value)
        } else if says(name, "reason") {
            receipt.reason = FailureReason(rawValue: String(decoding: bytes[value], as: UTF8.self))
        }
    }

    private func moment(_ range: Range<Int>) -> Moment? { Timestamp(utf8: Array(bytes[range]))?.moment }

    private func says(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count where bytes[range.lowerBound + offset] != word.utf8Start[offset] { return false }
        return true
    }

    private mutating func skipBlanks() {
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private mutating func next(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// A string without escapes or control characters; its UTF-8 is not looked at, since only known words are used.
    private mutating func string() -> Range<Int>? {
        guard next(0x22) else { return nil }
        let start = index
        while index < bytes.count, bytes[index] != 0x22 {
            guard bytes[index] != 0x5C, bytes[index] >= 0x20, bytes[index] < 0x80 else { return nil }
            index += 1
        }
        guard index < bytes.count else { return nil }
        index += 1
        return start..<index - 1
    }

    private mutating func integer() -> Int? {
        let start = index
        var value = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10, index - start < 15 {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        guard index > start, index - start == 1 || bytes[start] != 0x30, index < bytes.count else { return nil }
        let next = bytes[index]
        return next == 0x2C || next == 0x7D || isBlank(next) ? value : nil
    }
}
