import Alerts

extension LineScanner {
    /// The 29 bytes of `2026-07-01T14:03:05.120+08:00`, the one form that the journal writes. This is a reader of its own
    /// because the general one for RFC 3339 needs an array, and a verification reads millions of times.
    mutating func moment() throws(EnvelopeError) -> Moment {
        guard end - cursor >= 29, separatorsStand else { throw timeExpected }
        let (year, month, day) = (digits(0, 4), digits(5, 2), digits(8, 2))
        let (hour, minute, second) = (digits(11, 2), digits(14, 2), digits(17, 2))
        let (millisecond, offsetHours, offsetMinutes) = (digits(20, 3), digits(24, 2), digits(27, 2))
        guard year | month | day | hour | minute | second | millisecond | offsetHours | offsetMinutes >= 0,
            hour < 24, minute < 60, second < 60, offsetHours < 24, offsetMinutes < 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { throw timeExpected }
        let offset = (offsetHours * 60 + offsetMinutes) * (cursor[23] == 0x2D ? -1 : 1)
        let seconds = Int(date.daysSinceEpoch) * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
        cursor += 29
        return Moment(milliseconds: Int64(seconds * 1000 + millisecond))
    }

    private var separatorsStand: Bool {
        cursor[4] == 0x2D && cursor[7] == 0x2D && cursor[10] == 0x54 && cursor[13] == 0x3A && cursor[16] == 0x3A
            && cursor[19] == 0x2E && (cursor[23] == 0x2B || cursor[23] == 0x2D) && cursor[26] == 0x3A
    }

    /// The value of so many digits; negative if one of them is none.
    @inline(__always)
    private func digits(_ start: Int, _ count: Int) -> Int {
        var value = 0
        for index in start..<start + count {
            let digit = cursor[index] &- 0x30
            guard digit < 10 else { return -1 }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private var timeExpected: EnvelopeError {
        .malformed(byte: offset, expected: "a time of the form 2026-07-01T14:03:05.120+08:00")
    }
}
