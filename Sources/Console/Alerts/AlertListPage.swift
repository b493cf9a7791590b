import Alerts
import Coverage
import Dissemination
import Hummingbird
import Record

/// Current and past alerts.
struct AlertListPage: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let most = 50

    func add(to router: Router<ConsoleRequest>) {
        router.get("alerts") { request, context -> Response in
            let visit = try desk.visit(request, context, anyOf: [.watch, .figures])
            return try await page(visit, before: request.query["before"].flatMap { AlertID($0) })
        }
    }

    private func page(_ visit: Visit, before: AlertID?) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let records = try await desk.chronicle.read { chronicle -> [AlertRecord] in
            var order = chronicle.order
            if let before, let index = order.lastIndex(of: before) { order.removeSubrange(index...) }
            return order.suffix(Self.most).reversed().compactMap { chronicle.alerts[$0] }
        }
        let now = desk.now
        let open = try await desk.state { $0.coverage.alerts.mapValues { $0.report(asOf: now) } }
        let rows = records.map { record -> [HTML] in
            let report = open[record.alert] ?? record.figures
            return [
                shown.timeTag(record.firstAt), shown.badge(record.accepted?.colour, status: record.status),
                "<a href=\"/alerts/\(record.alert)\"><b>\(record.event ?? "\(record.alert)")</b></a> \(record.msgType.map { t.word("msgtype", $0.rawValue) })",
                "\(t.word("fate", record.fate.rawValue)) \(record.reason.map { t.word("reason", $0) })",
                record.isWarning ? "\(report.map { shown.rate($0) })" : .none,
                record.isWarning ? report.map { shown.verdict($0) } ?? .none : .none,
                record.acknowledged.map { "✓ \(shown.timeTag($0.at, short: true))" }
                    ?? (record.isInForce ? "<b class=\"bad\">\(t("now.unacknowledged"))</b>" : .none),
            ]
        }
        let heads = ["received", "colour", "event", "state", "coverage", "verdict", "acknowledged"].map { t("alerts.\($0)") }
        let older: HTML =
            records.count == Self.most
            ? "<p><a class=\"button\" href=\"/alerts?before=\(records.last?.alert.description)\">\(t("frame.older"))</a></p>"
            : .none
        return desk.frame.page(
            t("nav.alerts"), visit, live: ["alert"],
            "<h1>\(t("nav.alerts"))</h1><div id=\"list\" data-part>\(Table.of(t("nav.alerts"), heads, rows, empty: t("alerts.none")))</div>\(older)"
        )
    }
}
