/// Why the journal on disk cannot be opened, read or written. `file` is always the path concerned, and every description
/// says what to do.
public enum StorageError: Error, Hashable, Sendable {
    /// There is no room left on the disk.
    case full(file: String)
    /// The disk or the file system failed.
    case failing(file: String, detail: String)
    /// The file is not what was written: not a database, or damaged inside.
    case damaged(file: String, detail: String)
    /// The file or its folder cannot be written or created.
    case notWritable(file: String, detail: String)
    /// Another process holds the journal; `pid` and `since` as far as they are known.
    case inUse(file: String, pid: String, since: String)
    /// Another connection kept the database busy for too long.
    case busy(file: String)
    /// The file was made by a newer version of Tocsin.
    case newer(file: String, found: Int, known: Int)
    /// The file is a database of another program.
    case foreign(file: String)
    /// There is no journal yet.
    case absent(file: String)
    /// The lines to commit do not follow the last committed one.
    case fork(file: String, expected: Int, found: Int)
    /// The batch breaks a rule of the store, such as a secret under a name that is taken.
    case refused(file: String, detail: String)
    /// Anything else that SQLite says; `code` is its extended result code.
    case failed(file: String, code: Int, detail: String)
}

extension StorageError: CustomStringConvertible {
    /// What is wrong, in which file, and what to do.
    public var description: String {
        switch self {
        case .full(let file):
            "The disk is full: \(file) cannot grow. Free space on it; nothing that was acknowledged is lost, "
                + "and what could not be written comes again from the broker."
        case .failing(let file, let detail):
            "The disk failed while reading or writing \(file) (\(detail)). Look at the system log, check the disk, "
                + "and copy the data folder to another one before anything else."
        case .damaged(let file, let detail):
            "The journal \(file) is damaged (\(detail)). Keep the file as it is, put a backup in its place, and compare "
                + "the backup with the latest checkpoint by `tocsin journal verify`."
        case .notWritable(let file, let detail):
            "\(file) cannot be written (\(detail)). Give the service's user the right to write the file and its folder, "
                + "or set `data` to a folder that it may write."
        case .inUse(let file, let pid, let since):
            "The journal is in use by process \(pid), running since \(since) (lock \(file)). Stop that service first; "
                + "commands that only read work beside it."
        case .busy(let file):
            "\(file) is kept busy by another program. Close what has the file open, such as a database browser, and try again."
        case .newer(let file, let found, let known):
            "\(file) has format \(found); this version of tocsin knows formats up to \(known). Install the newer version again."
        case .foreign(let file):
            "\(file) is a database of another program. Set `data` to a folder of its own."
        case .absent(let file):
            "There is no journal at \(file). Check `data` in the configuration; `tocsin serve` creates the journal."
        case .fork(let file, let expected, let found):
            "Line \(found) cannot be written to \(file): the next line is \(expected). Something else wrote to the journal; "
                + "restart the service, which reads the journal anew."
        case .refused(let file, let detail): "\(file) refused what was to be written: \(detail)."
        case .failed(let file, let code, let detail): "SQLite failed on \(file): \(detail) (code \(code))."
        }
    }
}
