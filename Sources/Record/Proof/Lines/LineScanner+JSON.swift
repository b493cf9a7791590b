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

    @inline(__always)
    private mutating func walk(_ isPlain: inout Bool) -> Bool {
        // The lowest bit is the innermost that is open: 1 for an object, 0 for an array. Above the outermost stands a 1.
        var open: UInt64 = 1
        var step = Step.value
        while true {
            if step == .value {
                skipBlanks()
                guard cursor < end else { return false }
                let byte = cursor[0]
                if byte == 0x7B || byte == 0x5B {
                    guard open >> 62 == 0 else { return false }
                    open = open << 1 | (byte == 0x7B ? 1 : 0)
                    cursor += 1
                    step = enter(isObject: byte == 0x7B, &isPlain)
                    if step == .closed { open >>= 1 }
                } else {
                    step = scalar(byte, &isPlain) ? .closed : .failed
                }
            } else if step == .closed {
                if open == 1 { return true }
                step = follow(isObject: open & 1 == 1, &isPlain)
                if step == .closed { open >>= 1 }
            } else {
                return false
            }
        }
    }

    /// What comes next: a value, what may follow a value, or nothing since the text is not JSON.
    private enum Step { case value, closed, failed }

    /// Behind an opening brace or bracket: the end of an empty object or array, or the way to its first value.
    @inline(__always)
    private mutating func enter(isObject: Bool, _ isPlain: inout Bool) -> Step {
        skipBlanks()
        guard cursor < end else { return .failed }
        if cursor[0] == (isObject ? 0x7D : 0x5D) {
            cursor += 1
            return .closed
        }
        return isObject ? key(&isPlain) : .value
    }

    /// Behind a value: a comma and the way to the next value, or the end of the object or array around it.
    @inline(__always)
    private mutating func follow(isObject: Bool, _ isPlain: inout Bool) -> Step {
        skipBlanks()
        guard cursor < end else { return .failed }
        if cursor[0] == 0x2C {
            cursor += 1
            skipBlanks()
            return isObject ? key(&isPlain) : .value
        }
        guard cursor[0] == (isObject ? 0x7D : 0x5D) else { return .failed }
        cursor += 1
        return .closed
    }

    /// A member's name and its colon.
    @inline(__always)
    private mutating func key(_ isPlain: inout Bool) -> Step {
        guard cursor < end, cursor[0] == 0x22, string(&isPlain) else { return .failed }
        skipBlanks()
        guard cursor < end, cursor[0] == 0x3A else { return .failed }
        cursor += 1
        return .value
    }

    @inline(__always)
    private mutating func skipBlanks() {
        while cursor < end, cursor[0] == 0x20 || cursor[0] == 0x09 { cursor += 1 }
    }

    private func isUTF8(_ range: Range<UnsafePointer<UInt8>>) -> Bool {
        let bytes = UnsafeBufferPointer(start: range.lowerBound, count: range.count)
        return (try? UTF8Span(validating: bytes.span)) != nil
    }
}
