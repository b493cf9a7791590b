extension LineScanner {
    /// One JSON object (RFC 8259) from the cursor on, at most 62 deep, in valid UTF-8, without newlines between its parts.
    ///
    /// Which braces and brackets are open is a bit each, so that nothing recurses and nothing is allocated.
    mutating func object() throws(EnvelopeError) {
        let start = cursor
        var isPlain = true
        guard cursor < end, cursor[0] == 0x7B, walk(&isPlain), isPlain || isUTF8(start..<cursor) else {
            throw .data(byte: offset)
        }
    }

    private enum Next { case value, key, after }

    @inline(__always)
    private mutating func walk(_ isPlain: inout Bool) -> Bool {
        var open: UInt64 = 1
        var next = Next.value
        while cursor < end {
            let byte = cursor[0]
            if byte == 0x20 || byte == 0x09 {
                cursor += 1
                continue
            }
            switch next {
            case .value:
                if byte == 0x7B || byte == 0x5B {
                    guard open >> 62 == 0 else { return false }
                    open = open << 1 | (byte == 0x7B ? 1 : 0)
                    cursor += 1
                    skipBlanks()
                    guard cursor < end else { return false }
                    if cursor[0] == byte + 2 {
                        next = .after
                    } else if byte == 0x7B {
                        next = .key
                    }
                } else {
                    guard scalar(byte, &isPlain) else { return false }
                    next = .after
                }
            case .key:
                guard byte == 0x22, string(&isPlain) else { return false }
                skipBlanks()
                guard cursor < end, cursor[0] == 0x3A else { return false }
                cursor += 1
                next = .value
            case .after:
                let isObject = open & 1 == 1
                cursor += 1
                if byte == 0x2C {
                    next = isObject ? .key : .value
                } else {
                    guard byte == (isObject ? 0x7D : 0x5D) else {
                        cursor -= 1
                        return false
                    }
                    open >>= 1
                    if open == 1 { return true }
                }
            }
        }
        return false
    }

    @inline(__always)
    private mutating func skipBlanks() {
        while cursor < end, cursor[0] == 0x20 || cursor[0] == 0x09 { cursor += 1 }
    }

    @inline(__always)
    private mutating func scalar(_ byte: UInt8, _ isPlain: inout Bool) -> Bool {
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

    /// A string with its quotes, eight bytes at a time while none of them is special.
    @inline(__always)
    private mutating func string(_ isPlain: inout Bool) -> Bool {
        cursor += 1
        while cursor < end {
            while end - cursor >= 8 {
                let ordinary = LineScanner.ordinaryPrefix(UnsafeRawPointer(cursor).loadUnaligned(as: UInt64.self))
                cursor += ordinary
                if ordinary < 8 { break }
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

    /// How many bytes, from the lowest, come before the first quote, backslash, control character or non-ASCII byte.
    @inline(__always)
    private static func ordinaryPrefix(_ word: UInt64) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        // A borrow can mark a byte wrongly only above one that is marked rightly, and the lowest mark is what counts.
        let marks = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | (word &- (ones &* 0x20)) | word
        return (UInt64(littleEndian: marks) & highs).trailingZeroBitCount / 8
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

    private func isUTF8(_ range: Range<UnsafePointer<UInt8>>) -> Bool {
        let bytes = UnsafeBufferPointer(start: range.lowerBound, count: range.count)
        return (try? UTF8Span(validating: bytes.span)) != nil
    }
}
