import Alerts
import Coverage
import Dispatch
import Dissemination
import Engine
import Foundation
import Record
import Storage
import Synchronization

/// Alerts that are closed, as they stood just before: their state is freed, so it is read anew from the journal by the same desk that
/// held it when they were open. It takes as long as a start of the service, so it waits on a queue of its own, and the last few are kept.
final class PastDesks: Sendable {
    private let journal: any JournalReader
    private let zone: TimeZone
    private let queue = DispatchQueue(label: "tocsin.console.past")
    private let known = Mutex<[(line: Int, desk: Desk)]>([])

    private static let kept = 2

    init(journal: any JournalReader, zone: TimeZone) {
        self.journal = journal
        self.zone = zone
    }

    /// Looks at the state before a line.
    func look<Value: Sendable>(before line: Int, _ body: @escaping @Sendable (borrowing Desk) -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { body(try self.desk(before: line)) }) }
        }
    }

    private func desk(before line: Int) throws -> Desk {
        if let desk = known.withLock({ $0.first { $0.line == line }?.desk }) { return desk }
        var desk = Desk(sources: [])
        try JournalReplay.forEachEntry(of: journal, limit: line, zone: zone) { (_, entry, at) throws(EngineError) in
            guard let entry else { return }
            do throws(CoverageError) { try desk.replay(entry, at: at) } catch { throw .rules(error) }
        }
        known.withLock { $0 = $0.suffix(Self.kept - 1) + [(line, desk)] }
        return desk
    }
}
