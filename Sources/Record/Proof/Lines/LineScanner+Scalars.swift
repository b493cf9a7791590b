extension LineScanner {
    /// A string, number, `true`, `false` or `null` that begins with this byte.
    @inline(__always)
    mutating func scalar(_ byte: UInt8, _ isPlain: inout Bool) -> Bool {
        switch byte {
        case 0x22: string(&isPlain)
        case 0x74: literal("true")
        case 0x66: literal("false")
        case 0x6E: literal("null")
        default: jsonNumber()
        }
    }

    private mutating func literal(_ text: StaticString) -> Bool {
        for index in 0..<text.utf8CodeUnitCount {
            guard cursor < end, cursor[0] == text.utf8Start[index] else { return false }
            cursor += 1
        }
        return true
    }

    /// A string with its quotes, sixteen bytes at a time while none of them is special.
    @inline(__always)
    mutating func string(_ isPlain: inout Bool) -> Bool {
        cursor += 1
        while cursor < end {
            while end - cursor >= 16 {
                let ordinary = LineScanner.ordinaryPrefix(UnsafeRawPointer(cursor))
                cursor += ordinary
                if ordinary < 16 { break }
            }
            guard cursor < end else { return false }
            let byte = cursor[0]
            cursor += 1
            if byte == 0x22 { return true }
            if byte == 0x5C {
                guard escape() else { return false }
            } else if byte >= 0x80 {
                isPlain = false
            } else if byte < 0x20 {
                cursor -= 1
                return false
            }
        }
        return false
    }

    /// How many of the next sixteen bytes come before the first quote, backslash, control character or non-ASCII byte.
    /// Both halves are looked at side by side, since most strings are short and the way from one to the next is what takes time.
    @inline(__always)
    private static func ordinaryPrefix(_ bytes: UnsafeRawPointer) -> Int {
        let low = marks(bytes.loadUnaligned(as: UInt64.self))
        let high = marks(bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        return (low != 0 ? low.trailingZeroBitCount : 64 + high.trailingZeroBitCount) / 8
    }

    /// The highest bit of every special byte, the first byte lowest. A borrow can mark a byte wrongly only above one that is
    /// marked rightly, and the lowest mark is what counts.
    @inline(__always)
    private static func marks(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let bytes = UInt64(littleEndian: word)
        let quote = bytes ^ (ones &* 0x22)
        let backslash = bytes ^ (ones &* 0x5C)
        let marks = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | (bytes &- (ones &* 0x20)) | bytes
        return marks & 0x8080_8080_8080_8080
    }

    private mutating func escape() -> Bool {
        guard cursor < end else { return false }
        let byte = cursor[0]
        cursor += 1
        switch byte {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return true
        case 0x75:
            for _ in 0..<4 {
                guard cursor < end, LineScanner.isHexDigit(cursor[0]) else { return false }
                cursor += 1
            }
            return true
        default: return false
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 }

    private mutating func jsonNumber() -> Bool {
        if cursor < end, cursor[0] == 0x2D { cursor += 1 }
        guard cursor < end else { return false }
        if cursor[0] == 0x30 {
            cursor += 1
        } else if !skipDigits() {
            return false
        }
        if cursor < end, cursor[0] == 0x2E {
            cursor += 1
            guard skipDigits() else { return false }
        }
        if cursor < end, cursor[0] | 0x20 == 0x65 {
            cursor += 1
            if cursor < end, cursor[0] == 0x2B || cursor[0] == 0x2D { cursor += 1 }
            guard skipDigits() else { return false }
        }
        return true
    }

    @inline(__always)
    private mutating func skipDigits() -> Bool {
        let start = cursor
        while cursor < end, cursor[0] &- 0x30 < 10 { cursor += 1 }
        return cursor > start
    }
}
