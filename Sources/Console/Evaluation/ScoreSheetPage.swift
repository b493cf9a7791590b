import Alerts
import Coverage
import Dissemination
import Hummingbird
import Record
import Scoring

/// The standard's whole score table with 4.7 filled in, and what this system can and cannot vouch for.
struct ScoreSheetPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("sheet") { request, context -> Response in
            let visit = try desk.visit(request, context, .assess)
            return try await page(AssessmentPeriod(request.query, desk), visit)
        }
    }

    private func page(_ period: AssessmentPeriod, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        guard let value = try await desk.state({ $0.configurations["scoring"] }),
            let convention = try? value.decoded(ScoringConvention.self)
        else { throw Problem.notFound }
        let assessment = try? await Assessments(desk: desk).assessment(period)
        let rows = convention.table.flatMap { part in
            [
                [HTML]([
                    "<b>\(part.part)</b>", "<b>\(t.word("part", "\(part.part)"))</b>", "<b>\(part.points)</b>", .none, .none,
                ])
            ] + part.items.map { row($0, assessment, t) }
        }
        let heads = [t("sheet.item"), t("sheet.name"), "#\(t("sheet.points"))", "#\(t("sheet.suggested"))", t("sheet.vouch")]
        let body: HTML = """
            <h1>\(t("nav.sheet")) <small>\(convention.standard)</small></h1>
            <p class="lead">\(t("sheet.lead")) · \(period.from) – \(period.to)</p>
            <p class="noprint"><button type="button" data-print>\(t("frame.print"))</button></p>
            <section class="card sheet">\(Table.of(t("nav.sheet"), heads, rows, empty: t("figure.none")))</section>
            <p class="quiet">\(t("sheet.unverified"))</p>
            """
        return desk.frame.page(t("nav.sheet"), visit, body)
    }

    private func row(_ item: StandardItem, _ assessment: Assessment?, _ t: Texts) -> [HTML] {
        let isOurs = item.item == assessment?.item
        let suggested: HTML =
            isOurs ? assessment?.suggested.map { "<b>\($0)</b>" } ?? "<b class=\"warn\">\(t("assess.insufficient"))</b>" : .none
        let support = t.catalogue.text("support.\(item.item)", t.language) ?? t("support.none")
        return [
            "\(item.item)", isOurs ? "<a href=\"/assessment\"><b>\(item.name)</b></a>" : "\(item.name)",
            "\(item.points)\(item.verified ? "" : "*")", suggested, "\(support)",
        ]
    }
}
