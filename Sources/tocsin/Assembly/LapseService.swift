import Alerts
import Dispatch
import Dissemination
import Engine
import Logging
import Record
import ServiceLifecycle
import Synchronization

/// Lets official alerts go out that nobody decided on in time, as the policy says: the desk names them, their documents are read anew here.
final class LapseService: Service {
    private let desk: ControlDesk
    private let logger: Logger
    /// Alerts of which was told that their documents are gone.
    private let told = Mutex<Set<AlertID>>([])

    init(desk: ControlDesk, logger: Logger) {
        self.desk = desk
        self.logger = logger
    }

    func run() async throws {
        let queue = DispatchQueue(label: "tocsin.lapses")
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(100))
        timer.setEventHandler { self.look() }
        timer.activate()
        try? await gracefulShutdown()
        timer.cancel()
    }

    /// What cannot be done is told once an alert, and tried again with every look.
    private func look() {
        do {
            let now = SystemClock.now()
            for held in try desk.writer.read({ $0.lapsed(now: now) }) {
                let isDone = try desk.lapse(held)
                let isNews = told.withLock { $0.insert(held.alert).inserted }
                if isDone {
                    logger.warning("an alert went out although nobody decided", metadata: ["alert": "\(held.alert)"])
                } else if isNews {
                    logger.error(
                        "an alert that nobody decided on cannot go out: its document is gone",
                        metadata: ["alert": "\(held.alert)"])
                }
            }
        } catch {
            logger.error("alerts that wait were not looked at", metadata: ["error": "\(error)"])
        }
    }
}
