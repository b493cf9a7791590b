import Foundation
import Record
import Storage

/// What the first line of a journal says: whose it is, its zone and its key.
struct JournalOpening {
    let opened: JournalOpened

    /// Reads it from the first line of a journal on disk.
    init(_ journal: any JournalReader) throws {
        let first = try journal.lines(from: 0, bytes: 1)
        var opened: JournalOpened?
        try first.forEach { (seq, line) throws(ReplayError) in
            if seq == 0, case .journalOpened(let data)? = try EntryReader().read(line, seq: seq).entry { opened = data }
        }
        guard let opened else {
            throw CommandFailure("the journal has no opening line yet; start the service once by `tocsin serve`")
        }
        self.opened = opened
    }

    /// The zone of the community's clock.
    var zone: TimeZone { TimeZone(identifier: opened.timezone) ?? .gmt }
}
