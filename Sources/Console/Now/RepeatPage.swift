import Alerts
import Community
import Dissemination
import Hummingbird
import Intake
import Record

/// Sending a warning once more (再次播发). What devices have played they do not play again, so it goes out as an Update that says the same:
/// without a clock of its own, its evidence counts for the warning that it repeats. Its words were let out before, so one person may do it.
struct RepeatPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("alerts/{id}/again") { request, context -> Response in
            let visit = try desk.visit(request, context, .act)
            return try await page(try await record(context), visit)
        }
        router.post("alerts/{id}/again") { request, context in try await send(request, context) }
    }

    /// The alert of the path, which MUST be in force.
    private func record(_ context: ConsoleRequest) async throws -> AlertRecord {
        let alert = try desk.alert(context)
        guard let record = try await desk.chronicle.read({ $0.alerts[alert] }) else { throw Problem.notFound }
        guard record.isInForce else {
            throw Problem(.conflict, "not in force", detail: "预警已不在生效，不能再次播发。 The warning is not in force any more.")
        }
        return record
    }

    private func page(_ record: AlertRecord, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let words = try await AlertShelf(desk: desk).words(record)
        let colour = record.accepted?.colour?.rawValue ?? "none"
        let body: HTML = """
            <h1>\(t("again.title"))</h1>
            <section class="banner \(colour)\(record.status == .actual ? "" : " exercise")"><h2>\(words?.headline ?? record.event)</h2>
            <p class="words">\(words?.shown)</p></section>
            <section class="card"><p>\(t("again.hint"))</p><form method="post" action="/alerts/\(record.alert)/again">\(visit.formField)
            <div class="actions"><button class="primary large" autofocus>\(t("again.send"))</button>
            <a class="button" href="/?alert=\(record.alert)">\(t("frame.back"))</a></div></form></section>
            """
        return desk.frame.page(t("again.title"), visit, body)
    }

    private func send(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let form = try await Form.read(request)
        let caller = try desk.sender(request, form, .act)
        let record = try await record(context)
        guard let received = try await AlertShelf(desk: desk).received(record) else { throw Problem.notFound }
        let taken = try await AlertEntrance(desk: desk).take(
            CAPWriter.xml(repetition(of: received.alert)), source: SourceRule.console)
        if taken.fate == .held {
            let outcome = await desk.backstage.judge(taken.alert, true, try await desk.pseudonym(of: caller.account))
            guard outcome.done else { throw Problem(.conflict, "not done", detail: outcome.text) }
        }
        return .redirect(to: "/?alert=\(taken.alert)")
    }

    private func repetition(of old: Alert) -> Alert {
        var alert = old
        let now = desk.now.stamped(in: desk.backstage.zone)
        let digits = String(now.description.prefix(19).filter { $0.isNumber })
        alert.identifier = "\(digits)-\(old.id)"
        alert.sent = CAPTime(now)
        alert.msgType = .update
        alert.references = [Reference(sender: old.sender, identifier: old.identifier, sent: old.sent.text)]
        return alert
    }
}
