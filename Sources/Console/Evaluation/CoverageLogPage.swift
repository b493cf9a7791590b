import Alerts
import Coverage
import Hummingbird
import Record

/// An alert's coverage log: every line of the journal about it, as it is.
struct CoverageLogPage: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let size = 200

    func add(to router: Router<ConsoleRequest>) {
        router.get("alerts/{id}/log") { request, context -> Response in
            let visit = try desk.visit(request, context, anyOf: [.watch, .figures])
            let alert = try desk.alert(context)
            guard let record = try await desk.chronicle.read({ $0.alerts[alert] }) else { throw Problem.notFound }
            return try await page(record, from: request.query["from"].flatMap { Int($0) } ?? record.firstLine, visit)
        }
    }

    private func page(_ record: AlertRecord, from: Int, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let lines = try await JournalLinesReading(desk: desk).lines(
            from: max(from, record.firstLine), most: Self.size, type: nil, to: record.lastLine,
            containing: record.alert.description)
        let report = try await Figures(desk: desk).report(record.alert)
        let more: HTML =
            lines.count == Self.size
            ? "<p class=\"noprint\"><a class=\"button\" href=\"?from=\((lines.last?.seq ?? from) + 1)\">\(t("frame.newer"))</a></p>"
            : .none
        let body: HTML = """
            <h1>\(t("story.log")) <small><a href="/alerts/\(record.alert)">\(record.event)</a> \(shown.badge(record.accepted?.colour, status: record.status))</small></h1>
            \(report.map { "<p class=\"lead\">\(shown.rate($0)) · \(shown.verdict($0)) · \(t("figure.asof")) \(shown.timeTag($0.asOf))</p>" as HTML })
            <p class="noprint"><button type="button" data-print>\(t("frame.print"))</button></p>
            \(JournalTable.html(lines, shown))\(more)
            """
        return desk.frame.page(t("story.log"), visit, body)
    }
}
