import Alerts
import Record

/// A receipt that changed nothing and is counted instead of journaled.
struct UnusedReceipt: Hashable, Sendable {
    var line: ReceiptsUnused
    var refused: Bool
}

/// Receipts that changed nothing, by device, in the running minute: a faulty device must not fill the journal.
struct UnusedReceipts: Sendable {
    private struct Kind: Hashable {
        var device: String?
        var reason: String
        var refused: Bool
    }

    private var journaled: [String: Int] = [:]
    private var counted: [Kind: Int] = [:]
    private var began: Moment?

    /// Whether a device, or all unknown ones together, had its lines for this minute.
    func isFull(_ device: String?, limit: Int) -> Bool { journaled[device ?? "", default: 0] >= limit }

    mutating func noteJournaled(_ device: String?, at: Moment) {
        began = began ?? at
        journaled[device ?? "", default: 0] += 1
    }

    mutating func count(_ receipt: UnusedReceipt, at: Moment) {
        began = began ?? at
        counted[Kind(device: receipt.line.device, reason: receipt.line.reason, refused: receipt.refused), default: 0] += 1
    }

    /// The counts of a minute that is over, as lines; nil while it runs.
    func summary(at now: Moment) -> [Entry]? {
        guard let began, now - began >= .minutes(1) else { return nil }
        return counts
    }

    /// The counts so far, as lines.
    var counts: [Entry] {
        counted.sorted { ($0.key.device ?? "", $0.key.reason) < ($1.key.device ?? "", $1.key.reason) }.map { kind, count in
            let line = ReceiptsUnused(device: kind.device, reason: kind.reason, delivery: nil, count: count)
            return kind.refused ? .receiptRefused(line) : .receiptRepeated(line)
        }
    }

    mutating func beginMinute() { self = UnusedReceipts() }
}
