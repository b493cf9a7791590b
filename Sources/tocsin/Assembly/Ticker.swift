import Channels
import Console
import Dispatch
import Dissemination
import Engine
import Logging
import Record
import ServiceLifecycle
import Wire

/// Lets time act: several times a second the desk looks at its clocks, outcomes are written, and what changed is published.
///
/// It works on a queue of its own, since the disk may make it wait.
struct Ticker: Service {
    let writer: JournalWriter
    let outbox: CommandOutbox
    let session: MQTTSession
    let clock: ClockWatch
    let console: Console
    let logger: Logger

    /// Dispatches are gathered for no longer than this, in milliseconds.
    private static let periodMilliseconds = 100

    func run() async throws {
        let queue = DispatchQueue(label: "tocsin.ticker")
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now(), repeating: .milliseconds(Self.periodMilliseconds), leeway: .milliseconds(10))
        timer.setEventHandler { tick() }
        timer.activate()
        try? await gracefulShutdown()
        timer.cancel()
    }

    private func tick() {
        do {
            if let state = clock.news() { try writer.submit([.clock(state)]) }
            try outbox.flush()
            let publications = try writer.tick()
            outbox.publish(publications)
            console.show(publications)
            session.wake()
        } catch {
            logger.error("the journal cannot be written; trying again", metadata: ["error": "\(error)"])
        }
    }
}

/// Runs the broker session from the start of the service to its end.
struct BrokerService: Service {
    let session: MQTTSession
    let writer: JournalWriter
    let outbox: CommandOutbox

    func run() async throws {
        try session.start()
        try? await gracefulShutdown()
        await session.stop()
        // What the session reported while it stopped is written too, and the last checkpoint covers it.
        try await writer.async { [outbox] writer in
            try outbox.flush()
            try writer.finish()
        }
    }
}
