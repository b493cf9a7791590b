import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Record

/// Who has what, since when, and who answered: the page from which the gap to 100 % is closed by name.
struct TasksPage: ConsoleRoutes {
    let desk: ConsoleDesk

    /// So many people's doors stand open when the page comes; the others are one click away.
    private static let unfolded = 3

    func add(to router: Router<ConsoleRequest>) {
        router.get("tasks") { request, context -> Response in
            let visit = try desk.visit(request, context, .watch)
            return try await page(request, visit)
        }
    }

    private func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let look = try await TaskLook.at(desk)
        let done = try await Deed(desk: desk).confirmation(request, t)
        let body: HTML
        if let roster = look.roster, visit.has(.personal), let names = try await RegisterNames.of(roster, desk) {
            if let caller = visit.caller, look.holders.contains(where: { $0.open.contains { !$0.persons.isEmpty } }) {
                try await LookRecord(desk: desk).noteList(alert: nil, by: caller)
            }
            let chosen = request.query["alert"].flatMap { AlertID($0) }
            body = full(look, names, visit, chosen: chosen)
        } else {
            body = counts(look, visit)
        }
        return desk.frame.page(
            t("nav.tasks"), visit, live: ["alert", "task", "coverage"], "<h1>\(t("nav.tasks"))</h1>\(done)\(body)")
    }

    private func full(_ look: TaskLook, _ names: RegisterNames, _ visit: Visit, chosen: AlertID?) -> HTML {
        let t = visit.texts
        guard !look.alerts.isEmpty else {
            return "<p id=\"calm\" data-part class=\"card lead good\">✓ \(t("tasks.calm"))</p>"
        }
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let holder = HolderView(shown: shown, visit: visit, names: names, look: look)
        let calls = CallsView(shown: shown, visit: visit, names: names, now: desk.now)
        let alerts = look.alerts.sorted { ($0.alert == chosen ? 0 : 1) < ($1.alert == chosen ? 0 : 1) }
        let sections = alerts.map { running -> HTML in
            let accepted = running.coverage.accepted
            return """
                <section class="card" id="calls-\(running.alert)" data-part><h2>\(t("calls.title")) \
                <a href="/?alert=\(running.alert)">\(shown.badge(accepted.colour, status: accepted.status)) \(accepted.event)</a></h2>
                \(calls.html(running, street: look.street[running.alert] ?? []))</section>
                """
        }
        let people = look.holders.sorted { ($0.since ?? .epoch, $0.staff) < ($1.since ?? .epoch, $1.staff) }
        let list = people.filter { !$0.open.isEmpty } + people.filter(\.open.isEmpty)
        return """
            <p id="ways" data-part class="actions noprint">\(ways(alerts, list, t))</p>
            \(RoundForm(visit: visit, names: names, look: look).html())
            <section id="doors" data-part><h2>\(t("tasks.title"))</h2>\(list.enumerated().map { holder.html($1, isOpen: $0 < Self.unfolded) })\
            \(list.isEmpty ? "<p class=\"card\">\(t("tasks.nobody"))</p>" : HTML.none)</section>
            \(sections)
            """
    }

    /// The way to each part of a long page, with how much is left in it.
    private func ways(_ alerts: [TaskLook.Running], _ holders: [TaskLook.Holder], _ t: Texts) -> HTML {
        let doors = holders.reduce(0) { $0 + $1.open.count }
        let calls = alerts.compactMap { running -> HTML? in
            guard let figures = running.coverage.callFigures(asOf: desk.now) else { return nil }
            let event = running.coverage.accepted.event
            return
                "<a class=\"button\" href=\"#calls-\(running.alert)\">\(t("calls.title")) \(event) \(figures.filled) / \(figures.called)</a>"
        }
        return "<a class=\"button\" href=\"#doors\">\(t("tasks.title")) \(doors)</a>" + HTML.joined(calls)
    }

    /// What somebody sees who may not see homes: how much there is, not where.
    private func counts(_ look: TaskLook, _ visit: Visit) -> HTML {
        let t = visit.texts
        let rows = look.alerts.map { running -> [HTML] in
            let figures = running.coverage.callFigures(asOf: desk.now)
            let open = look.holders.reduce(0) { sum, holder in sum + holder.open.count { $0.alert == running.alert } }
            return [
                "\(running.coverage.accepted.event)", "\(figures.map { "\($0.filled) / \($0.called)" } ?? "–")", "\(open)",
            ]
        }
        return "<section id=\"counts\" data-part class=\"card\">"
            + Table.of(
                t("tasks.title"), [t("alerts.event"), "#\(t("calls.title"))", "#\(t("tasks.open"))"], rows,
                empty: t("tasks.calm")) + "</section>"
    }
}
