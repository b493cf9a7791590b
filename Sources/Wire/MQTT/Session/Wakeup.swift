import CMosquitto
import Glibc
import Synchronization

/// An event counter that any thread may raise to end the session thread's `poll`.
final class Wakeup: Sendable {
    private let descriptor: Mutex<Int32>

    /// Fails with the reason when the process has no file descriptor left.
    init() throws(MQTTConfigurationError) {
        let made = tocsin_eventfd()
        if made < 0 { throw MQTTConfigurationError("cannot make an event counter: \(String(cString: strerror(errno)))") }
        descriptor = Mutex(made)
    }

    deinit { close() }

    /// The descriptor to poll; -1 once closed, which `poll` skips.
    var pollable: Int32 { descriptor.withLock { $0 } }

    /// Ends the wait of the thread that polls, or its next one.
    func raise() {
        descriptor.withLock { descriptor in
            var one: UInt64 = 1
            if descriptor >= 0 { _ = write(descriptor, &one, 8) }
        }
    }

    /// Takes the counter back to zero.
    func clear() {
        descriptor.withLock { descriptor in
            var count: UInt64 = 0
            if descriptor >= 0 { _ = read(descriptor, &count, 8) }
        }
    }

    /// Gives the descriptor back; raising afterwards does nothing.
    func close() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { _ = Glibc.close(descriptor) }
            descriptor = -1
        }
    }
}
