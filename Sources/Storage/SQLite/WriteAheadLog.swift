import Dispatch
import GRDB
import Synchronization

/// Moves committed pages from the write-ahead log into the database file, away from the writer: on a connection and a
/// queue of its own, whenever the log has grown by some pages. SQLite by itself does it within a commit.
///
/// While commits follow each other without a pause the log never becomes empty that way, and so grows. Beyond a limit the
/// writer is asked for one round of its own, which has only the last few pages to move and lets the log begin anew.
final class WriteAheadLog: Sendable {
    private let connection: DatabaseQueue
    private let queue = DispatchQueue(label: "journal.log")
    private let state = Mutex(State())

    private struct State {
        var pages = 0
        var isScheduled = false
        var isTooLong = false
    }

    /// After how many pages of 4 KiB the log is worked off, and from how many on the writer has to help.
    private static let (threshold, limit) = (1000, 8000)

    init(file: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.label = "journal.log"
        connection = try DatabaseQueue(path: file, configuration: configuration)
        try connection.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
            // What an earlier process left in the log goes into the database file, so that the log does not outlive every restart.
            _ = try $0.checkpoint(.passive)
        }
    }

    /// Takes note of a commit of so many bytes; true if the writer should work the log off itself now.
    func grew(by bytes: Int) -> Bool {
        let (isDue, isTooLong) = state.withLock { state in
            state.pages += bytes / 4096 + 2
            let isTooLong = state.isTooLong
            state.isTooLong = false
            guard state.pages >= WriteAheadLog.threshold, !state.isScheduled else { return (false, isTooLong) }
            state.isScheduled = true
            state.pages = 0
            return (true, isTooLong)
        }
        if isDue { queue.async { self.work() } }
        return isTooLong
    }

    /// Returns when nothing is under way any more.
    func settle() { queue.sync {} }

    /// A failure here loses nothing: the log keeps its pages, and the next round tries again.
    private func work() {
        let result = try? connection.writeWithoutTransaction { try $0.checkpoint(.passive) }
        state.withLock { state in
            state.isScheduled = false
            state.isTooLong = (result?.walFrameCount ?? 0) > WriteAheadLog.limit
        }
    }
}
