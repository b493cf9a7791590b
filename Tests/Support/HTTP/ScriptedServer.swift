import Dispatch
import Foundation
import Glibc
import Synchronization

/// A server on a loopback port of its own that does to each connection what a script says, byte by byte if need be: for far ends that
/// fall silent, break off or talk nonsense, which no proper server can be made to do.
///
/// Each connection has a thread; it is closed when its script returns.
public final class ScriptedServer: Sendable {
    private struct Shared {
        var accepted = 0
        var open: Set<Int32> = []
        var requests: [ScriptedRequest] = []
        var mostOpen = 0
        var isStopped = false
    }

    /// The port to connect to.
    public let port: Int
    private let listener: Int32
    private let script: @Sendable (ScriptedConnection) -> Void
    private let shared = Mutex(Shared())
    private let threads = DispatchGroup()

    /// Starts a server that plays a script on every connection.
    public init(_ script: @escaping @Sendable (ScriptedConnection) -> Void) {
        (listener, port) = Loopback.bound()
        listen(listener, 512)
        self.script = script
        Self.thread(threads) { [self] in acceptAll() }
    }

    /// Starts a server that answers each request of a connection, one after another, with whole answers.
    public static func answering(_ answer: @escaping @Sendable (ScriptedRequest) -> String) -> ScriptedServer {
        ScriptedServer { connection in
            while let request = connection.readRequest() { connection.write(answer(request)) }
        }
    }

    /// An answer with a body and its length.
    public static func answer(_ status: String = "200 OK", headers: [String] = [], body: String = "") -> String {
        (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    /// Connections taken so far.
    public var accepted: Int { shared.withLock { $0.accepted } }
    /// Connections that were open at the same time, at most.
    public var mostOpen: Int { shared.withLock { $0.mostOpen } }
    /// Connections that are open now.
    public var open: Int { shared.withLock { $0.open.count } }
    /// Requests read so far, in the order of their ends.
    public var requests: [ScriptedRequest] { shared.withLock { $0.requests } }

    /// Closes everything and returns when every script has ended. A script MUST end when its connection does.
    public func stop() {
        let isFirst = shared.withLock { shared in
            defer { shared.isStopped = true }
            if shared.isStopped { return false }
            for descriptor in shared.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
            return true
        }
        if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
        threads.wait()
        if isFirst { close(listener) }
    }

    func took(_ request: ScriptedRequest) { shared.withLock { $0.requests.append(request) } }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            if descriptor < 0 { return }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let number = shared.withLock { shared -> Int? in
                if shared.isStopped { return nil }
                shared.accepted += 1
                shared.open.insert(descriptor)
                shared.mostOpen = max(shared.mostOpen, shared.open.count)
                return shared.accepted
            }
            guard let number else {
                close(descriptor)
                return
            }
            Self.thread(threads) { [self] in serve(descriptor, number) }
        }
    }

    private func serve(_ descriptor: Int32, _ number: Int) {
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        script(ScriptedConnection(descriptor: descriptor, number: number, server: self))
        shared.withLock { shared in
            shared.open.remove(descriptor)
            close(descriptor)
        }
    }

    private static func thread(_ group: DispatchGroup, _ body: @escaping @Sendable () -> Void) {
        group.enter()
        Thread.detachNewThread {
            body()
            group.leave()
        }
    }
}
