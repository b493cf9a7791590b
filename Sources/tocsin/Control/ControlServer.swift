import Foundation
import Glibc
import Synchronization

/// Listens on the control socket: one JSON request a line, one JSON answer a line.
///
/// Only the service's own user and root are heard; the file has mode 0600, and who is at the other end is checked besides. The
/// accept loop and each connection have threads of their own, so nothing blocks the cooperative pool; the handler runs on it.
final class ControlServer: Sendable {
    /// Connections at a time; more are told to come again.
    static let connections = 8
    /// Seconds that a connection may be silent.
    static let patience = 30

    /// Answers a request.
    typealias Handler = @Sendable (ControlRequest) async -> ControlAnswer

    private struct State {
        var listener: Int32
        var stopped = false
        var peers: Set<Int32> = []
    }

    /// Where the socket is.
    let path: String
    private let handler: Handler
    private let state: Mutex<State>
    private let finished = DispatchGroup()

    /// Opens the socket in a data folder and begins to listen. A socket that a dead service left behind is replaced.
    init(dataFolder: String, handler: @escaping Handler) throws(ControlError) {
        path = "\(dataFolder)/\(ControlClient.socketName)"
        self.handler = handler
        state = Mutex(State(listener: try ControlServer.listen(path)))
        finished.enter()
        Thread.detachNewThread { [self] in
            acceptAll()
            finished.leave()
        }
    }

    /// Stops listening, ends every connection and removes the socket. Returns when all threads are done; it blocks until the requests
    /// that are being handled have their answers.
    func stop() {
        let wasRunning = state.withLock { state in
            guard !state.stopped else { return false }
            state.stopped = true
            // A shut-down listener wakes its accept; shut-down peers wake their reads. What is being answered still goes out.
            shutdown(state.listener, Int32(SHUT_RDWR))
            for peer in state.peers { shutdown(peer, Int32(SHUT_RD)) }
            return true
        }
        guard wasRunning else { return }
        unlink(path)
        finished.wait()
        state.withLock { _ = close($0.listener) }
    }

    private static func listen(_ path: String) throws(ControlError) -> Int32 {
        let descriptor = try LocalSocket.make(path)
        // The mode of the socket's file is that of the descriptor it is bound to.
        fchmod(descriptor, 0o600)
        var result = try bind(descriptor, path)
        if result == EADDRINUSE, try isDead(path) {
            unlink(path)
            result = try bind(descriptor, path)
        }
        if result == 0, Glibc.listen(descriptor, 16) != 0 { result = errno }
        guard result == 0 else {
            close(descriptor)
            throw result == EADDRINUSE ? .inUse(path: path) : .failed(path: path, action: "listen at", code: result)
        }
        return descriptor
    }

    private static func bind(_ descriptor: Int32, _ path: String) throws(ControlError) -> Int32 {
        try LocalSocket.withAddress(path) { Glibc.bind(descriptor, $0, $1) == 0 ? 0 : errno }
    }

    /// Whether a socket is there and nobody listens at it.
    private static func isDead(_ path: String) throws(ControlError) -> Bool {
        let probe = try LocalSocket.make(path)
        defer { close(probe) }
        return try LocalSocket.withAddress(path) { Glibc.connect(probe, $0, $1) != 0 && errno == ECONNREFUSED }
    }

    private func acceptAll() {
        let listener = state.withLock(\.listener)
        while true {
            let peer = accept(listener, nil, nil)
            guard peer >= 0 else {
                if state.withLock(\.stopped) { return }
                // Out of descriptors or memory: give the others time to return theirs.
                if errno != EINTR, errno != ECONNABORTED { usleep(100_000) }
                continue
            }
            _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
            LocalSocket.setTimeouts(peer, read: ControlServer.patience, write: ControlServer.patience)
            if let refusal = admit(peer) { turnAway(peer, refusal) } else { serveOnThread(peer) }
        }
    }

    /// Takes a peer in, or says why not.
    private func admit(_ peer: Int32) -> String? {
        guard let user = LocalSocket.peer(peer), user == geteuid() || user == 0 else {
            return "only the service's own user and root may use this socket"
        }
        return state.withLock { state in
            guard !state.stopped else { return "the service is stopping" }
            guard state.peers.count < ControlServer.connections else { return "too many commands at once; try again in a moment" }
            state.peers.insert(peer)
            return nil
        }
    }

    private func turnAway(_ peer: Int32, _ reason: String) {
        _ = ControlServer.send(.refused(reason), to: peer)
        close(peer)
    }

    private func serveOnThread(_ peer: Int32) {
        finished.enter()
        Thread.detachNewThread { [self] in
            serve(peer)
            state.withLock { _ = $0.peers.remove(peer) }
            close(peer)
            finished.leave()
        }
    }

    private func serve(_ peer: Int32) {
        var reader = LineReader(peer, limit: LocalSocket.longestRequest)
        while true {
            switch reader.next() {
            case .line(let line):
                guard ControlServer.send(answer(line), to: peer) else { return }
            case .tooLong:
                _ = ControlServer.send(.refused("the request is longer than 64 KiB"), to: peer)
                return
            case .end, .timedOut, .failed: return
            }
        }
    }

    private func answer(_ line: [UInt8]) -> ControlAnswer {
        guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(line)) else {
            return .refused("the request was not understood; service and command may be of different versions")
        }
        // The handler runs on the cooperative pool; this thread has nothing else to do than to wait for it.
        let box = AnswerBox()
        Task { [handler] in box.put(await handler(request)) }
        return box.take()
    }

    private static func send(_ answer: ControlAnswer, to peer: Int32) -> Bool {
        guard let bytes = try? JSONEncoder().encode(answer) else { return false }
        return LocalSocket.send(Array(bytes) + [0x0A], to: peer)
    }
}

/// Carries one answer from a task to the thread that waits for it.
private final class AnswerBox: Sendable {
    private let answer = Mutex<ControlAnswer?>(nil)
    private let ready = DispatchSemaphore(value: 0)

    func put(_ value: ControlAnswer) {
        answer.withLock { $0 = value }
        ready.signal()
    }

    func take() -> ControlAnswer {
        ready.wait()
        return answer.withLock { $0 } ?? .refused("the service gave no answer")
    }
}
