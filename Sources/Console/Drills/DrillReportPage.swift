import Alerts
import Community
import Coverage
import Foundation
import Hummingbird
import Record

/// The evaluation of a drill (演练评估表, form 8 of the papers), to print: alerts and their figures, calls, who took part, faults found.
struct DrillReportPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("drills/{drill}/report") { request, context -> Response in
            let visit = try desk.visit(request, context, anyOf: [.watch, .figures])
            let drills = try await DrillList.of(desk)
            guard let name = context.parameters.get("drill").flatMap({ $0.removingPercentEncoding }),
                let view = drills.views.first(where: { $0.drill.drill == name })
            else { throw Problem.notFound }
            return try await page(view, drills.requiredShare, request, visit)
        }
    }

    private func page(_ view: DrillView, _ share: Double, _ request: Request, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        var reports: [(AlertRecord, CoverageReport?)] = []
        for alert in view.alerts { reports.append((alert, try await Figures(desk: desk).report(alert.alert))) }
        let done = try await Deed(desk: desk).confirmation(request, t)
        let body: HTML = """
            <p class="noprint actions"><button type="button" class="primary" data-print>\(t("frame.print"))</button>
            <a class="button" href="/drills">\(t("nav.drills"))</a></p>\(done)
            <h1>\(desk.backstage.register(nil)?.profile.name) \(t("drills.report"))</h1>
            <section class="card"><dl class="facts">\(facts(view, shown))</dl></section>
            <section class="card"><h2>\(t("drills.people"))</h2><p class="lead">\(DrillRatio(shown: shown, share: share).html(view))</p>\(people(view, t))</section>
            <section class="card"><h2>\(t("drills.results"))</h2>\(results(reports, shown))</section>
            <section class="card"><h2>\(t("drills.faults"))</h2>\(faults(view, shown))</section>
            <p class="onlyprint">\(t("drills.sign"))</p>
            """
        return desk.frame.page(t("drills.report"), visit, body)
    }

    private func facts(_ view: DrillView, _ shown: Shown) -> HTML {
        let t = shown.texts
        var rows: [(String, HTML)] = [
            (t("drills.name"), "\(view.drill.drill)"),
            (t("drills.kind"), "\(view.drill.full ? t("drills.full") : t("drills.partial"))"),
            (t("drills.from"), shown.timeTag(view.drill.from)), (t("drills.to"), shown.timeTag(view.end)),
            (t("alerts.state"), "\(t("drills.state.\(view.state.rawValue)"))"),
        ]
        if let gaveWay = view.gaveWay {
            rows.append(
                (t("drills.gaveway"), "<a href=\"/alerts/\(gaveWay.to)\">\(gaveWay.to)</a> \(shown.timeTag(gaveWay.at))"))
        }
        return HTML.joined(rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })
    }

    private func people(_ view: DrillView, _ t: Texts) -> HTML {
        let rows = DrillSignedIn.Group.allCases.compactMap { group -> [HTML]? in
            let count = view.record.count(group)
            return count == 0 ? nil : ["\(t("group.drill.\(group.rawValue)"))", "\(count)"]
        }
        return Table.of(t("drills.people"), [t("drills.group"), "#\(t("drills.count"))"], rows, empty: t("drills.nobody"))
    }

    private func results(_ reports: [(AlertRecord, CoverageReport?)], _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = reports.map { record, report -> [HTML] in
            [
                "<a href=\"/alerts/\(record.alert)\">\(record.event)</a> \(shown.badge(record.accepted?.colour, status: record.status))",
                shown.timeTag(record.firstAt), "\(report.map { shown.rate($0) })",
                "\(report.map { shown.percent($0.covered.vulnerable, of: $0.target.vulnerable) })",
                "\(report?.calls.map { "\($0.filled) / \($0.called)" } ?? "–")",
                "\(report.map { shown.seconds($0.seconds.all) })", report.map { shown.verdict($0) } ?? .none,
            ]
        }
        let heads = [
            t("alerts.event"), t("alert.start"), t("alerts.coverage"), "#\(t("group.vulnerable"))", "#\(t("calls.title"))",
            "#\(t("drills.complete"))", t("alerts.verdict"),
        ]
        return Table.of(t("drills.results"), heads, rows, empty: t("drills.noalert"))
    }

    private func faults(_ view: DrillView, _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = view.record.faults.map { fault -> [HTML] in
            [
                shown.timeTag(fault.at), "\(t("fault.\(fault.line.kind.rawValue)"))", "\(fault.line.detail)",
                "<span class=\"tick\"></span>",
            ]
        }
        return Table.of(
            t("drills.faults"), [t("device.when"), t("drills.fault"), t("drills.detail"), t("drills.mended")], rows,
            empty: t("drills.nofault"))
    }
}
