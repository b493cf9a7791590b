import Foundation
import Glibc

/// Requests to a listener on this machine, as plain as they can be.
public enum LocalHTTP {
    /// An answer.
    public struct Answer: Sendable {
        /// The status, for instance 200.
        public let status: Int
        /// The body.
        public let body: String
    }

    /// A port on 127.0.0.1 outside the range that outgoing connections use, so that it is still free when a service that was
    /// killed comes back to it.
    public static func freePort() -> Int {
        while true {
            let port = Int.random(in: 10_000..<32_000)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            defer { close(descriptor) }
            if Loopback.withAddress(port, { bind(descriptor, $0, $1) }) == 0 { return port }
        }
    }

    /// Asks for a page; nil where nobody answers within two seconds.
    public static func get(_ port: Int, _ path: String) async -> Answer? {
        await withCheckedContinuation { continuation in
            asking.async { continuation.resume(returning: getBlocking(port, path)) }
        }
    }

    private static let asking = DispatchQueue(label: "local.http", attributes: .concurrent)

    private static func getBlocking(_ port: Int, _ path: String) -> Answer? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard Loopback.withAddress(port, { connect(descriptor, $0, $1) }) == 0 else { return nil }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
        }
        return answer(String(decoding: bytes, as: UTF8.self))
    }

    private static func answer(_ text: String) -> Answer? {
        let words = text.prefix { !$0.isNewline }.split(separator: " ")
        guard words.count > 1, let status = Int(words[1]), let end = text.range(of: "\r\n\r\n") else { return nil }
        return Answer(status: status, body: String(text[end.upperBound...]))
    }
}
