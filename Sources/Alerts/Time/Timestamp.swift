public import Foundation

/// A moment together with the offset from UTC it was written with.
///
/// The text form is RFC 3339 with milliseconds and an offset (`2026-07-01T14:03:05.120+08:00`) on every interface of
/// Tocsin but CAP, which has a form of its own (CAP 1.2 §3.3.2: no fraction, never `Z`).
public struct Timestamp: Hashable, Sendable {
    /// The moment itself.
    public var moment: Moment
    /// Minutes east of Greenwich, -1439...1439.
    public var offsetMinutes: Int

    /// A moment seen from an offset.
    public init(moment: Moment, offsetMinutes: Int) {
        self.moment = moment
        self.offsetMinutes = offsetMinutes
    }

    /// Reads RFC 3339: `T` (or a blank) between date and time, any fraction, `Z` or an offset. Days and times that do not
    /// exist are refused; a leap second counts as the second before it.
    public init?(_ text: some StringProtocol) {
        self.init(utf8: Array(text.utf8))
    }

    /// Reads RFC 3339 from UTF-8 bytes.
    public init?(utf8 bytes: [UInt8]) {
        guard bytes.count >= 20, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[13] == 0x3A, bytes[16] == 0x3A,
            bytes[10] == 0x54 || bytes[10] == 0x74 || bytes[10] == 0x20,
            let year = Digits.value(bytes, 0..<4), let month = Digits.value(bytes, 5..<7), let day = Digits.value(bytes, 8..<10),
            let date = CivilDate(year: year, month: month, day: day),
            let hour = Digits.value(bytes, 11..<13), hour < 24,
            let minute = Digits.value(bytes, 14..<16), minute < 60,
            let second = Digits.value(bytes, 17..<19), second <= 60
        else { return nil }
        var index = 19
        var milliseconds = 0
        if bytes[index] == 0x2E {
            index += 1
            var digits = 0
            while index < bytes.count, bytes[index] &- 0x30 < 10 {
                if digits < 3 { milliseconds = milliseconds * 10 + Int(bytes[index] - 0x30) }
                digits += 1
                index += 1
            }
            guard digits > 0 else { return nil }
            for _ in min(digits, 3)..<3 { milliseconds *= 10 }
        }
        guard index < bytes.count, let offset = Timestamp.offset(bytes, index) else { return nil }
        let seconds =
            Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + min(second, 59)) - Int64(offset) * 60
        moment = Moment(milliseconds: seconds * 1000 + Int64(milliseconds))
        offsetMinutes = offset
    }

    private static func offset(_ bytes: [UInt8], _ index: Int) -> Int? {
        let sign = bytes[index]
        if sign == 0x5A || sign == 0x7A { return index + 1 == bytes.count ? 0 : nil }
        guard sign == 0x2B || sign == 0x2D, bytes.count == index + 6, bytes[index + 3] == 0x3A,
            let hours = Digits.value(bytes, index + 1..<index + 3), hours < 24,
            let minutes = Digits.value(bytes, index + 4..<index + 6), minutes < 60
        else { return nil }
        return (sign == 0x2D ? -1 : 1) * (hours * 60 + minutes)
    }

    /// The calendar day and the second of that day, as a clock at this offset shows them.
    public var local: (date: CivilDate, secondOfDay: Int, millisecond: Int) {
        let shifted = moment.milliseconds + Int64(offsetMinutes) * 60_000
        let day = (shifted >= 0 ? shifted : shifted - 86_399_999) / 86_400_000
        let rest = Int(shifted - day * 86_400_000)
        return (CivilDate(daysSinceEpoch: Int32(day)), rest / 1000, rest % 1000)
    }

    /// Appends the RFC 3339 text with milliseconds to a buffer.
    public func append(to bytes: inout [UInt8]) {
        let millisecond = appendSeconds(to: &bytes)
        bytes.append(0x2E)
        Digits.append(millisecond, 3, to: &bytes)
        appendOffset(to: &bytes)
    }

    /// The CAP form (CAP 1.2 §3.3.2): whole seconds, UTC written as `-00:00`.
    public var capText: String {
        var bytes: [UInt8] = []
        _ = appendSeconds(to: &bytes)
        appendOffset(to: &bytes, zeroSign: 0x2D)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The years that four digits can write; seen from another offset, a time may lie just outside them.
    private static let writable: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    private func appendSeconds(to bytes: inout [UInt8]) -> Int {
        let offset = Int64(offsetMinutes) * 60_000
        let shifted = min(max(moment.milliseconds + offset, Self.writable.lowerBound), Self.writable.upperBound)
        let written = Timestamp(moment: Moment(milliseconds: shifted - offset), offsetMinutes: offsetMinutes)
        let (date, second, millisecond) = written.local
        let (year, month, day) = date.components
        Digits.append(year, 4, to: &bytes)
        bytes.append(0x2D)
        Digits.append(month, 2, to: &bytes)
        bytes.append(0x2D)
        Digits.append(day, 2, to: &bytes)
        bytes.append(0x54)
        Digits.append(second / 3600, 2, to: &bytes)
        bytes.append(0x3A)
        Digits.append(second / 60 % 60, 2, to: &bytes)
        bytes.append(0x3A)
        Digits.append(second % 60, 2, to: &bytes)
        return millisecond
    }

    private func appendOffset(to bytes: inout [UInt8], zeroSign: UInt8 = 0x2B) {
        bytes.append(offsetMinutes < 0 ? 0x2D : offsetMinutes == 0 ? zeroSign : 0x2B)
        Digits.append(abs(offsetMinutes) / 60, 2, to: &bytes)
        bytes.append(0x3A)
        Digits.append(abs(offsetMinutes) % 60, 2, to: &bytes)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 with milliseconds and offset.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(29)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Moment {
    /// The key under which an encoder's `userInfo` carries the `TimeZone` that moments are written in; UTC without it.
    public static let zoneKey = CodingUserInfoKey(rawValue: "tocsin.zone")!

    /// The moment with the offset that a zone has then.
    public func stamped(in zone: TimeZone) -> Timestamp {
        let seconds = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
        return Timestamp(moment: self, offsetMinutes: seconds / 60)
    }
}

extension Moment: Codable {
    /// Reads RFC 3339.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let stamp = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not a time of RFC 3339"))
        }
        self = stamp.moment
    }

    /// Writes RFC 3339 with milliseconds, in the zone that the encoder's `userInfo` names.
    public func encode(to encoder: any Encoder) throws {
        let zone = encoder.userInfo[Moment.zoneKey] as? TimeZone
        let stamp = zone.map { stamped(in: $0) } ?? Timestamp(moment: self, offsetMinutes: 0)
        var container = encoder.singleValueContainer()
        try container.encode(stamp.description)
    }
}
