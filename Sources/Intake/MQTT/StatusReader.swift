public import Alerts
import Foundation
public import Record

/// Reads the status of a device or gateway: `{"v":1,"state":"online","at":"…","kind":"loudspeaker","firmware":"…","faults":[]}`.
public struct StatusReader: Sendable {
    /// The most that a status may take, in bytes; a gateway lists its devices in it.
    public static let limit = 1 << 20

    private struct Payload: Decodable {
        var state: String
        var at: String?
        var kind: String?
        var firmware: String?
        var faults: [String]?
        var devices: [String]?
    }

    /// A reader.
    public init() {}

    /// Reads a payload; nil where it says neither `online` nor `offline`, or names something that is not an identifier.
    ///
    /// - Parameter isRetained: a retained status was sent at a time unknown, so it tells nothing of the sender's clock.
    public func read(_ payload: [UInt8], device: String, isRetained: Bool, arrival: Moment) -> DeviceStatus? {
        guard payload.count <= Self.limit, let read = try? JSONDecoder().decode(Payload.self, from: Data(payload)),
            read.state == "online" || read.state == "offline",
            (read.devices ?? []).allSatisfy({ Identifier.isValid($0) })
        else { return nil }
        let isOnline = read.state == "online"
        // A will was written when the connection began, so its time says nothing.
        let said = isOnline && !isRetained ? read.at.flatMap { Timestamp($0) }?.moment : nil
        return DeviceStatus(
            device: device, online: isOnline, kind: read.kind.map { short($0) }, firmware: read.firmware.map { short($0) },
            faults: (read.faults ?? []).prefix(16).map { short($0) }, devices: read.devices,
            clockOffsetMilliseconds: said.map { ($0 - arrival).milliseconds })
    }

    /// Words of a device stand in the journal for years; nobody needs more of them.
    private func short(_ text: String) -> String { String(text.prefix(64)) }
}
