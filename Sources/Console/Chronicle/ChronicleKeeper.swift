import Alerts
import Community
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
    private let help: HelpBoard
    private let queue = DispatchQueue(label: "tocsin.console.chronicle")
    /// Touched on the queue only; the lock is never waited for and lets the compiler see that.
    private let chronicle = Mutex((value: Chronicle(), isCaughtUp: false))

    private static let periodMilliseconds = 200
    /// Proxies close what says nothing for long, and so does the listener.
    private static let signOfLife = 15.0

    init(backstage: Backstage, events: EventRing, help: HelpBoard) {
        self.backstage = backstage
        self.events = events
        self.help = help
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
            var isHelpNews = false
            try JournalReplay.forEachEntry(of: backstage.journal, from: state.value.lines, zone: backstage.zone) {
                (_, entry, at) throws(EngineError) in
                state.value.apply(entry, at: at)
                switch entry {
                case .helpCalled, .helpTaken, .registerAdopted: isHelpNews = true
                default: break
                }
                if isLive, let entry { tell(entry) }
            }
            state.isCaughtUp = true
            if isHelpNews {
                showHelp(state.value)
            }
        }
    }

    /// Puts up the calls for help that are open, with the names that the register in force has for their pseudonyms.
    private func showHelp(_ chronicle: Chronicle) {
        let register = backstage.register(nil)
        let open = chronicle.help.map { at, line in
            let person = register?.staff.first { (try? backstage.pseudonym("staff", $0.staff)) == line.by }
            let version = line.alert.flatMap { chronicle.alerts[$0]?.accepted?.register }
            let home = line.household.flatMap { index in
                backstage.register(version).flatMap { Int(index) < $0.householdCount ? $0.household(index) : nil }
            }
            return HelpBoard.Call(
                record: line.record, need: line.need, at: at, person: person, door: home.map { "\($0.building) \($0.household)" })
        }
        help.show(open)
    }

    /// Tells listeners what a new line says.
    private func tell(_ entry: Entry) {
        switch entry {
        case .alertAccepted(let line): tell(line.alert, "accepted")
        case .alertHeld(let line): tell(line.alert, "held")
        case .alertRecorded(let line): tell(line.alert, "recorded")
        case .alertApproved(let line): tell(line.alert, "approved")
        case .alertRejected(let line): tell(line.alert, "rejected")
        case .dutyWoken(let line): tell(line.alert, "woken")
        case .alertConflicting(let line): tell(line.alert, "conflicting")
        case .alertEnded(let line): tell(line.alert, "ended")
        case .alertClosed(let line): tell(line.alert, "closed")
        case .dutyAcknowledged(let line): tell(line.alert, "acknowledged")
        case .coverageDecided(let line): tell(line.alert, "decided")
        case .deviceStatus(let status), .gatewayStatus(let status):
            events.send(.device, #"{"device":"\#(status.device)","online":\#(status.online)}"#)
        case .doorRecorded(let line): tellTask(line.alert, "door")
        case .roundRecorded(let line): tellTask(line.alert, "round")
        case .callPlanned(let line): tellTask(line.alert, "called")
        case .callStepped(let line): tellTask(line.alert, "stepped")
        case .callAnswered(let line): tellTask(line.alert, "answered")
        case .taskAssigned(let line): tellTask(line.alert, "assigned")
        case .taskClosed(let line): tellTask(line.alert, "closed")
        case .taskHandedOver(let line): tellTask(line.alert, "handed-over")
        case .helpCalled(let line): events.send(.task, #"{"help":"\#(line.record)","change":"called"}"#)
        case .helpTaken(let line): events.send(.task, #"{"help":"\#(line.record)","change":"taken"}"#)
        case .deviceMuted(let line): events.send(.device, #"{"device":"\#(line.device)","muted":true}"#)
        case .deviceTested(let test): events.send(.device, #"{"device":"\#(test.device)","passed":\#(test.passed)}"#)
        default: break
        }
    }

    private func tellTask(_ alert: AlertID, _ change: String) {
        events.send(.task, #"{"alert":"\#(alert)","change":"\#(change)"}"#)
    }

    private func tell(_ alert: AlertID, _ change: String) { events.send(.alert, #"{"alert":"\#(alert)","change":"\#(change)"}"#) }
}
