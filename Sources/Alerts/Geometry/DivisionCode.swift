/// A Chinese division code: province, city and county with two digits each (GB/T 2260), township and village or community
/// with three each (GB/T 10114), and in 12379 warnings two more behind them.
public struct DivisionCode: Hashable, Sendable {
    /// The digits, 6, 9, 12 or 14 of them.
    public let digits: String

    private static let lengths: Set<Int> = [6, 9, 12, 14]
    private static let levels = [2, 4, 6, 9, 12, 14]
    /// The first digit pairs that provinces have.
    private static let provinces: Set<String> = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45",
        "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    ]

    /// A code of 6, 9, 12 or 14 digits that begins with a province; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard DivisionCode.lengths.contains(text.utf8.count), text.allSatisfy(\.isASCIIDigit),
            DivisionCode.provinces.contains(String(text.prefix(2)))
        else { return nil }
        digits = String(text)
    }

    /// The digits of the levels that are named, without the levels of zeros behind them: `130602000000` is county `130602`.
    public var significant: Substring {
        var length = digits.utf8.count
        for level in DivisionCode.levels.reversed() where level <= digits.utf8.count {
            let lower = DivisionCode.levels.last { $0 < level } ?? 0
            guard lower > 0, length == level, digits.utf8.dropFirst(lower).prefix(level - lower).allSatisfy({ $0 == 0x30 })
            else { break }
            length = lower
        }
        return digits.prefix(length)
    }

    /// Whether a place with this code has to do with a place of another: one contains the other, or they are the same.
    ///
    /// A county covers its communities; two villages of one township have nothing to do with each other.
    public func concerns(_ other: DivisionCode) -> Bool {
        other.significant.hasPrefix(significant) || significant.hasPrefix(other.significant)
    }
}

extension DivisionCode: CustomStringConvertible {
    /// The digits.
    public var description: String { digits }
}
