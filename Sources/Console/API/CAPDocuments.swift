import Alerts
import Foundation
import HTTPTypes
import Hummingbird
import Record
import Storage

/// Alerts as they were received, byte for byte.
struct CAPDocuments: Sendable {
    let desk: ConsoleDesk

    /// The bytes of an alert; nil where it is not known or they are gone.
    func bytes(_ alert: AlertID) async throws -> [UInt8]? {
        guard let record = try await desk.chronicle.read({ $0.alerts[alert] }) else { return nil }
        let journal = desk.backstage.journal
        return try await desk.reading { try journal.original(sha256: record.original.sha256) }
    }

    func response(_ name: String) async throws -> Response {
        guard let alert = AlertID(name), let bytes = try await bytes(alert) else { throw Problem.notFound }
        return Response(
            status: .ok,
            headers: [
                .contentType: Self.type(bytes),
                .contentDisposition: "attachment; filename=\"\(alert).\(Self.isJSON(bytes) ? "json" : "xml")\"",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func isJSON(_ bytes: [UInt8]) -> Bool { bytes.first { $0 > 0x20 } == 0x7B }

    static func type(_ bytes: [UInt8]) -> String { isJSON(bytes) ? "application/json" : "application/cap+xml" }
}
