import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Hummingbird
import Record

/// How far an alert got on each endpoint of each channel.
struct DeliveriesPage: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let most = 2000

    func add(to router: Router<ConsoleRequest>) {
        router.get("alerts/{id}/deliveries") { request, context -> Response in
            let visit = try desk.visit(request, context, anyOf: [.watch, .figures])
            let alert = try desk.alert(context)
            guard let record = try await desk.chronicle.read({ $0.alerts[alert] }) else { throw Problem.notFound }
            return try await page(record, visit, channel: request.query["channel"].flatMap { Channel(rawValue: $0) })
        }
    }

    private func page(_ record: AlertRecord, _ visit: Visit, channel: Channel?) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let answers = try await answers(record)
        let coverage = try await desk.coverageOrPast(record.alert)
        let tables = (coverage?.deliveries ?? []).filter { table in channel.map { $0 == table.channel } ?? true }
        let sections = tables.map { table -> HTML in
            let rows = table.endpoints.indices.prefix(Self.most).map { row -> [HTML] in
                let name = table.endpoints[row]
                let known = answers["\(table.channel.rawValue) \(name)"]
                let failure: HTML = table.failures[row].map { "<b class=\"bad\">\(t.word("failure", $0.rawValue))</b>" } ?? .none
                return [
                    table.channel.isOverGateways ? "\(name)" : "<a href=\"/devices/\(name)\">\(name)</a>",
                    "\(coverage?.endpoints.device(name)?.grid)",
                    "\(t.word("stage", table.stages[row].rawValue)) \(failure)",
                    known.map { shown.timeTag($0.at, short: true) } ?? .none, "\(known?.plays)",
                    table.withdrawn[row] ? "\(t("story.withdrawn"))" : .none, "<code>\(table.ids[row])</code>",
                ]
            }
            let heads = [
                t("device.name"), t("grid.name"), t("stage.name"), t("deliveries.answered"), "#\(t("deliveries.plays"))",
                t("deliveries.withdrawn"), t("deliveries.id"),
            ]
            return """
                <section class="card"><h2>\(t.word("channel", table.channel.rawValue)) · \(table.count(table.finalStage)) / \(table.endpoints.count)</h2>
                \(Table.of(t("story.deliveries"), heads, Array(rows), empty: t("channel.none")))</section>
                """
        }
        let body: HTML = """
            <h1>\(t("story.deliveries")) <small><a href="/alerts/\(record.alert)">\(record.event)</a></small></h1>
            <div id="tables" data-part>\(sections.isEmpty ? "<p class=\"card\">\(t("deliveries.closed"))</p>" : HTML.joined(sections))</div>
            """
        return desk.frame.page(t("story.deliveries"), visit, live: ["coverage"], body)
    }

    /// The last answer of each endpoint.
    private func answers(_ record: AlertRecord) async throws -> [String: (at: Moment, plays: Int?)] {
        let lines = try await StoryReading(desk: desk).lines(record) { if case .receiptAccepted = $0 { true } else { false } }
        var answers: [String: (at: Moment, plays: Int?)] = [:]
        for line in lines {
            guard case .receiptAccepted(let receipt) = line.entry else { continue }
            let key = "\(receipt.channel.rawValue) \(receipt.endpoint)"
            answers[key] = (receipt.moment, receipt.plays ?? answers[key]?.plays)
        }
        return answers
    }
}
