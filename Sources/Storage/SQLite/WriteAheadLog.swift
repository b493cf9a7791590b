import Dispatch
import GRDB
import Synchronization

/// Moves committed pages from the write-ahead log into the database file, away from the writer: on a connection and a
/// queue of its own, whenever the log has grown by some pages. SQLite would do it within a commit, which then takes
/// milliseconds instead of a fraction of one.
final class WriteAheadLog: Sendable {
    private let connection: DatabaseQueue
    private let queue = DispatchQueue(label: "journal.log")
    private let state = Mutex(State())

    private struct State {
        var pages = 0
        var isScheduled = false
    }

    /// After how many pages of 4 KiB the log is worked off.
    private static let threshold = 1000

    init(file: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.label = "journal.log"
        connection = try DatabaseQueue(path: file, configuration: configuration)
        try connection.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL") }
    }

    /// Takes note of a commit of so many bytes.
    func grew(by bytes: Int) {
        let isDue = state.withLock { state in
            state.pages += bytes / 4096 + 2
            guard state.pages >= WriteAheadLog.threshold, !state.isScheduled else { return false }
            state.isScheduled = true
            state.pages = 0
            return true
        }
        if isDue { queue.async { self.work() } }
    }

    /// A failure here loses nothing: the log keeps its pages, and the next round tries again.
    private func work() {
        try? connection.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
        state.withLock { $0.isScheduled = false }
    }
}
