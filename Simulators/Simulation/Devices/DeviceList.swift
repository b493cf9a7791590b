import Alerts

/// What is wrong with a list of devices, and in which line.
public struct DeviceListProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// What is wrong there.
    public var text: String

    /// For people: `devices.csv:12: …`.
    public var description: String { "devices.csv:\(line): \(text)" }
}

/// Reads the three columns of `devices.csv` that a counterpart needs: `device`, `channel` and `gateway`. Everything else in
/// the register is none of a device's business.
public enum DeviceList {
    /// The devices of a file, in its order; BOM, CRLF, quoted cells and further columns are accepted.
    public static func read(_ text: String) throws(DeviceListProblem) -> [DeviceDescription] {
        var rows = self.rows(of: text)[...]
        guard let header = rows.popFirst() else { throw DeviceListProblem(line: 1, text: "the file is empty") }
        guard let device = header.cells.firstIndex(of: "device"), let channel = header.cells.firstIndex(of: "channel") else {
            throw DeviceListProblem(line: header.line, text: "the columns device and channel must be there")
        }
        let gateway = header.cells.firstIndex(of: "gateway")
        var seen: Set<String> = []
        var devices: [DeviceDescription] = []
        for row in rows where row.cells != [""] {
            func cell(_ index: Int?) -> String { index.map { $0 < row.cells.count ? row.cells[$0] : "" } ?? "" }
            let id = cell(device)
            guard Identifier.isValid(id) else {
                throw DeviceListProblem(line: row.line, text: "\"\(id)\" is not of the form \(Identifier.form)")
            }
            guard seen.insert(id).inserted else { throw DeviceListProblem(line: row.line, text: "\(id) is there twice") }
            guard let kind = DeviceChannel(rawValue: cell(channel)) else {
                throw DeviceListProblem(line: row.line, text: "the channel of \(id) is neither loudspeaker nor display")
            }
            devices.append(DeviceDescription(device: id, channel: kind, gateway: cell(gateway).isEmpty ? nil : cell(gateway)))
        }
        return devices
    }

    private struct Row {
        var line: Int
        var cells: [String]
    }

    private static func rows(of text: String) -> [Row] {
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
