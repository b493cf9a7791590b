/// Rows of a CSV file (RFC 4180), with the line that each begins in.
enum CommaSeparated {
    struct Row {
        var line: Int
        var cells: [String]
    }

    static func rows(of text: String) -> [Row] {
        var rows: [Row] = []
        var cells: [String] = []
        var cell: [UInt8] = []
        var line = 1
        var start = 1
        var isQuoted = false
        let bytes = Array(text.utf8)
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func endCell() {
            cells.append(String(decoding: cell, as: UTF8.self))
            cell.removeAll(keepingCapacity: true)
        }
        func endRow() {
            endCell()
            rows.append(Row(line: start, cells: cells))
            cells = []
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case 0x22 where isQuoted && index < bytes.count && bytes[index] == 0x22:
                cell.append(byte)
                index += 1
            case 0x22: isQuoted.toggle()
            case 0x2C where !isQuoted: endCell()
            case 0x0D where !isQuoted: break
            case 0x0A:
                line += 1
                if isQuoted {
                    cell.append(byte)
                } else {
                    endRow()
                    start = line
                }
            default: cell.append(byte)
            }
        }
        if !cell.isEmpty || !cells.isEmpty { endRow() }
        return rows
    }
}
