public import Alerts
import Foundation
public import Record

/// Reads the status of a device or gateway: `{"v":1,"state":"online","at":"…","kind":"loudspeaker","firmware":"…","faults":[]}`.
public struct StatusReader: Sendable {
    /// The most that a status may take, in bytes; a gateway lists its devices in it.
    public static let limit = 1 << 20

    /// Whether it is there and whom it carries must be readable; what it says about itself is taken as far as it can be read.
    private struct Payload: Decodable {
        private enum Member: String, CodingKey { case state, at, kind, firmware, faults, devices }

        var state: String
        var at: String?
        var kind: String?
        var firmware: String?
        var faults: [String]?
        var devices: [String]?

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Member.self)
            state = try members.decode(String.self, forKey: .state)
            at = try? members.decode(String.self, forKey: .at)
            kind = try? members.decode(String.self, forKey: .kind)
            firmware = try? members.decode(String.self, forKey: .firmware)
            faults = try? members.decode([String].self, forKey: .faults)
            devices = try members.decodeIfPresent([String].self, forKey: .devices)
        }
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

    /// Words of a device stand in the journal for years; nobody needs more of them. One character may be made of any number of scalars.
    private func short(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(64))) }
}
