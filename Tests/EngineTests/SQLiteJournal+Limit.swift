import GRDB

@testable import Storage

extension SQLiteJournal {
    /// Lets the file grow to so many pages and no further, as a full disk would; no page more for a number below its size.
    func limit(pages: Int) throws { try write { _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(max(1, pages))") } }
}
