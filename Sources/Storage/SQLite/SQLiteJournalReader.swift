import GRDB
import Glibc

/// A community's journal, only to read: for commands beside a running service, or when none runs.
public final class SQLiteJournalReader: SQLiteReading {
    let file: String
    let connections: any DatabaseReader

    /// Opens the journal in a data folder. It takes no lock and never holds up the service.
    public init(folder: String) throws(StorageError) {
        let file = "\(folder)/\(SQLiteJournal.names.database)"
        guard access(file, F_OK) == 0 else { throw .absent(file: file) }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.label = "journal.reader"
        do {
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            let version = try queue.read { try Schema.check($0, file: file) }
            guard version > 0 else { throw StorageError.absent(file: file) }
            connections = queue
            self.file = file
        } catch {
            throw StorageError(error, file: file)
        }
    }
}
