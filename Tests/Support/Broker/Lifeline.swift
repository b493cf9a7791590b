import Glibc

/// Ends a child process when this process is gone, however it went.
///
/// A shell beside the child waits for the end of a pipe whose other end only this process holds.
struct Lifeline: Sendable {
    private let watcher: ChildProcess
    private let end: Int32

    /// Watches over a child.
    init(of child: ChildProcess) throws {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        watcher = try ChildProcess("/bin/sh", ["-c", "read x; kill -9 \(child.id)"], input: ends[0])
        end = ends[1]
    }

    /// Watches no longer; before the child is collected, so that its process id is not another's by then.
    func cut() {
        watcher.signal(SIGKILL)
        watcher.wait()
        close(end)
    }
}
