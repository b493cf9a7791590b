import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Record

/// What the duty officer orders and notes on the page of tasks; each is confirmed by its line of the journal.
struct TaskOrders: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.post("tasks/handover") { request, _ in try await handOver(request) }
        router.post("tasks/round") { request, _ in try await orderRound(request) }
        router.post("tasks/answer") { request, _ in try await noteAnswer(request) }
        router.post("help/{record}/take") { request, context in try await takeHelp(request, context) }
    }

    private func handOver(_ request: Request) async throws -> Response {
        let form = try await Form.read(request)
        _ = try desk.sender(request, form, .act)
        let (alert, from, to) = (try alert(form), try pseudonym(form, "from"), try pseudonym(form, "to"))
        let order = HandoverOrder(
            alert: alert, from: from, to: to, households: form.values("household").compactMap { Pseudonym($0) })
        let lines = try await Deed(desk: desk).submit([.handOver(order)]) { entry in
            if case .taskHandedOver(let line) = entry {
                line.from == from && line.to == to && line.reason == .order
            } else {
                false
            }
        }
        return try Deed.redirect(to: "/tasks", lines)
    }

    private func orderRound(_ request: Request) async throws -> Response {
        let form = try await Form.read(request)
        let caller = try desk.sender(request, form, .act)
        guard let means = form["means"].flatMap(RoundRecorded.Means.init(rawValue:)),
            let by = try await desk.pseudonym(of: caller.account)
        else { throw Problem(.unprocessableContent, "incomplete") }
        let order = RoundOrder(
            alert: try alert(form), to: try pseudonym(form, "to"), means: means,
            buildings: form.values("building").compactMap { Pseudonym($0) }, by: by)
        let lines = try await Deed(desk: desk).submit([.orderRound(order)]) { entry in
            if case .taskAssigned(let line) = entry { line.to == order.to && line.by == by && line.means == means } else { false }
        }
        return try Deed.redirect(to: "/tasks", lines)
    }

    /// Somebody who was reached by radio or in person has answered; who heard it stands beside.
    private func noteAnswer(_ request: Request) async throws -> Response {
        let form = try await Form.read(request)
        let caller = try desk.sender(request, form, .act)
        let (alert, staff) = (try alert(form), try pseudonym(form, "staff"))
        guard let means = form["means"].flatMap(AnswerMeans.init(rawValue:)) else {
            throw Problem(.unprocessableContent, "incomplete")
        }
        let report = form["report"].flatMap(CalleeReport.State.init(rawValue:)).map { CalleeReport(state: $0) }
        let answer = IncomingAnswer(
            alerts: [alert], by: staff, means: means, reported: report,
            origin: RecordOrigin(enteredBy: try await desk.pseudonym(of: caller.account)))
        let lines = try await Deed(desk: desk).submit([.answer(answer)]) { entry in
            if case .callAnswered(let line) = entry { line.alert == alert && line.callee == staff } else { false }
        }
        return try Deed.redirect(to: "/tasks?alert=\(alert)", lines)
    }

    private func takeHelp(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let form = try await Form.read(request)
        let caller = try desk.sender(request, form, .act)
        guard let record = context.parameters.get("record").flatMap({ RecordID($0) }),
            let by = try await desk.pseudonym(of: caller.account)
        else { throw Problem.notFound }
        let lines = try await Deed(desk: desk).submit([.helpTaken(record, by: by)]) { entry in
            if case .helpTaken(let line) = entry { line.record == record } else { false }
        }
        return try Deed.redirect(to: LoginPage.target(form["to"]), lines)
    }

    private func alert(_ form: Form) throws -> AlertID {
        guard let alert = form["alert"].flatMap({ AlertID($0) }) else { throw Problem(.unprocessableContent, "which alert") }
        return alert
    }

    private func pseudonym(_ form: Form, _ name: String) throws -> Pseudonym {
        guard let found = form[name].flatMap({ Pseudonym($0) }) else {
            throw Problem(.unprocessableContent, "nobody chosen", detail: "请先选择人员。 Choose somebody first.")
        }
        return found
    }
}
