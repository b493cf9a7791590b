// Optimised builds take the system's socket types from whichever C module brought them first.
import CCurl
import Glibc

/// Finds out whether a host and port take connections, in a way that can be interrupted.
///
/// `mosquitto_connect` blocks until the system gives up on an address, which is two minutes for one that drops packets, and
/// its asynchronous form knows no MQTT 5 properties and never tries a second address. So the way is tried first.
enum Reachability {
    /// Whether a host is a loopback address, which answers at once either way.
    static func isLoopback(_ host: String) -> Bool {
        var v4 = in_addr()
        if inet_pton(AF_INET, host, &v4) == 1 { return UInt32(bigEndian: v4.s_addr) >> 24 == 127 }
        return host == "::1"
    }

    /// Returns when one of the host's addresses took a connection; throws the reason when none did before the deadline, or
    /// when `isStopping` turned true, which is looked at whenever `wakeup` is raised.
    static func probe(
        host: String, port: Int, deadline: MonotonicTime, wakeup: Wakeup, isStopping: () -> Bool
    ) throws(MQTTDisconnection) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &found)
        guard code == 0, let first = found else { throw .unknownHost(host, String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(first) }

        var failure: Int32 = ETIMEDOUT
        var next: UnsafeMutablePointer<addrinfo>? = first
        while let address = next {
            failure = attempt(address.pointee, deadline: deadline, wakeup: wakeup, isStopping: isStopping)
            if failure == 0 { return }
            if isStopping() { throw .stopped }
            next = address.pointee.ai_next
        }
        throw .unreachable(host, port, failure)
    }

    /// Tries one address; zero or the `errno` of the failure.
    private static func attempt(_ address: addrinfo, deadline: MonotonicTime, wakeup: Wakeup, isStopping: () -> Bool) -> Int32 {
        let kind = address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.ai_family, kind, address.ai_protocol)
        if descriptor < 0 { return errno }
        defer { close(descriptor) }
        if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return 0 }
        if errno != EINPROGRESS { return errno }

        while !isStopping() {
            let now = MonotonicTime.now()
            if now >= deadline { return ETIMEDOUT }
            var watched = [
                pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: wakeup.pollable, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&watched, 2, now.millisecondsUntil(deadline))
            if watched[1].revents != 0 { wakeup.clear() }
            if watched[0].revents == 0 { continue }
            var failure: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size)
            return failure
        }
        return ECANCELED
    }
}
