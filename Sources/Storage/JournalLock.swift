import Glibc

/// The lock that keeps a journal to one writing process. The system releases it when the process ends, however it ends.
final class JournalLock: Sendable {
    private let file: Int32

    /// Takes the lock or says who holds it. `since` is written beside the process id, for the message that others get.
    init(path: String, since: String) throws(StorageError) {
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .notWritable(file: path, detail: String(cString: strerror(errno))) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = JournalLock.holder(file)
            close(file)
            guard reason == EWOULDBLOCK else { throw .failing(file: path, detail: String(cString: strerror(reason))) }
            throw .inUse(file: path, pid: holder.pid, since: holder.since)
        }
        let text = Array("\(getpid()) \(since)\n".utf8)
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.count, 0) == text.count else {
            let reason = errno
            close(file)
            throw reason == ENOSPC ? .full(file: path) : .failing(file: path, detail: String(cString: strerror(reason)))
        }
    }

    deinit { close(file) }

    private static func holder(_ file: Int32) -> (pid: String, since: String) {
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = pread(file, &bytes, bytes.count, 0)
        let words = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return (words.first.map(String.init) ?? "unknown", words.dropFirst().first.map(String.init) ?? "an unknown time")
    }
}
