import Record
import Storage
import Synchronization

/// A journal in memory whose commits fail when a test says so.
final class MemoryStore: JournalStore {
    private struct Content {
        var lines = JournalLines(first: 0)
        var checkpoints: [StoredCheckpoint] = []
        var originals: [String: [UInt8]] = [:]
        var fails = false
        var commits = 0
    }

    private let content = Mutex(Content())

    var fails: Bool {
        get { content.withLock { $0.fails } }
        set { content.withLock { $0.fails = newValue } }
    }
    var commits: Int { content.withLock { $0.commits } }

    func count() -> Int { content.withLock { $0.lines.end } }
    func lines(from seq: Int, bytes: Int) -> JournalLines { content.withLock { $0.lines.suffix(from: min(seq, $0.lines.end)) } }
    func original(sha256: String) -> [UInt8]? { content.withLock { $0.originals[sha256] } }
    func registerVersions() -> [Int] { [] }
    func register(version: Int) -> RegisterFiles? { nil }
    func secret(named name: String) -> [UInt8]? { nil }
    func destroySecret(named name: String) {}
    func latestCheckpoint() -> StoredCheckpoint? { content.withLock { $0.checkpoints.last } }
    func checkpoints(from size: Int, limit: Int) -> [StoredCheckpoint] {
        content.withLock { Array($0.checkpoints.filter { $0.size >= size }.prefix(limit)) }
    }

    func commit(_ batch: JournalBatch) throws(StorageError) {
        let failure: StorageError? = content.withLock { content in
            if content.fails { return .full(file: "memory") }
            guard batch.lines.first == content.lines.end else {
                return .fork(file: "memory", expected: content.lines.end, found: batch.lines.first)
            }
            content.commits += 1
            let bytes = content.lines.bytes + batch.lines.bytes
            content.lines = JournalLines(first: 0, count: content.lines.count + batch.lines.count, stored: bytes) ?? content.lines
            for original in batch.originals { content.originals[original.sha256] = original.body }
            if let checkpoint = batch.checkpoint { content.checkpoints.append(checkpoint) }
            return nil
        }
        if let failure { throw failure }
    }
}
