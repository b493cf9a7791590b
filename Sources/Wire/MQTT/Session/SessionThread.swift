import CMosquitto
import Glibc

/// One pthread of our own, since a session blocks in `poll` and in its delegate, which the cooperative pool must not.
struct SessionThread: @unchecked Sendable {
    // A pthread_t is an integer handle that any thread may join; it carries no state of its own.
    private let handle: pthread_t

    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts the thread; fails with the reason when the system allows no further one.
    init(name: String, run: @escaping @Sendable () -> Void) throws(MQTTConfigurationError) {
        var made = pthread_t()
        let body = Unmanaged.passRetained(Body(name: name, run: run))
        let code = pthread_create(&made, nil, startSessionThread, body.toOpaque())
        if code != 0 {
            body.release()
            throw MQTTConfigurationError("cannot start the MQTT thread: \(String(cString: strerror(code)))")
        }
        handle = made
    }

    /// Waits until the thread has ended; once only.
    func join() { pthread_join(handle, nil) }

    /// Lets the thread end by itself; instead of joining.
    func detach() { pthread_detach(handle) }

    fileprivate static func run(_ context: UnsafeMutableRawPointer) {
        let body = Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
        tocsin_name_thread(body.name)
        body.run()
    }
}

private func startSessionThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { SessionThread.run(context) }
    return nil
}
