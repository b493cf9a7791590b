import Foundation
public import Glibc
import Synchronization

/// A program that runs beside the test: it can be signalled and awaited, and it never outlives its owner. The release of the
/// last reference ends it, and if this process dies, a watcher does.
public final class Program: Sendable {
    /// How a program ended.
    public enum Ending: Sendable, Hashable {
        /// By itself, with an exit status.
        case exited(Int32)
        /// By a signal.
        case killed(Int32)
    }

    private struct State {
        var ending: Ending?
        var waiters: [CheckedContinuation<Ending, Never>] = []
        var watcher: ChildProcess
        var lifeline: Int32
    }

    /// Its process id.
    public let id: Int32
    private let child: ChildProcess
    private let state: Mutex<State>

    /// Starts a program, its output and errors appended to files.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], output: String? = nil,
        errors: String? = nil
    ) throws {
        child = try ChildProcess(program, arguments, environment: environment, output: output, errors: errors)
        id = child.id
        let (watcher, lifeline) = try Self.watch(child)
        state = Mutex(State(watcher: watcher, lifeline: lifeline))
        // The thread holds what it needs and not this object, so that a release still ends the program.
        let (child, box) = (child, WeakBox(self))
        Thread.detachNewThread {
            child.awaitEnd()
            if let program = box.value { program.collect() } else { child.wait() }
        }
    }

    deinit {
        // Nobody can have waited for it; the thread collects it.
        if state.withLock({ $0.ending == nil }) {
            child.signal(SIGKILL)
            state.withLock { Self.dismiss(&$0) }
        }
    }

    /// How it ended; nil while it runs.
    public var ending: Ending? { state.withLock { $0.ending } }

    /// Sends a signal, if it still runs.
    public func signal(_ number: Int32) {
        state.withLock { state in if state.ending == nil { child.signal(number) } }
    }

    /// Returns when it has ended.
    @discardableResult
    public func ended() async -> Ending {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state in
                if state.ending == nil { state.waiters.append(continuation) }
                return state.ending
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }

    /// Ends it with a signal and returns when it is gone; a program that does not heed the signal within the time is killed.
    @discardableResult
    public func stop(_ number: Int32 = SIGTERM, within seconds: Int = 20) async -> Ending {
        signal(number)
        let patience = Task {
            try await Task.sleep(for: .seconds(seconds))
            signal(SIGKILL)
        }
        defer { patience.cancel() }
        return await ended()
    }

    private func collect() {
        let (ending, waiters) = state.withLock { state in
            let ending = Ending(child.wait())
            state.ending = ending
            Self.dismiss(&state)
            defer { state.waiters = [] }
            return (ending, state.waiters)
        }
        for waiter in waiters { waiter.resume(returning: ending) }
    }

    /// Puts a shell beside the program that kills it when this process, and with it the write end of a pipe, is gone.
    private static func watch(_ child: ChildProcess) throws -> (ChildProcess, Int32) {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        return (try ChildProcess("/bin/sh", ["-c", "read x; kill -9 \(child.id)"], input: ends[0]), ends[1])
    }

    private static func dismiss(_ state: inout State) {
        state.watcher.signal(SIGKILL)
        state.watcher.wait()
        close(state.lifeline)
    }
}

extension Program.Ending {
    /// An ending from a raw wait status.
    init(_ status: Int32) {
        let number = status & 0x7F
        self = number == 0 ? .exited((status >> 8) & 0xFF) : .killed(number)
    }
}

/// A reference that does not keep its object alive.
private struct WeakBox: @unchecked Sendable {
    // Weak references are read and cleared atomically; the box is never changed after it was made.
    private(set) weak var value: Program?

    init(_ value: Program) { self.value = value }
}
