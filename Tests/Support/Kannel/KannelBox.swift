import Glibc
import Synchronization

/// One of Kannel's programs in a process group of its own: an smsbox that lost its bearerbox starts itself anew under another
/// process id, and the group is what stays. It never outlives its owner.
final class KannelBox: Sendable {
    private struct Running {
        var box: ChildProcess
        var watcher: ChildProcess
        var lifeline: Int32
    }

    private let program: String
    private let configuration: String
    private let log: String
    private let running = Mutex<Running?>(nil)

    /// A box that is started later.
    init(_ program: String, configuration: String, log: String) {
        self.program = program
        self.configuration = configuration
        self.log = log
    }

    deinit { end(SIGKILL) }

    /// The process id that it was started with; it is also that of its group.
    var processID: Int32? { running.withLock { $0?.box.id } }

    func start() throws {
        try running.withLock { running in
            guard running == nil else { return }
            let box = try ChildProcess("/usr/bin/setsid", [program, "-v", "4", configuration], output: log)
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            defer { close(ends[0]) }
            let watcher = try ChildProcess("/bin/sh", ["-c", "read x; kill -9 -- -\(box.id)"], input: ends[0])
            running = Running(box: box, watcher: watcher, lifeline: ends[1])
        }
    }

    /// Whether the process that was started has ended, as one does whose port is taken. An smsbox that starts itself anew has
    /// also ended in this sense.
    var hasEnded: Bool { running.withLock { $0?.box.hasEnded() ?? true } }

    /// Sends a signal to every process of it.
    func signal(_ number: Int32) { running.withLock { if let id = $0?.box.id { kill(-id, number) } } }

    /// Ends it with a signal and returns when all of it is gone; what does not heed the signal within ten seconds is killed.
    func end(_ number: Int32) {
        running.withLock { running in
            guard let ended = running else { return }
            kill(-ended.box.id, SIGCONT)
            kill(-ended.box.id, number)
            for _ in 0..<1000 where !ended.box.hasEnded() && number != SIGKILL { usleep(10_000) }
            kill(-ended.box.id, SIGKILL)
            ended.box.wait()
            ended.watcher.signal(SIGKILL)
            ended.watcher.wait()
            close(ended.lifeline)
            running = nil
        }
    }
}
