public import Glibc

/// Ports on 127.0.0.1.
public enum Loopback {
    /// A port that was free a moment ago.
    public static func freePort() -> Int {
        let (descriptor, port) = bound()
        close(descriptor)
        return port
    }

    /// Whether something accepts connections on a port.
    public static func accepts(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        return withAddress(port) { connect(descriptor, $0, $1) } == 0
    }

    /// A listener with room for so few connections that nobody takes up, and its port.
    public static func listening(backlog: Int32) -> (descriptor: Int32, port: Int) {
        let (descriptor, port) = bound()
        listen(descriptor, backlog)
        return (descriptor, port)
    }

    /// Begins to connect to a port and does not wait for the outcome.
    public static func beginConnecting(_ port: Int) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        _ = withAddress(port) { connect(descriptor, $0, $1) }
        return descriptor
    }

    /// A socket bound to a port of the system's choice, and that port.
    static func bound() -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        _ = withAddress(0) { bind(descriptor, $0, $1) }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// Calls a closure with the address of a port.
    public static func withAddress<Result>(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
