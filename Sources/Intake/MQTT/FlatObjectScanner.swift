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
                if bytes[name].elementsEqual("plays".utf8) { receipt.plays = value }
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
        let text = bytes[value]
        switch bytes[name] {
        case let name where name.elementsEqual("delivery".utf8):
            receipt.delivery = HexDigits.value(text).map(DeliveryID.init(rawValue:))
        case let name where name.elementsEqual("stage".utf8): receipt.stage = String(decoding: text, as: UTF8.self)
        case let name where name.elementsEqual("at".utf8): receipt.at = Timestamp(utf8: Array(text))?.moment
        case let name where name.elementsEqual("startedAt".utf8): receipt.startedAt = Timestamp(utf8: Array(text))?.moment
        case let name where name.elementsEqual("endedAt".utf8): receipt.endedAt = Timestamp(utf8: Array(text))?.moment
        case let name where name.elementsEqual("reason".utf8):
            receipt.reason = FailureReason(rawValue: String(decoding: text, as: UTF8.self))
        default: break
        }
    }

    private mutating func skipBlanks() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

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
        return [0x2C, 0x7D, 0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) ? value : nil
    }
}
