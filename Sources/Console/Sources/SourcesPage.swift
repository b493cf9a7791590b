import Alerts
import Dissemination
import Hummingbird
import Record

/// Who may bring alerts, for whom they speak, and what came from them.
struct SourcesPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("sources") { request, context -> Response in
            let visit = try desk.visit(request, context, .watch)
            return try await page(visit)
        }
    }

    private func page(_ visit: Visit) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let records = try await desk.chronicle.read { $0.sources }
        let rules = desk.backstage.sources
        let others = records.keys.filter { name in !rules.contains { $0.source == name } }.sorted()
        let rows = rules.map { row($0.source, $0, records[$0.source], shown) } + others.map { row($0, nil, records[$0], shown) }
        let heads = [
            t("alert.source"), t("source.senders"), t("source.approval"), "#\(t("source.alerts"))", "#\(t("source.repeated"))",
            "#\(t("source.refused"))",
            t("source.last"),
        ]
        let warning: HTML = rules.isEmpty ? "<p class=\"card warn\">\(t("source.empty"))</p>" : .none
        return desk.frame.page(
            t("nav.sources"), visit, live: ["alert"],
            "<h1>\(t("nav.sources"))</h1>\(warning)<div id=\"sources\" data-part>\(Table.of(t("nav.sources"), heads, rows, empty: t("source.none")))</div>"
        )
    }

    private func row(_ name: String, _ rule: SourceRule?, _ record: Chronicle.SourceRecord?, _ shown: Shown) -> [HTML] {
        let t = shown.texts
        let refusal: HTML =
            record?.lastRefusal.map { "<br><small class=\"bad\">\($0.reason) \(shown.timeTag($0.at))</small>" } ?? .none
        return [
            "<b>\(name)</b>",
            rule.map { "\($0.senders.joined(separator: ", "))" } ?? "<b class=\"warn\">\(t("source.unknown"))</b>",
            rule.map { "\(approval($0.approval, t))" } ?? "\(t("approval.always"))", "\(record?.alerts ?? 0)",
            "\(record?.repeated ?? 0)",
            "\(record?.refused ?? 0)\(refusal)", record?.last.map { shown.timeTag($0) } ?? "\(t("figure.never"))",
        ]
    }

    private func approval(_ approval: SourceRule.Approval, _ t: Texts) -> String {
        switch approval {
        case .never: t("approval.never")
        case .always: t("approval.always")
        case .below(let colour): t("approval.below", ["colour": t("colour.\(colour.rawValue)")])
        }
    }
}
