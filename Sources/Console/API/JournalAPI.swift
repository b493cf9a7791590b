import Alerts
import Foundation
import HTTPTypes
import Hummingbird
import Record
import Storage

/// The journal's lines and its signed checkpoint.
struct JournalAPI: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let most = 10_000

    func add(to router: Router<ConsoleRequest>) {
        router.get("api/v1/journal") { request, _ -> Response in
            _ = try desk.caller(request, .assess)
            return try await lines(request)
        }
        router.get("api/v1/journal/checkpoint") { request, _ -> Response in
            _ = try desk.caller(request, .assess)
            let journal = desk.backstage.journal
            guard let checkpoint = try await desk.reading({ try journal.latestCheckpoint() }) else { throw Problem.notFound }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: checkpoint.note)))
        }
    }

    /// JSON Lines, each the record itself.
    private func lines(_ request: Request) async throws -> Response {
        let from = max(request.query["from"].flatMap { Int($0) } ?? 0, 0)
        let limit = min(max(request.query["limit"].flatMap { Int($0) } ?? 1000, 1), Self.most)
        let journal = desk.backstage.journal
        let (bytes, next) = try await desk.reading { () -> ([UInt8], Int) in
            var bytes: [UInt8] = []
            var next = from
            do throws(JournalReadError<Never>) {
                try journal.forEachLine(from: from, limit: limit) { (seq, line) throws(Never) in
                    bytes.append(contentsOf: line)
                    bytes.append(0x0A)
                    next = seq + 1
                }
            } catch { throw Problem(.serviceUnavailable, "the journal cannot be read", retryAfter: 5) }
            return (bytes, next)
        }
        var headers: HTTPFields = [.contentType: "application/x-ndjson"]
        if let name = HTTPField.Name("X-Next-Line") { headers[name] = "\(next)" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
