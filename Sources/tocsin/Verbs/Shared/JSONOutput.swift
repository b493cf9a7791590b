import Alerts
import Foundation

/// JSON on standard output: one line for machines that read lines, in the same shape every time.
enum JSONOutput {
    /// The bytes of a value, with a newline. Times stand in the zone.
    static func line(_ value: some Encodable, zone: TimeZone? = nil) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if let zone { encoder.userInfo[Moment.zoneKey] = zone }
        return Array(try encoder.encode(value)) + [0x0A]
    }
}
