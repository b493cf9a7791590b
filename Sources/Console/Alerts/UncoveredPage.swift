import Alerts
import Community
import Coverage
import Hummingbird
import Record

/// The households that are not covered, in the order of a walk, to print and take along.
struct UncoveredPage: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let most = 2000

    func add(to router: Router<ConsoleRequest>) {
        router.get("alerts/{id}/uncovered") { request, context -> Response in
            let visit = try desk.visit(request, context, .personal)
            let alert = try desk.alert(context)
            guard let record = try await desk.chronicle.read({ $0.alerts[alert] }) else { throw Problem.notFound }
            return try await page(record, visit, grid: request.query["grid"])
        }
    }

    private func page(_ record: AlertRecord, _ visit: Visit, grid: String?) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        guard let list = try await UncoveredList.of(record.alert, desk),
            let report = try await Figures(desk: desk).report(record.alert)
        else {
            let body: HTML = "<h1>\(t("uncovered.title"))</h1><p class=\"card\">\(t("uncovered.closed"))</p>"
            return desk.frame.page(t("uncovered.title"), visit, body)
        }
        let rows = list.rows.filter { row in grid.map { $0 == row.grid } ?? true }
        if let caller = visit.caller {
            let seen = rows.prefix(Self.most).filter { $0.vulnerable > 0 }.map(\.household)
            try await LookRecord(desk: desk).note(seen, alert: record.alert, by: caller)
        }
        let grids = report.grids.filter { $0.covered < $0.households }.map { item -> HTML in
            "<a class=\"button\"\(item.grid == grid ? " aria-current=\"true\"" : HTML.none) href=\"?grid=\(item.grid)\">\(item.grid) (\(item.households - item.covered))</a> "
        }
        let body: HTML = """
            <h1>\(t("uncovered.title")) <small>\(record.event) \(shown.badge(record.accepted?.colour, status: record.status))</small></h1>
            <p class="lead">\(shown.rate(report)) · \(t("figure.asof")) \(shown.timeTag(report.asOf))</p>
            <p class="noprint"><a class="button" href="?">\(t("uncovered.all"))</a> \(grids)<button type="button" data-print>\(t("frame.print"))</button></p>
            \(table(rows, record.alert, shown))
            <p class="onlyprint">\(t("uncovered.sign"))</p>
            """
        return desk.frame.page(t("uncovered.title"), visit, body)
    }

    private func table(_ rows: [UncoveredList.Row], _ alert: AlertID, _ shown: Shown) -> HTML {
        let t = shown.texts
        let cells = rows.prefix(Self.most).enumerated().map { number, row -> [HTML] in
            let needs = row.needs.map { t("need.\($0.rawValue)") }.joined(separator: "，")
            let tried = row.tried.map {
                "\($0.endpoint) \(t.word("stage", $0.stage.rawValue))\($0.failed.map { " \(t.word("failure", $0.rawValue))" } ?? "")"
            }
            return [
                "\(number + 1)", "\(row.grid)", "\(row.building)",
                "<a href=\"/alerts/\(alert)/homes/\(FormText.encoded(row.household))\">\(row.household)</a>",
                "\(row.residents)",
                row.vulnerable > 0 ? "<b>\(row.vulnerable)</b> \(needs)" : .none, "\(t.word("missing", row.reason))",
                "<small>\(tried.joined(separator: "；"))</small>", "\(row.phones.joined(separator: " "))",
                "<span class=\"tick\"></span>",
            ]
        }
        let heads = [
            "#\(t("uncovered.number"))", t("grid.name"), t("home.building"), t("home.name"), "#\(t("group.residents"))",
            t("group.vulnerable"),
            t("uncovered.why"), t("uncovered.tried"), t("home.phones"), t("uncovered.told"),
        ]
        let more: HTML =
            rows.count > Self.most ? "<p class=\"warn\">\(t("figure.more", ["n": rows.count - Self.most]))</p>" : .none
        return Table.of(t("uncovered.title"), heads, cells, empty: t("figure.complete")) + more
    }
}
