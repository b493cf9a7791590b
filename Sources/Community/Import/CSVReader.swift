/// A column that a register file may have.
struct CSVColumn {
    var name: String
    /// Whether the header must name it.
    var isRequired: Bool

    static func required(_ name: String) -> CSVColumn { CSVColumn(name: name, isRequired: true) }
    static func optional(_ name: String) -> CSVColumn { CSVColumn(name: name, isRequired: false) }
}

/// Walks over the rows of a CSV file whose header line names its columns. Columns are asked for by their number in the list
/// that the reader was made with; a column that the header lacks reads as empty.
struct CSVReader {
    let file: String
    private(set) var row = CSVRow()
    private let columns: [CSVColumn]
    private var positions: [Int]
    private var headerWidth = 0
    private var scanner: CSVScanner

    /// A reader behind the header line; nil, with an error, where the file is no text or its header lacks a column.
    init?(file: String, bytes: [UInt8], columns: [CSVColumn], findings: inout FindingList) {
        guard Text.isValid(bytes, file: file, findings: &findings) else { return nil }
        self.file = file
        self.columns = columns
        positions = Array(repeating: -1, count: columns.count)
        scanner = CSVScanner(bytes: bytes, offset: Text.start(of: bytes))
        do {
            guard try scanner.next(into: &row) else {
                findings.markIncomplete(file)
                findings.error(file, .start, "the file is empty; its first line names the columns: \(names(columns))")
                return nil
            }
        } catch {
            CSVReader.report(error, file: file, findings: &findings)
            return nil
        }
        headerWidth = row.cells.count
        guard readHeader(&findings) else {
            findings.markIncomplete(file)
            return nil
        }
    }

    /// Goes to the next row that is neither blank nor, with an error, out of step with the header; false at the end of the file.
    mutating func next(_ findings: inout FindingList) -> Bool {
        do {
            while try scanner.next(into: &row) {
                if isBlank { continue }
                if hasItsCells(&findings) { return true }
                findings.markIncomplete(file)
            }
        } catch {
            CSVReader.report(error, file: file, findings: &findings)
        }
        return false
    }

    /// Goes to a row that was met before, by its offset and line.
    mutating func move(toRowAt offset: Int, line: Int) {
        var again = CSVScanner(bytes: scanner.bytes, offset: offset, line: line)
        _ = try? again.next(into: &row)
    }

    /// The content of a cell: without quotation marks and without blanks around it.
    func content(_ column: Int) -> ArraySlice<UInt8> {
        guard let cell = cell(column) else { return [] }
        guard cell.isEscaped else { return scanner.bytes[cell.content] }
        var result: [UInt8] = []
        var previousWasQuote = false
        for byte in scanner.bytes[cell.content] {
            previousWasQuote = byte == 0x22 && !previousWasQuote
            if !previousWasQuote { result.append(byte) }
        }
        return result[...]
    }

    /// The content of a cell as text.
    func text(_ column: Int) -> String { String(decoding: content(column), as: UTF8.self) }

    /// Whether there is nothing in a cell.
    func isEmpty(_ column: Int) -> Bool { cell(column)?.content.isEmpty ?? true }

    /// Line and character of a cell; the end of the row where it has too few cells.
    func place(_ column: Int) -> TextPlace {
        guard let cell = cell(column) else {
            return TextPlace(line: row.line, column: positions[column] < 0 ? 1 : scanner.bytes.column(of: row.end))
        }
        var line = row.line
        for index in row.start..<cell.start where scanner.bytes[index] == 0x0A { line += 1 }
        return TextPlace(line: line, column: scanner.bytes.column(of: cell.start))
    }

    /// The name of a column.
    func name(_ column: Int) -> String { columns[column].name }

    /// Whether the header names a column.
    func has(_ column: Int) -> Bool { positions[column] >= 0 }

    private func cell(_ column: Int) -> CSVCell? {
        let position = positions[column]
        return position >= 0 && position < row.cells.count ? row.cells[position] : nil
    }

    private var isBlank: Bool { row.cells.allSatisfy { $0.content.isEmpty } }
}

extension CSVReader {
    private mutating func readHeader(_ findings: inout FindingList) -> Bool {
        var isUsable = true
        for (position, cell) in row.cells.enumerated() {
            let name = String(decoding: scanner.bytes[cell.content], as: UTF8.self).lowercased()
            guard let column = columns.firstIndex(where: { $0.name == name }) else { continue }
            if positions[column] >= 0 {
                let place = TextPlace(line: row.line, column: scanner.bytes.column(of: cell.start))
                findings.error(file, place, "the column \(name) stands twice in the header; keep one of them")
                isUsable = false
            }
            positions[column] = position
        }
        for (column, position) in zip(columns, positions) where position < 0 {
            let place = TextPlace(line: row.line, column: 1)
            if column.isRequired {
                findings.error(
                    file, place, "the header has no column \(column.name); the first line must name it, parted by commas")
                isUsable = false
            } else {
                findings.warning(file, place, "the header has no column \(column.name); it is taken as empty in every line")
            }
        }
        return isUsable
    }

    /// Spreadsheets leave out empty cells at the end of a row, and add empty ones; both are harmless. A row with more than the
    /// header, or one in which the file ends early, has lost its meaning.
    private func hasItsCells(_ findings: inout FindingList) -> Bool {
        let line = row.line
        if row.cells.count > headerWidth, let extra = row.cells[headerWidth...].first(where: { !$0.content.isEmpty }) {
            findings.error(
                file, TextPlace(line: line, column: scanner.bytes.column(of: extra.start)),
                "the row has more cells than the header; put a cell that holds a comma into quotation marks",
                kind: "wide")
            return false
        }
        if row.cells.count < headerWidth, row.isUnfinished {
            findings.error(
                file, TextPlace(line: line, column: scanner.bytes.column(of: row.end)),
                "the file ends in the middle of this row; it was not saved or copied whole")
            return false
        }
        return true
    }

    private static func report(_ problem: CSVProblem, file: String, findings: inout FindingList) {
        findings.markIncomplete(file)
        switch problem {
        case .unclosedQuote(let place):
            findings.error(file, place, "the quotation mark that opens this cell is never closed; close it, or remove it")
        case .textAfterQuote(let place):
            findings.error(
                file, place, "there is text behind a closing quotation mark; write a quotation mark inside a cell twice")
        }
    }
}

private func names(_ columns: [CSVColumn]) -> String { columns.map(\.name).joined(separator: ",") }
