import Dissemination
import Engine
import Record
import Synchronization

/// Gathers what became of messages until it is written: a line for many, at most 250 ms late.
final class OutcomeBasket: Sendable {
    private let writer: JournalWriter
    private let outcomes = Mutex<[DispatchOutcome]>([])

    init(writer: JournalWriter) { self.writer = writer }

    func add(_ outcome: DispatchOutcome) { outcomes.withLock { $0.append(outcome) } }

    /// Writes what was gathered. What cannot be written now is kept for the next time.
    func flush() async throws {
        let gathered = outcomes.withLock { outcomes in
            defer { outcomes = [] }
            return outcomes
        }
        guard !gathered.isEmpty else { return }
        do {
            try await writer.async { _ = try $0.submit([.outcomes(gathered)]) }
        } catch {
            outcomes.withLock { $0 = gathered + $0 }
            throw error
        }
    }
}
