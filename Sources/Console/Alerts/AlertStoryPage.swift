import Alerts
import Coverage
import Foundation
import Hummingbird
import Record

/// One alert: its words, figures, story, and the document as it came.
struct AlertStoryPage: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let longestDocument = 60_000

    func add(to router: Router<ConsoleRequest>) {
        router.get("alerts/{id}") { request, context -> Response in
            let visit = try desk.visit(request, context, anyOf: [.watch, .figures])
            let alert = try desk.alert(context)
            guard let record = try await desk.chronicle.read({ $0.alerts[alert] }) else { throw Problem.notFound }
            return try await page(record, visit)
        }
    }

    private func page(_ record: AlertRecord, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let words = try await AlertShelf(desk: desk).words(record)
        let report = try await Figures(desk: desk).report(record.alert)
        let lines = try await StoryReading(desk: desk).lines(record) { _ in true }
        let held = record.fate == .held ? try await HeldAlerts(desk: desk, shown: shown).html([record], visit) : HTML.none
        let body: HTML = """
            <h1>\(shown.badge(record.accepted?.colour, status: record.status)) \(words?.headline ?? record.event ?? "\(record.alert)")</h1>
            \(held)
            <div class="pair">
            <section class="card"><h2>\(t("story.alert"))</h2><p>\(words?.body)</p>\(facts(record, words, shown))\(links(record, visit))</section>
            <section id="figures" data-part class="card"><h2>\(t("alerts.coverage"))</h2>\(report.map { figures($0, record, shown) })</section>
            </div>
            <section id="story" data-part class="card"><h2>\(t("story.title"))</h2>\(Story(shown: shown, start: record.accepted?.start).html(lines))</section>
            \(try await document(record, t))
            """
        return desk.frame.page(record.event ?? t("nav.alerts"), visit, live: ["alert"], body)
    }

    private func facts(_ record: AlertRecord, _ words: AlertShelf.Words?, _ shown: Shown) -> HTML {
        let t = shown.texts
        let accepted = record.accepted
        var rows: [(String, HTML?)] = [
            (t("alert.id"), "<code>\(record.alert)</code>"), (t("alert.issuer"), words.map { "\($0.issuer)" }),
            (t("alert.sender"), words.map { "\($0.sender)" }), (t("alert.source"), "\(record.source)"),
            (t("alert.sent"), record.sent.map { shown.timeTag($0) }), (t("alerts.received"), shown.timeTag(record.firstAt)),
            (t("alert.start"), accepted.map { shown.timeTag($0.start) }),
            (t("alert.expires"), accepted.map { shown.timeTag($0.expires) }),
            (t("alert.area"), accepted.map { "\(t.word("rule", $0.rule))" }),
            (t("alerts.state"), "\(t.word("fate", record.fate.rawValue)) \(record.reason.map { t.word("reason", $0) })"),
        ]
        if let replaces = accepted?.replaces, !replaces.isEmpty {
            rows.append((t("alert.replaces"), HTML.joined(replaces.map { "<a href=\"/alerts/\($0)\">\($0)</a> " })))
        }
        if let findings = accepted?.findings, !findings.isEmpty {
            rows.append((t("alert.findings"), "\(findings.joined(separator: ", "))"))
        }
        if record.isConflicting { rows.append((t("alert.conflict"), "<b class=\"bad\">\(t("story.conflict"))</b>")) }
        let lines = rows.compactMap { name, value in value.map { "<div><dt>\(name)</dt><dd>\($0)</dd></div>" as HTML } }
        return "<dl class=\"facts\">\(lines)</dl>"
    }

    private func links(_ record: AlertRecord, _ visit: Visit) -> HTML {
        let t = visit.texts
        let uncovered: HTML =
            visit.has(.personal)
            ? "<a class=\"button\" href=\"/alerts/\(record.alert)/uncovered\">\(t("uncovered.title"))</a>" : .none
        return """
            <p class="actions">\(uncovered)<a class="button" href="/alerts/\(record.alert)/deliveries">\(t("story.deliveries"))</a>
            <a class="button" href="/alerts/\(record.alert)/log">\(t("story.log"))</a>
            <a class="button" href="/api/v1/alerts/\(record.alert).cap">\(t("story.download"))</a></p>
            """
    }

    private func figures(_ report: CoverageReport, _ record: AlertRecord, _ shown: Shown) -> HTML {
        let t = shown.texts
        return """
            <p class="big \(report.missing.households == 0 ? "good" : "")">\(shown.percent(report.covered.residents, of: report.target.residents))</p>
            <p class="missing">\(shown.missing(report))</p><p>\(shown.verdict(report))</p>
            <p class="quiet">\(t("figure.seconds", ["p50": shown.seconds(report.seconds.p50), "p90": shown.seconds(report.seconds.p90), "p99": shown.seconds(report.seconds.p99), "all": shown.seconds(report.seconds.all)]))</p>
            \(ChannelTable(shown: shown).html(report, alert: record.alert))\(GridBars(shown: shown).html(report))
            <p class="quiet">\(t("figure.asof")) \(shown.timeTag(report.asOf))</p>
            """
    }

    private func document(_ record: AlertRecord, _ t: Texts) async throws -> HTML {
        guard let bytes = try await CAPDocuments(desk: desk).bytes(record.alert) else { return .none }
        let text = String(decoding: bytes.prefix(Self.longestDocument), as: UTF8.self)
        return "<details class=\"card\"><summary>\(t("story.document", ["n": bytes.count]))</summary><pre>\(text)</pre></details>"
    }
}
