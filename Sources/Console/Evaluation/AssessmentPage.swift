import Alerts
import Community
import Foundation
import Hummingbird
import Record
import Scoring

/// The assessment of item 4.7 and basic condition (二), with everything that it rests on, and the evaluator's own score beside it.
struct AssessmentPage: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let longestReason = 2000

    func add(to router: Router<ConsoleRequest>) {
        router.get("assessment") { request, context -> Response in
            let visit = try desk.visit(request, context, .assess)
            return try await page(AssessmentPeriod(request.query, desk), visit)
        }
        router.post("assessment/score") { request, _ -> Response in
            let form = try await Form.read(request)
            let caller = try desk.sender(request, form, .score)
            let period = try AssessmentPeriod(form, desk)
            guard let score = form["score"].flatMap({ Int($0) }), (0...2).contains(score), let reason = form["reason"],
                reason.count <= Self.longestReason
            else { throw Problem(.badRequest, "malformed", detail: "a score of 0, 1 or 2 and a reason are needed") }
            let by = try await desk.pseudonym(of: caller.account)
            try await desk.write([
                .scoreGiven(ScoreGiven(item: "4.7", from: period.from, to: period.to, score: score, reason: reason, by: by))
            ])
            return .redirect(to: "/assessment?from=\(period.from)&to=\(period.to)#own")
        }
    }

    private func page(_ period: AssessmentPeriod, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let assessment: Assessment
        do { assessment = try await Assessments(desk: desk).assessment(period) } catch let problem as Problem
            where problem.status == .conflict
        {
            let body: HTML = "<h1>\(t("nav.assessment"))</h1><p class=\"card\">\(problem.detail)</p>"
            return desk.frame.page(t("nav.assessment"), visit, body)
        }
        let view = AssessmentView(assessment: assessment, shown: Shown(texts: t, zone: desk.backstage.zone))
        let body: HTML = """
            <h1>\(t("nav.assessment")) <small>\(assessment.item) \(assessment.name)</small></h1>
            \(periodForm(period, t))
            \(view.html)
            \(try await ownScore(period, visit))
            """
        return desk.frame.page(t("nav.assessment"), visit, body)
    }

    private func periodForm(_ period: AssessmentPeriod, _ t: Texts) -> HTML {
        """
        <form class="card inline noprint" action="/assessment"><label>\(t("assess.from"))<input type="date" name="from" value="\(period.from)"></label>
        <label>\(t("assess.to"))<input type="date" name="to" value="\(period.to)"></label><button>\(t("assess.show"))</button>
        <button type="button" data-print>\(t("frame.print"))</button></form>
        """
    }

    private func ownScore(_ period: AssessmentPeriod, _ visit: Visit) async throws -> HTML {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let given = try await Assessments(desk: desk).scores(period)
        let rows = given.map { score -> [HTML] in ["\(score.name)", "\(score.score)", shown.timeTag(score.at), "\(score.reason)"]
        }
        let form: HTML =
            visit.has(.score)
            ? """
            <form class="noprint" method="post" action="/assessment/score">\(visit.formField)
            <input type="hidden" name="from" value="\(period.from)"><input type="hidden" name="to" value="\(period.to)">
            <fieldset><legend>\(t("assess.own.score"))</legend>\(["0", "1", "2"].map { "<label class=\"choice\"><input type=\"radio\" name=\"score\" value=\"\($0)\" required> \($0)</label>" as HTML })</fieldset>
            <label>\(t("assess.own.reason"))<textarea name="reason" rows="3" required maxlength="\(Self.longestReason)"></textarea></label>
            <p class="quiet">\(t("assess.own.hint"))</p><button class="primary">\(t("assess.own.give"))</button></form>
            """ : .none
        return """
            <section class="card" id="own"><h2>\(t("assess.own"))</h2>
            \(Table.of(t("assess.own"), [t("assess.own.who"), "#\(t("assess.own.score"))", t("assess.own.when"), t("assess.own.reason")], rows, empty: t("assess.own.none")))\(form)</section>
            <p class="onlyprint">\(t("assess.sign"))</p>
            """
    }
}
