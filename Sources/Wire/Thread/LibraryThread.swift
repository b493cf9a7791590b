import CMosquitto
import Glibc

/// One pthread of our own, for a library that blocks in `poll` and in its callbacks, which the cooperative pool must not.
struct LibraryThread: @unchecked Sendable {
    // A pthread_t is an integer handle that any thread may join; it carries no state of its own.
    private let handle: pthread_t

    /// Why the system allowed no further thread.
    struct Failure: Error {
        let text: String
    }

    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts the thread; fails with the reason when the system allows no further one.
    init(name: String, run: @escaping @Sendable () -> Void) throws(Failure) {
        var made = pthread_t()
        let body = Unmanaged.passRetained(Body(name: name, run: run))
        let code = pthread_create(&made, nil, startLibraryThread, body.toOpaque())
        if code != 0 {
            body.release()
            throw Failure(text: String(cString: strerror(code)))
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

private func startLibraryThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { LibraryThread.run(context) }
    return nil
}
