import Alerts
import Community
import Coverage
import Dissemination
import Record

/// What the desk knows of calls and tasks just now, taken in one look.
struct TaskLook: Sendable {
    /// One alert that asks something of people.
    struct Running: Sendable {
        let coverage: AlertCoverage
        /// The minutes after which calls go further; nil where nobody is called.
        let steps: Policy.CallSteps?

        var alert: AlertID { coverage.accepted.alert }
    }

    /// Everything that somebody has.
    struct Holder: Sendable {
        let staff: Pseudonym
        let tasks: [StaffTask]

        /// What is still to be done.
        var open: [StaffTask] { tasks.filter { $0.closed == nil } }
        /// Since when the oldest of it waits.
        var since: Moment? { open.map(\.since).min() }
    }

    var alerts: [Running] = []
    var holders: [Holder] = []
    var roster: Roster?
    /// Of whom the street has to be told, by alert.
    var street: [AlertID: [Pseudonym]] = [:]

    /// Looks at the desk.
    static func at(_ desk: ConsoleDesk) async throws -> TaskLook {
        try await desk.state { state in
            var look = TaskLook(roster: state.coverage.roster)
            for alert in state.coverage.order {
                guard let open = state.coverage.alerts[alert], open.isRunning,
                    open.accepted.status == .actual || open.accepted.status == .exercise
                else { continue }
                let accepted = open.accepted
                look.alerts.append(
                    Running(
                        coverage: open,
                        steps: state.coverage.policy?.callSteps(
                            class: accepted.urgencyClass, colour: accepted.effectiveColour)))
            }
            look.holders = state.taskHolders.map { Holder(staff: $0, tasks: state.tasks(of: $0)) }
            for notice in state.streetNotices { look.street[notice.alert] = notice.callees }
            return look
        }
    }
}

/// How the call of one person stands.
struct CallState: Sendable {
    /// What comes next for a call that nobody has answered.
    enum Next: Sendable {
        case step(CallStepped.Step, at: Moment)
        /// Somebody else has answered in their place.
        case filled
        /// All steps were taken.
        case exhausted
    }

    let call: CallBook.Call
    let answer: CallBook.Answer?
    /// The messages and calls to the phone.
    let attempts: [(channel: Channel, tries: Int, stage: Stage, failure: FailureReason?)]
    /// Nil once it is answered.
    let next: Next?

    init(_ call: CallBook.Call, of running: TaskLook.Running) {
        let book = running.coverage.calls
        self.call = call
        answer = book.answers[call.callee.staff]
        let phone = call.callee.phone?.description
        attempts = running.coverage.deliveries.filter { $0.channel.isOverGateways }.compactMap { table in
            guard let row = phone.flatMap(table.row) else { return nil }
            return (table.channel, Int(table.tries[row]), table.stages[row], table.failures[row])
        }
        next = answer == nil ? Self.next(call, book, running.steps) : nil
    }

    private static func next(_ call: CallBook.Call, _ book: CallBook, _ steps: Policy.CallSteps?) -> Next {
        if book.filled(call.callee) != nil { return .filled }
        // Who stands in for somebody is called and called again; the head and the street are told for the post, once.
        let last: CallStepped.Step = call.callee.standsFor == nil ? .street : .substitute
        let due = CallStepped.Step.allCases.first { step in (call.furthest.map { step > $0 } ?? true) && step <= last }
        guard let due, let steps else { return .exhausted }
        return .step(due, at: call.planned + .minutes(Int64(steps.minutes(due))))
    }
}
