/// A phone number in eight bytes. Printing, dumping or logging it shows no digit; what needs the number asks for `number`.
public struct Phone: Hashable, Sendable {
    /// Digits as a number in the lower 50 bits, their count in the next 4, then flags.
    private let bits: UInt64

    private static let plusFlag: UInt64 = 1 << 62
    private static let awayFlag: UInt64 = 1 << 63

    /// A number from text: 3 to 15 digits (ITU-T E.164), perhaps with `+` in front; blanks, hyphens and brackets between them do
    /// not count; `@away` behind it marks the phone of somebody who lives elsewhere. Nil for anything else.
    public init?(_ text: some StringProtocol) { self.init(utf8: Array(text.utf8)[...]) }

    init?(utf8 text: ArraySlice<UInt8>) {
        var text = text
        var flags: UInt64 = 0
        if text.last == 0x79, text.count > 5, text.suffix(5).elementsEqual("@away".utf8) {
            flags = Phone.awayFlag
            text.removeLast(5)
        }
        if text.first == 0x2B {
            flags |= Phone.plusFlag
            text.removeFirst()
        }
        var value: UInt64 = 0
        var count: UInt64 = 0
        for byte in text {
            switch byte {
            case 0x30...0x39:
                value = value &* 10 &+ UInt64(byte - 0x30)
                count += 1
                guard count <= 15 else { return nil }
            case 0x20, 0x2D, 0x28, 0x29: continue
            default: return nil
            }
        }
        guard count >= 3 else { return nil }
        bits = value | count << 50 | flags
    }

    /// The number: `+` if it was written so, and the digits.
    public var number: String {
        let digits = String(bits & (1 << 50 - 1))
        let count = Int(bits >> 50 & 15)
        return (bits & Phone.plusFlag != 0 ? "+" : "") + String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    /// Whether it belongs to somebody elsewhere, so that reaching it proves nothing for the household.
    public var isAway: Bool { bits & Phone.awayFlag != 0 }

    /// The number for screens and prints: the first three and the last two digits, stars between them.
    public var masked: String {
        let number = number
        guard number.count > 6 else { return String(repeating: "*", count: number.count) }
        return number.prefix(3) + String(repeating: "*", count: number.count - 5) + number.suffix(2)
    }

    /// The same number however it was written: without `@away` and without the prefix of China (`+86`, `0086`, or `86` before a
    /// mobile number).
    var subscriber: UInt64 {
        let digits = bits & (1 << 50 - 1)
        let count = bits >> 50 & 15
        let isPrefixed = digits / Self.mobileSpan == 86
        switch count {
        case 13 where isPrefixed && (bits & Phone.plusFlag != 0 || Self.isMobile(digits % Self.mobileSpan)),
            15 where isPrefixed:
            return digits % Self.mobileSpan | 11 << 50
        default: return digits | count << 50
        }
    }

    private static let mobileSpan: UInt64 = 100_000_000_000

    private static func isMobile(_ digits: UInt64) -> Bool { (13...19).contains(digits / 1_000_000_000) }

    /// What can be done with the number.
    public var kind: PhoneKind {
        let subscriber = subscriber
        let digits = subscriber & (1 << 50 - 1)
        let count = subscriber >> 50
        if count == 11, Self.isMobile(digits) { return .mobile }
        // A number with a foreign prefix may be a mobile; whoever wrote it with its prefix meant it to be reached.
        return bits & Phone.plusFlag != 0 && Self.leadingPair(digits) != 86 ? .mobile : .landline
    }

    private static func leadingPair(_ digits: UInt64) -> UInt64 {
        var rest = digits
        while rest >= 100 { rest /= 10 }
        return rest
    }

    /// The digits by which gateways know the number: 11 for a number of China, with the country's prefix for others.
    public var dialled: String {
        let subscriber = subscriber
        let digits = String(subscriber & (1 << 50 - 1))
        return String(repeating: "0", count: max(0, Int(subscriber >> 50) - digits.count)) + digits
    }
}

/// What can be done with a phone number.
public enum PhoneKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// It takes messages and calls.
    case mobile
    /// It takes calls only.
    case landline
}

extension Phone: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// No digit of the number.
    public var description: String { isAway ? "phone (away)" : "phone" }
    /// No digit of the number.
    public var debugDescription: String { description }
    /// No digit of the number.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A person's name. Printing, dumping or logging it does not show it; what needs it asks for `text`.
public struct PersonName: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The name.
    public let text: String

    /// A name.
    public init(_ text: String) { self.text = text }

    /// Not the name.
    public var description: String { "name" }
    /// Not the name.
    public var debugDescription: String { description }
    /// Not the name.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
