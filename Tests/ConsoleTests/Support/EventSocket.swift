import Foundation
import Glibc
import Synchronization
import TestSupport

/// A connection that listens to the service's events, on a thread of its own.
final class EventSocket: Sendable {
    private let descriptor: Int32
    private let heard = Mutex("")

    /// Connects and asks for the events.
    init(_ port: Int, token: String, after id: String? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard Loopback.withAddress(port, { connect(descriptor, $0, $1) }) == 0 else { throw NotInTime("a connection") }
        let last = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        let request = Array(
            "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n\(last)\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { throw NotInTime("a request") }
        Thread.detachNewThread { [self] in readAll() }
    }

    /// What was heard so far.
    var text: String { heard.withLock { $0 } }

    /// The number of the last event that was heard; 0 before the first.
    var lastNumber: Int {
        let end = heard.withLock { String($0.suffix(400)) }
        return end.matches(of: /id: [0-9a-f]+-([0-9]+)\n/).last.flatMap { Int($0.1) } ?? 0
    }

    /// Ends the connection; the thread sees it.
    func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private func readAll() {
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            heard.withLock { $0 += String(decoding: chunk.prefix(count), as: UTF8.self) }
        }
        Glibc.close(descriptor)
    }
}
