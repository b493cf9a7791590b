import Alerts
import Coverage
import Dissemination
import Hummingbird
import Record

/// What the duty officer does with an alert: takes note of it, lets it go out, keeps it back. Each is a line of the journal.
struct DutyActions: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.post("alerts/{id}/acknowledge") { request, context -> Response in
            let form = try await Form.read(request)
            let caller = try desk.sender(request, form, .act)
            let alert = try desk.alert(context)
            guard let record = try await desk.chronicle.read({ $0.alerts[alert] }) else { throw Problem.notFound }
            if record.acknowledged == nil { try await acknowledge(alert, by: caller.account) }
            return .redirect(to: "/?alert=\(alert)")
        }
        router.post("alerts/{id}/approve") { request, context in try await judge(request, context, goesOut: true) }
        router.post("alerts/{id}/reject") { request, context in try await judge(request, context, goesOut: false) }
    }

    /// Who is on the staff answers their call with it, too; an account that nobody on the staff has only takes note.
    private func acknowledge(_ alert: AlertID, by account: Account) async throws {
        let by = try await desk.pseudonym(of: account)
        if let by {
            try await Deed(desk: desk).submit([.answer(IncomingAnswer(alerts: [alert], by: by, means: .tap))]) { _ in false }
            if try await desk.state({ $0.coverage.alerts[alert]?.calls.duty != nil }) { return }
        }
        try await desk.write([.dutyAcknowledged(DutyAcknowledged(alert: alert, by: by, means: .tap, moment: desk.now))])
    }

    private func judge(_ request: Request, _ context: ConsoleRequest, goesOut: Bool) async throws -> Response {
        let form = try await Form.read(request)
        let caller = try desk.sender(request, form, .act)
        let alert = try desk.alert(context)
        let by = try await desk.pseudonym(of: caller.account)
        if goesOut, try await !desk.state({ $0.isSecondPerson(by, for: alert) }) {
            throw Problem(.forbidden, "needs a second person", detail: "who wrote an alert cannot let it go out; 须由第二人批准")
        }
        let outcome = await desk.backstage.judge(alert, goesOut, by)
        guard outcome.done else { throw Problem(.conflict, "not done", detail: outcome.text) }
        return .redirect(to: goesOut ? "/?alert=\(alert)" : "/")
    }
}
