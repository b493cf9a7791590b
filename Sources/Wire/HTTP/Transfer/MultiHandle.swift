import CCurl
import Synchronization

/// The one way from other threads to the transfer's thread: `curl_multi_wakeup` may be called from any thread as long as the handle
/// lives (curl_multi_wakeup(3)), which the lock sees to; the call writes to a socket pair and does not wait.
final class MultiBell: @unchecked Sendable {
    // The pointer is handed to the library while the lock says that it lives, and to nobody else.
    private let multi: UnsafeMutableRawPointer
    private let lives = Mutex(true)

    fileprivate init(_ multi: UnsafeMutableRawPointer) { self.multi = multi }

    /// Ends the wait of the thread, or its next one.
    func ring() { lives.withLock { lives in if lives { curl_multi_wakeup(multi) } } }

    fileprivate func silence() { lives.withLock { $0 = false } }
}

/// The library's engine for many transfers at once. Only the transfer's thread uses it, from the moment that it runs.
final class MultiHandle: @unchecked Sendable {
    // It is made on one thread and handed to another once.
    private let multi: UnsafeMutableRawPointer
    let bell: MultiBell

    init(_ configuration: HTTPConfiguration) throws(HTTPConfigurationError) {
        try CurlLibrary.start()
        guard let made = curl_multi_init() else { throw HTTPConfigurationError("the HTTP library has no memory left") }
        multi = made
        bell = MultiBell(made)
        // As many again as can be in use at a time, so that hosts do not drive out each other's connections.
        tocsin_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 2 * configuration.parallel)
        tocsin_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    /// Closes all connections. No transfer may be left in it.
    deinit {
        bell.silence()
        curl_multi_cleanup(multi)
    }

    /// Takes a transfer in; anything but CURLM_OK means that it did not.
    func add(_ easy: EasyHandle) -> CURLMcode { curl_multi_add_handle(multi, easy.pointer) }

    /// Takes a transfer out, ended or not.
    func remove(_ easy: EasyHandle) { curl_multi_remove_handle(multi, easy.pointer) }

    /// Moves everything on that can be moved without waiting.
    func perform() {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
    }

    /// Waits until there is something to move, the bell rings or the time has come.
    func wait(until: MonotonicTime?) {
        let longest: Int32 = 60_000
        let limit = until.map { min(MonotonicTime.now().millisecondsUntil($0), longest) } ?? longest
        curl_multi_poll(multi, nil, 0, limit, nil)
    }

    /// The next transfer that ended, and how.
    func nextFinished() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
        var code = CURLE_OK
        return tocsin_curl_finished(multi, &code).map { ($0, code) }
    }
}

/// Things of the library that are there once for the whole process.
enum CurlLibrary {
    /// Older builds of the library did not make this safe for threads; a global's initialiser is.
    private static let isStarted = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Initialises the library, once.
    static func start() throws(HTTPConfigurationError) {
        if !isStarted { throw HTTPConfigurationError("the HTTP library could not be initialised") }
    }
}
