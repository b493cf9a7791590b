import Dissemination
import Engine
import Logging
import Record
import ServiceLifecycle
import Synchronization

/// Gathers what became of messages until it is written: a line for many, at most 250 ms late.
final class OutcomeBasket: Sendable {
    private let writer: JournalWriter
    private let outcomes = Mutex<[DispatchOutcome]>([])

    init(writer: JournalWriter) { self.writer = writer }

    func add(_ outcome: DispatchOutcome) { outcomes.withLock { $0.append(outcome) } }

    /// How often what was gathered is written.
    private static let gathering = Duration.milliseconds(200)

    /// Writes what was gathered again and again until the service stops.
    func keepWriting(_ logger: Logger) async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await Task.sleep(for: Self.gathering)
            do {
                try await flush()
            } catch {
                logger.error("what became of deliveries waits for the journal", metadata: ["error": "\(error)"])
            }
        }
    }

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
