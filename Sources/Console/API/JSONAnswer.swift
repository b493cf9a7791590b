import Alerts
import Foundation
import Hummingbird

/// An answer in JSON, with times in the community's zone.
enum JSONAnswer {
    static func of(_ value: some Encodable, zone: TimeZone, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Moment.zoneKey] = zone
        let bytes = try encoder.encode(value)
        return Response(
            status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
