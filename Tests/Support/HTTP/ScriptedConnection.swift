import Glibc

/// A request as it came over the wire.
public struct ScriptedRequest: Sendable {
    /// The connection that it came on, from 1.
    public let connection: Int
    /// Request line and header fields, without the empty line.
    public let head: String
    /// The body.
    public let body: [UInt8]

    /// Method and target, for instance `GET /feed`.
    public var line: String { head.prefix { !$0.isNewline }.split(separator: " ").prefix(2).joined(separator: " ") }

    /// Every value of a header field, its name in small letters.
    public func values(_ name: String) -> [String] {
        head.split(whereSeparator: \.isNewline).dropFirst().compactMap { field in
            guard let colon = field.firstIndex(of: ":"), field[..<colon].lowercased() == name else { return nil }
            return String(field[field.index(after: colon)...].drop { $0 == " " })
        }
    }
}

/// The server's end of a connection. Its calls block, on the connection's own thread.
public struct ScriptedConnection: Sendable {
    let descriptor: Int32
    /// Which connection of its server it is, from 1.
    public let number: Int
    let server: ScriptedServer

    /// Reads a request whole; nil when the client ends the connection before.
    public func readRequest() -> ScriptedRequest? {
        guard let head = readHead() else { return nil }
        let bare = ScriptedRequest(connection: number, head: head, body: [])
        guard let body = readBody(Int(bare.values("content-length").first ?? "0") ?? 0) else { return nil }
        let request = ScriptedRequest(connection: number, head: head, body: body)
        server.took(request)
        return request
    }

    /// Reads up to the empty line that ends the header fields.
    public func readHead() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !bytes.reversed().starts(with: [10, 13, 10, 13]) {
            guard recv(descriptor, &byte, 1, 0) == 1 else { return nil }
            bytes.append(byte)
        }
        return String(decoding: bytes.dropLast(4), as: UTF8.self)
    }

    private func readBody(_ count: Int) -> [UInt8]? {
        var body = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let read = body.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress?.advanced(by: filled), count - filled, 0) }
            guard read > 0 else { return nil }
            filled += read
        }
        return body
    }

    /// Writes a text; false when the client is gone.
    @discardableResult
    public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// Writes bytes; false when the client is gone.
    @discardableResult
    public func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Says nothing until the client ends the connection, and throws away what it sends meanwhile.
    public func awaitEnd() {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while recv(descriptor, &chunk, chunk.count, 0) > 0 {}
    }

    /// Says nothing and reads nothing until the client or the server ends the connection.
    public func idle() {
        // POLLRDHUP, which Glibc's module does not show: the other side has ended its half, whatever is unread.
        var watched = pollfd(fd: descriptor, events: 0x2000, revents: 0)
        while poll(&watched, 1, -1) < 0, errno == EINTR {}
    }

    /// Has the connection end with a reset instead of in order, when the script returns.
    public func breakOff() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }

    /// Passes bytes on between the client and a port on 127.0.0.1 until one of them ends.
    public func relay(to port: Int) {
        let onward = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(onward) }
        guard Loopback.withAddress(port, { connect(onward, $0, $1) }) == 0 else { return }
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var watched = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: onward, events: Int16(POLLIN), revents: 0),
            ]
            poll(&watched, 2, -1)
            for (index, target) in [onward, descriptor].enumerated() where watched[index].revents != 0 {
                let count = recv(watched[index].fd, &chunk, chunk.count, 0)
                if count <= 0 || send(target, chunk, count, Int32(MSG_NOSIGNAL)) != count { return }
            }
        }
    }
}
