public import Hummingbird

/// A part of the console, or of another room, that answers some paths.
public protocol ConsoleRoutes: Sendable {
    /// Adds the routes. A handler gets the request with its body unread: `request.body.collect(upTo:)` gives its raw bytes, and its
    /// answer goes out when it returns, so what it promises MUST be on disk by then (`JournalWriter.async { try $0.submit(…) }`).
    func add(to router: Router<ConsoleRequest>)
}
