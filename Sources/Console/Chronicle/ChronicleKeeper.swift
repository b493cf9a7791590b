import Alerts
import Dispatch
import Engine
import Foundation
import Record
import ServiceLifecycle
import Storage
import Synchronization

/// Follows the journal on a queue of its own: replays it at the start, keeps the chronicle up to date, and tells listeners what new
/// lines say.
final class ChronicleKeeper: Service {
    private let backstage: Backstage
    private let events: EventRing
    private let queue = DispatchQueue(label: "tocsin.console.chronicle")
    /// Touched on the queue only; the lock is never waited for and lets the compiler see that.
    private let chronicle = Mutex((value: Chronicle(), isCaughtUp: false))

    private static let periodMilliseconds = 200
    /// Proxies close what says nothing for long, and so does the listener.
    private static let signOfLife = 15.0

    init(backstage: Backstage, events: EventRing) {
        self.backstage = backstage
        self.events = events
    }

    func run() async throws {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now(), repeating: .milliseconds(Self.periodMilliseconds), leeway: .milliseconds(20))
        let signs = DispatchSource.makeTimerSource(queue: queue)
        signs.schedule(deadline: .now() + Self.signOfLife, repeating: Self.signOfLife, leeway: .seconds(1))
        signs.setEventHandler { self.events.sendSignOfLife() }
        signs.activate()
        // A journal that cannot be read just now is read with the next tick; readiness says what is wrong.
        timer.setEventHandler { try? self.catchUp() }
        timer.activate()
        try? await gracefulShutdown()
        timer.cancel()
        signs.cancel()
        events.close()
    }

    /// Looks at the chronicle, which then holds every line that is on disk.
    func read<Value: Sendable>(_ body: @escaping @Sendable (borrowing Chronicle) -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        try self.catchUp()
                        return self.chronicle.withLock { body($0.value) }
                    })
            }
        }
    }

    private func catchUp() throws {
        try chronicle.withLock { state in
            let count = try backstage.journal.count()
            guard count > state.value.lines else { return }
            let isLive = state.isCaughtUp
            try JournalReplay.forEachEntry(of: backstage.journal, from: state.value.lines, zone: backstage.zone) {
                (_, entry, at) throws(EngineError) in
                state.value.apply(entry, at: at)
                if isLive, let entry { tell(entry) }
            }
            state.isCaughtUp = true
        }
    }

    /// Tells listeners what a new line says.
    private func tell(_ entry: Entry) {
        switch entry {
        case .alertAccepted(let line): tell(line.alert, "accepted")
        case .alertHeld(let line): tell(line.alert, "held")
        case .alertRecorded(let line): tell(line.alert, "recorded")
        case .alertApproved(let line): tell(line.alert, "approved")
        case .alertRejected(let line): tell(line.alert, "rejected")
        case .alertConflicting(let line): tell(line.alert, "conflicting")
        case .alertEnded(let line): tell(line.alert, "ended")
        case .alertClosed(let line): tell(line.alert, "closed")
        case .dutyAcknowledged(let line): tell(line.alert, "acknowledged")
        case .coverageDecided(let line): tell(line.alert, "decided")
        case .deviceStatus(let status), .gatewayStatus(let status):
            events.send(.device, #"{"device":"\#(status.device)","online":\#(status.online)}"#)
        case .deviceTested(let test): events.send(.device, #"{"device":"\#(test.device)","passed":\#(test.passed)}"#)
        default: break
        }
    }

    private func tell(_ alert: AlertID, _ change: String) { events.send(.alert, #"{"alert":"\#(alert)","change":"\#(change)"}"#) }
}
