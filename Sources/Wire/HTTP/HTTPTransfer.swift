import Synchronization

/// HTTP for everything in the house: many requests at once over kept connections, on one thread of its own.
///
/// Requests beyond the number that may be under way wait for their turn, and beyond the number that may wait they are refused at once,
/// as ``HTTPFailure/Kind/overloaded``: nothing piles up without a bound. Answers are values, whatever their status; a failure says how
/// far the request came and whether the far end may have it. Nothing is sent twice unless ``HTTPRequest/mayRepeat`` allows it.
///
/// This handle may be used from any thread. It works from the moment that it is made until it is stopped; one that is dropped without
/// being stopped ends by itself.
public final class HTTPTransfer: Sendable {
    /// The configuration it was made with.
    public let configuration: HTTPConfiguration
    private let desk: TransferDesk
    private let thread: Mutex<LibraryThread?>

    /// Starts the thread. Throws what is wrong with the configuration, or why there is no thread.
    public init(_ configuration: HTTPConfiguration = HTTPConfiguration()) throws(HTTPConfigurationError) {
        try configuration.validate()
        let multi = try MultiHandle(configuration)
        let desk = TransferDesk(configuration, multi.bell)
        self.configuration = configuration
        self.desk = desk
        do throws(LibraryThread.Failure) {
            let name = configuration.name
            thread = Mutex(try LibraryThread(name: name) { TransferLoop(configuration, desk, multi).run() })
        } catch {
            throw HTTPConfigurationError("cannot start the HTTP thread: \(error.text)")
        }
    }

    deinit {
        if let thread = takeThread() {
            desk.stop(drain: .zero)
            thread.detach()
        }
    }

    /// What the transfer has done since it was made.
    public var statistics: HTTPStatistics { desk.statistics }

    /// Sends a request and gives its answer, whatever the status. Cancelling the task gives the request up at once.
    public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        do throws(HTTPConfigurationError) { try request.validate() } catch { throw .invalid(error) }
        let (desk, id, now) = (desk, desk.nextID(), MonotonicTime.now())
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                desk.submit(Ticket(id, request, now, continuation))
            }
        } onCancel: {
            desk.cancel(id)
        }
        return try outcome.get()
    }

    /// Ends the transfer: refuses what waits and what comes later, lets what is under way end for up to `drain` and then gives it up,
    /// closes all connections, and returns when the thread is gone.
    public func stop(drain: Duration = .zero) async {
        desk.stop(drain: drain)
        await desk.waitUntilFinished()
        // The thread has nothing left to do but to close its connections, so this does not hold up the caller's executor.
        takeThread()?.join()
    }

    private func takeThread() -> LibraryThread? {
        thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
    }
}
