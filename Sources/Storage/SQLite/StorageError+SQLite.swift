import GRDB

extension StorageError {
    /// What an error of SQLite means for a file.
    init(_ error: any Error, file: String) {
        switch error {
        case let error as StorageError: self = error
        case let error as DatabaseError: self.init(error, file: file)
        default: self = .failed(file: file, code: 0, detail: "\(error)")
        }
    }

    private init(_ error: DatabaseError, file: String) {
        let detail = error.message ?? "no message"
        self =
            switch error.resultCode {
            case .SQLITE_FULL: .full(file: file)
            case .SQLITE_IOERR: .failing(file: file, detail: "\(detail), code \(error.extendedResultCode.rawValue)")
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(file: file, detail: detail)
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .notWritable(file: file, detail: detail)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(file: file)
            case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG: .refused(file: file, detail: detail)
            default: .failed(file: file, code: Int(error.extendedResultCode.rawValue), detail: detail)
            }
    }
}
