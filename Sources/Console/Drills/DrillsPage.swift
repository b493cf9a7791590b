import Alerts
import Community
import Dissemination
import Foundation
import Hummingbird
import Record
import Scoring

/// Drills: the calendar of the half-year duty (国减发〔2020〕2号 item 7.3), declaring, sign-in, faults, the end.
struct DrillsPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("drills") { request, context -> Response in
            let visit = try desk.visit(request, context, .watch)
            return try await page(request, visit)
        }
        router.post("drills") { request, context in try await declare(request, context) }
        router.post("drills/{drill}/people") { request, context in try await signIn(request, context) }
        router.post("drills/{drill}/fault") { request, context in try await noteFault(request, context) }
        router.post("drills/{drill}/close") { request, context in try await close(request, context) }
    }

    private func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let drills = try await DrillList.of(desk)
        let done = try await Deed(desk: desk).confirmation(request, t)
        let today = desk.now.stamped(in: desk.backstage.zone).local.date
        let running = drills.views.filter { $0.state == .running }.map { card($0, drills.requiredShare, shown, visit) }
        let body: HTML = """
            <h1>\(t("nav.drills"))</h1>\(done)
            <section id="duty" data-part class="pair">\(DrillCalendar(shown: shown, today: today).html(drills.views))</section>
            <div id="running" data-part>\(running)</div>
            \(visit.has(.act) ? planning(today, t, visit) : .none)
            <section id="list" data-part class="card"><h2>\(t("drills.all"))</h2>\(table(drills, shown))</section>
            """
        return desk.frame.page(t("nav.drills"), visit, live: ["alert"], body)
    }

    /// The drill that runs, with everything that is done during it.
    private func card(_ view: DrillView, _ share: Double, _ shown: Shown, _ visit: Visit) -> HTML {
        let t = shown.texts
        let path = "/drills/\(FormText.encoded(view.drill.drill))"
        let alerts = view.alerts.map { alert -> HTML in
            "<a class=\"button\" href=\"/alerts/\(alert.alert)\">\(alert.event) \(shown.timeTag(alert.firstAt, short: true))</a> "
        }
        let gaveWay: HTML =
            view.gaveWay.map {
                "<p class=\"bad\" role=\"alert\"><b>\(t("drills.gaveway"))</b> <a href=\"/alerts/\($0.to)\">\($0.to)</a> \(shown.timeTag($0.at))</p>"
            } ?? .none
        let actions: HTML =
            visit.has(.act)
            ? """
            <div class="actions"><a class="button" href="/compose?drill=yes">\(t("drills.send"))</a>
            <form method="post" action="\(path)/close">\(visit.formField)<button>\(t("drills.close"))</button></form></div>
            \(DrillForms(visit: visit, path: path, grids: desk.backstage.register(nil)?.grids ?? []).html)
            """ : .none
        return """
            <section class="card exercise"><p class="drillmark">\(t("status.Exercise"))</p><h2>\(view.drill.drill) \
            <small>\(view.drill.full ? t("drills.full") : t("drills.partial")) · \(t("drills.until")) \(shown.timeTag(view.end))</small></h2>
            \(gaveWay)<p>\(DrillRatio(shown: shown, share: share).html(view))</p><p>\(alerts)</p>\(actions)</section>
            """
    }

    private func planning(_ today: CivilDate, _ t: Texts, _ visit: Visit) -> HTML {
        """
        <details class="card" id="plan"><summary>\(t("drills.declare"))</summary><form method="post" action="/drills">\(visit.formField)
        <div class="inline"><label>\(t("drills.name"))<input name="name" required maxlength="60" value="\(today)"></label>
        <label>\(t("late.day"))<input name="day" type="date" required value="\(today)"></label>
        <label>\(t("drills.from"))<input name="from" type="time" required value="09:00"></label>
        <label>\(t("drills.to"))<input name="to" type="time" required value="11:00"></label></div>
        <label class="choice"><input type="checkbox" name="full" value="yes" checked> \(t("drills.full.hint"))</label>
        <div class="actions"><button class="primary">\(t("drills.declare"))</button></div></form></details>
        """
    }

    private func table(_ drills: DrillList, _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = drills.views.map { view -> [HTML] in
            [
                "<a href=\"/drills/\(FormText.encoded(view.drill.drill))/report\"><b>\(view.drill.drill)</b></a>",
                "\(view.drill.full ? t("drills.full") : t("drills.partial"))", "\(t("drills.state.\(view.state.rawValue)"))",
                shown.timeTag(view.drill.from), shown.timeTag(view.end), "\(view.alerts.count)",
                DrillRatio(shown: shown, share: drills.requiredShare).html(view), "\(view.record.faults.count)",
            ]
        }
        let heads = [
            t("drills.name"), t("drills.kind"), t("alerts.state"), t("drills.from"), t("drills.to"), "#\(t("nav.alerts"))",
            t("drills.ratio"), "#\(t("drills.faults"))",
        ]
        return Table.of(t("drills.all"), heads, rows, empty: t("drills.none"))
    }

    // MARK: deeds

    private func declare(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let form = try await Form.read(request)
        let caller = try desk.sender(request, form, .act)
        let zone = desk.backstage.zone
        func moment(_ name: String) -> Moment? {
            guard let day = form["day"].flatMap({ CivilDate($0) }), let time = form[name],
                let naive = Timestamp("\(day)T\(time):00Z")
            else { return nil }
            return naive.moment - .minutes(Int64(naive.moment.stamped(in: zone).offsetMinutes))
        }
        guard let name = form["name"], let from = moment("from"), let to = moment("to"), from < to, to > desk.now,
            name.utf8.count <= 64, !JournalText.mayHoldNumber(name.filter { $0 != "-" }) || CivilDate(name.prefix(10)) != nil
        else {
            throw Problem(
                .unprocessableContent, "not a drill", detail: "请填写名称和将来的起止时间。 Give a name, and a beginning before the end.")
        }
        let drill = DrillDeclared(
            drill: name, full: form["full"] == "yes", from: from, to: to, by: try await desk.pseudonym(of: caller.account))
        let lines = try await Deed(desk: desk).submit([.drill(drill)]) { $0 == .drillDeclared(drill) }
        return try Deed.redirect(to: "/drills", lines)
    }

    /// The drill of a path, with who asks.
    private func drill(_ request: Request, _ context: ConsoleRequest, _ form: Form) async throws -> (String, Pseudonym?) {
        let caller = try desk.sender(request, form, .act)
        guard let name = context.parameters.get("drill").flatMap({ $0.removingPercentEncoding }),
            try await desk.chronicle.read({ $0.drills.contains { $0.drill == name } })
        else { throw Problem.notFound }
        return (name, try await desk.pseudonym(of: caller.account))
    }

    private func signIn(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let form = try await Form.read(request)
        let (name, by) = try await drill(request, context, form)
        let grids = desk.backstage.register(nil)?.grids ?? []
        guard let group = form["group"].flatMap(DrillSignedIn.Group.init(rawValue:)),
            let count = form["count"].flatMap({ Int($0) }),
            (-100_000...100_000).contains(count), count != 0
        else { throw Problem(.unprocessableContent, "not a count") }
        let grid = form["grid"].flatMap { grids.contains($0) ? $0 : nil }
        let line = try await Deed(desk: desk).write([
            .drillSignedIn(DrillSignedIn(drill: name, group: group, count: count, grid: grid, by: by))
        ])
        return try Deed.redirect(to: "/drills", line.map { [$0] } ?? [])
    }

    private func noteFault(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let form = try await Form.read(request)
        let (name, by) = try await drill(request, context, form)
        let detail = String((form["detail"] ?? "").prefix(300))
        guard let kind = form["kind"].flatMap(DrillFaulted.Kind.init(rawValue:)), !detail.isEmpty else {
            throw Problem(.unprocessableContent, "incomplete")
        }
        try PublicWords.check(detail, desk)
        let line = try await Deed(desk: desk).write([
            .drillFaulted(DrillFaulted(drill: name, kind: kind, detail: detail, by: by))
        ])
        return try Deed.redirect(to: "/drills", line.map { [$0] } ?? [])
    }

    private func close(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let form = try await Form.read(request)
        let (name, by) = try await drill(request, context, form)
        let line = try await Deed(desk: desk).write([.drillClosed(DrillClosed(drill: name, by: by))])
        return try Deed.redirect(to: "/drills/\(FormText.encoded(name))/report", line.map { [$0] } ?? [])
    }
}

/// Words that go into the journal, where no name and no number of a person may stand.
enum PublicWords {
    /// - Throws: `Problem` 422 where a text may hold one.
    static func check(_ text: String, _ desk: ConsoleDesk) throws {
        let names = Set(desk.backstage.register(nil)?.staff.map(\.name.text) ?? [])
        guard !JournalText.mayHoldNumber(text), !JournalText.holds(names, text) else {
            throw Problem(
                .unprocessableContent, "holds a name or number",
                detail: "此内容将写入日志，请勿写姓名和电话号码。 This goes into the journal: write it without names and phone numbers.")
        }
    }
}
