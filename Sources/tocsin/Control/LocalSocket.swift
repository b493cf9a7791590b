import Glibc

/// Calls on Unix stream sockets, with errors that name the path.
enum LocalSocket {
    /// The longest request, in bytes.
    static let longestRequest = 64 << 10
    /// The longest answer, in bytes: a register's findings are many.
    static let longestAnswer = 4 << 20

    /// A new socket that is not inherited by child processes.
    static func make(_ path: String) throws(ControlError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .failed(path: path, action: "make a socket for", code: errno) }
        return descriptor
    }

    /// Calls `body` with the address of a path. An address holds 107 bytes; a longer path is reached through its open folder.
    static func withAddress<Result>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) throws(ControlError) -> Result {
        guard path.utf8.count > longestPath else { return call(path, body) }
        let end = path.lastIndex(of: "/") ?? path.startIndex
        let folder = open(String(path[..<end]), O_DIRECTORY | O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else {
            if errno == ENOENT { throw .noService(path: path) }
            throw .failed(path: path, action: "open the folder of", code: errno)
        }
        defer { close(folder) }
        return call("/proc/self/fd/\(folder)\(path[end...])", body)
    }

    private static let longestPath = 107

    private static func call<Result>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(longestPath)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }

    /// Bounds how long a read and a write may wait, in seconds.
    static func setTimeouts(_ descriptor: Int32, read: Int, write: Int) {
        for (option, seconds) in [(SO_RCVTIMEO, read), (SO_SNDTIMEO, write)] {
            var time = timeval(tv_sec: seconds, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    /// The user at the other end; nil where the system does not say.
    static func peer(_ descriptor: Int32) -> uid_t? {
        // The layout of the kernel's `struct ucred`, which Glibc shows to GNU sources only.
        var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, .max, .max)
        var length = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else { return nil }
        return credentials.user
    }

    /// Sends all bytes; false where the other end is gone or does not take them in time.
    static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// Lines as they come over a socket, each within a limit.
struct LineReader {
    /// How reading a line can end.
    enum Outcome: Hashable {
        case line([UInt8])
        case end
        case tooLong
        case timedOut
        case failed(Int32)
    }

    private let descriptor: Int32
    private let limit: Int
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// The next line without its newline.
    mutating func next() -> Outcome {
        var searched = 0
        while true {
            if let newline = buffer[searched...].firstIndex(of: 0x0A) {
                guard newline <= limit else { return .tooLong }
                let line = Array(buffer[..<newline])
                buffer.removeFirst(newline + 1)
                return .line(line)
            }
            searched = buffer.count
            guard buffer.count <= limit else { return .tooLong }
            var chunk = [UInt8](repeating: 0, count: 16 << 10)
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return errno == EAGAIN ? .timedOut : .failed(errno) }
            if count == 0 { return .end }
            buffer += chunk.prefix(count)
        }
    }
}
