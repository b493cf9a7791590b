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
        var rows = CommaSeparated.rows(of: text)[...]
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
}
