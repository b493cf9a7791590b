/// A cell of a CSV file by its place in the bytes.
struct CSVCell {
    /// Where it begins, its quotation mark included.
    var start: Int
    /// Its content, without quotation marks and without blanks around it.
    var content: Range<Int>
    /// Whether the content holds doubled quotation marks.
    var isEscaped: Bool
}

/// A row of a CSV file.
struct CSVRow {
    var cells: [CSVCell] = []
    /// The offset of its first byte.
    var start = 0
    /// The offset after its last byte, without the line end.
    var end = 0
    /// The line that it begins on, from 1.
    var line = 1
    /// Whether the file ends in it, without a line end.
    var isUnfinished = false
}

/// What makes bytes unreadable as CSV.
enum CSVProblem: Error {
    case unclosedQuote(TextPlace)
    case textAfterQuote(TextPlace)
}

/// Reads rows of RFC 4180 one after the other, with LF, CRLF or CR as line end, keeping count of lines. Written by hand because
/// findings need the place of every cell and a million rows must pass in seconds.
struct CSVScanner {
    let bytes: [UInt8]
    private var offset: Int
    private var line: Int

    /// A scanner from an offset, on a known line.
    init(bytes: [UInt8], offset: Int = 0, line: Int = 1) {
        self.bytes = bytes
        self.offset = offset
        self.line = line
    }

    /// Reads the next row into a buffer; false at the end of the file. After a problem the scanner is at the end of the file.
    mutating func next(into row: inout CSVRow) throws(CSVProblem) -> Bool {
        guard offset < bytes.count else { return false }
        row.cells.removeAll(keepingCapacity: true)
        row.start = offset
        row.line = line
        while true {
            row.cells.append(bytes[safe: offset] == 0x22 ? try quotedCell() : plainCell())
            guard bytes[safe: offset] == 0x2C else { break }
            offset += 1
        }
        row.end = offset
        row.isUnfinished = offset >= bytes.count
        skipLineEnd()
        return true
    }

    private mutating func plainCell() -> CSVCell {
        let start = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == 0x2C || byte == 0x0A || byte == 0x0D { break }
            offset += 1
        }
        return CSVCell(start: start, content: trimmed(start..<offset), isEscaped: false)
    }

    private mutating func quotedCell() throws(CSVProblem) -> CSVCell {
        let start = offset
        let startLine = line
        var isEscaped = false
        offset += 1
        while true {
            guard offset < bytes.count else {
                throw .unclosedQuote(TextPlace(line: startLine, column: bytes.column(of: start)))
            }
            let byte = bytes[offset]
            if byte == 0x22 {
                guard bytes[safe: offset + 1] == 0x22 else { break }
                isEscaped = true
                offset += 1
            } else if byte == 0x0A || (byte == 0x0D && bytes[safe: offset + 1] != 0x0A) {
                line += 1
            }
            offset += 1
        }
        let content = start + 1..<offset
        offset += 1
        while bytes[safe: offset] == 0x20 || bytes[safe: offset] == 0x09 { offset += 1 }
        guard let byte = bytes[safe: offset], byte != 0x2C, byte != 0x0A, byte != 0x0D else {
            return CSVCell(start: start, content: trimmed(content), isEscaped: isEscaped)
        }
        let place = TextPlace(line: line, column: bytes.column(of: offset))
        offset = bytes.count
        throw .textAfterQuote(place)
    }

    private mutating func skipLineEnd() {
        guard offset < bytes.count else { return }
        offset += bytes[offset] == 0x0D && bytes[safe: offset + 1] == 0x0A ? 2 : 1
        line += 1
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
        while lower < upper, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
        return lower..<upper
    }
}

extension [UInt8] {
    /// The byte at an offset; nil behind the end.
    subscript(safe offset: Int) -> UInt8? { offset < count ? self[offset] : nil }

    /// The character, from 1, that an offset has in its line; UTF-8 continuation bytes and a byte order mark do not count.
    func column(of offset: Int) -> Int {
        var column = 1
        var index = Swift.min(offset, count) - 1
        while index >= 0, self[index] != 0x0A, self[index] != 0x0D {
            if self[index] & 0xC0 != 0x80 { column += 1 }
            index -= 1
        }
        return index < 0 && starts(with: Text.byteOrderMark) && offset >= 3 ? column - 1 : column
    }

    /// The line, from 1, that an offset lies on.
    func line(of offset: Int) -> Int {
        var line = 1
        for index in 0..<Swift.min(offset, count) {
            if self[index] == 0x0A || (self[index] == 0x0D && self[safe: index + 1] != 0x0A) { line += 1 }
        }
        return line
    }

    /// Line and character of an offset.
    func place(of offset: Int) -> TextPlace { TextPlace(line: line(of: offset), column: column(of: offset)) }
}
