import Alerts
import Community
public import Logging
import Record
public import ServiceLifecycle
import Synchronization

/// Answers that go to staff who wrote what cannot be read. They are a courtesy: nothing waits for them, nothing counts them, and where
/// there are too many at once some are dropped and counted.
public final class AnswerPost: Service {
    struct Letter: Sendable {
        var line: GatewayLine
        var message: OutgoingMessage
    }

    private let letters: AsyncStream<Letter>
    private let entrance: AsyncStream<Letter>.Continuation
    private let dropped = Mutex(0)
    private let logger: Logger

    private static let most = 64
    /// An answer that comes later than a minute or two helps nobody.
    private static let (tries, pause) = (6000, Duration.milliseconds(20))

    /// A post.
    public init(logger: Logger) {
        self.logger = logger
        (letters, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.most))
    }

    func add(_ letter: Letter) {
        guard case .dropped = entrance.yield(letter) else { return }
        let count = dropped.withLock { count in
            count += 1
            return count
        }
        logger.warning("an answer to staff was dropped", metadata: ["dropped": "\(count)"])
    }

    /// Waits until the gateway has room beside the warnings; false where there is none for long.
    private func hasRoom(_ line: GatewayLine) async -> Bool {
        for _ in 0..<Self.tries where !Task.isShuttingDownGracefully {
            if line.reserve(1) == 1 { return true }
            try? await Task.sleep(for: Self.pause)
        }
        return false
    }

    /// Works until it is told to stop.
    public func run() async throws {
        await withGracefulShutdownHandler {
            for await letter in letters where await hasRoom(letter.line) { _ = await letter.line.submit(letter.message) }
        } onGracefulShutdown: {
            self.entrance.finish()
        }
    }
}
