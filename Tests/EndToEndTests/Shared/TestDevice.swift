import Foundation
import Record
import TestSupport
import Wire

/// A loudspeaker or display under the test's own control.
struct TestDevice: Sendable {
    let name: String
    let client: Client

    /// A moment as receipts write it.
    static func text(_ date: Date) -> String {
        let utc = (date + 28_800).formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt))
        return utc.replacingOccurrences(of: "Z", with: "+08:00")
    }

    /// Comes online and says so.
    init(_ name: String, _ broker: Broker, way: Client.Way = Client.Way(version: .v5, tls: false)) async throws {
        self.name = name
        client = try await Client(broker, user: name, way: way, reads: ["device/\(name)/command"])
        try await client.publish(
            "device/\(name)/status",
            #"{"v":1,"state":"online","at":"\#(Self.text(.now))","kind":"\#(name.hasPrefix("ls") ? "loudspeaker" : "display")","firmware":"1.0","faults":[]}"#,
            retain: true)
    }

    /// The commands so far, in order.
    var commands: [JSONValue] {
        get throws { try client.messages("device/\(name)/command").map { try JSONValue(bytes: $0.payload) } }
    }

    /// Returns the first command with that action for that alert.
    func command(_ action: String, of alert: String, within seconds: Int = 30) async throws -> JSONValue {
        try await client.json("device/\(name)/command", "\(name) is told to \(action) \(alert)", within: seconds) {
            $0["action"].text == action && $0["alert"].text == alert
        }
    }

    /// Answers a delivery with a stage.
    func answer(_ delivery: String, _ stage: String, more: String = "") async throws {
        try await client.publish(
            "device/\(name)/receipt",
            #"{"v":1,"delivery":"\#(delivery)","stage":"\#(stage)","at":"\#(Self.text(.now))"\#(more)}"#)
    }

    /// Says that it has played a text, as long ago as the play took.
    func presented(_ delivery: String, seconds: Double = 2, plays: Int = 1) async throws {
        let (from, to) = (Self.text(.now - seconds), Self.text(.now))
        try await answer(
            delivery, "presented", more: #","startedAt":"\#(from)","endedAt":"\#(to)","plays":\#(plays)"#)
    }
}
