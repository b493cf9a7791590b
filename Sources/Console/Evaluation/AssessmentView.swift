import Alerts
import Coverage
import Scoring

/// An assessment, from the result down to what speaks against it.
struct AssessmentView: Sendable {
    let assessment: Assessment
    let shown: Shown

    private var t: Texts { shown.texts }

    var html: HTML { head + criteria + basicCondition + alerts + counterEvidence + changes + foot }

    private var head: HTML {
        let points: HTML =
            assessment.suggested.map { "<p class=\"big\">\($0) <small>/ \(assessment.full)</small></p>" }
            ?? "<p class=\"big warn\">\(t("assess.insufficient"))</p>"
        return """
            <section class="card figure"><p class="kicker">\(t("assess.suggestion")) · \(assessment.from) – \(assessment.to)</p>\(points)
            \(assessment.reason.map { "<p>\($0)</p>" as HTML })
            <p class="quiet">\(assessment.standard) · \(t("assess.convention")) <b>\(assessment.convention)</b> · \(t("assess.counts", ["actual": assessment.counts.actual, "drills": assessment.counts.drills]))</p>
            <p class="quiet">\(t("assess.people"))</p></section>
            """
    }

    private func mark(_ met: Bool) -> HTML {
        met ? "<b class=\"good\">✓ \(t("assess.met"))</b>" : "<b class=\"bad\">✗ \(t("assess.unmet"))</b>"
    }

    private var criteria: HTML {
        HTML.joined(
            assessment.criteria.map { criterion -> HTML in
                let figure: HTML =
                    criterion.figure.map {
                        "<p>\(t("assess.figure")) <b>\(shown.percent($0))</b> · \(t("assess.required")) \(criterion.required.map { shown.percent($0) })</p>"
                    } ?? .none
                let missing: HTML =
                    criterion.missing.flatMap { criterion.figure == nil ? nil : $0 }.map {
                        "<p>\($0 == 0 ? t("figure.complete") : t("figure.missing", ["n": $0]))</p>"
                    } ?? .none
                return """
                    <section class="card"><h2>\(mark(criterion.met)) \(criterion.text)</h2>\(figure)\(missing)
                    \(criterion.reason.map { "<p>\($0)</p>" as HTML })\(criterion.checks.map(checks))</section>
                    """
            })
    }

    private func checks(_ checks: [Assessment.Check]) -> HTML {
        let rows = checks.map { check -> [HTML] in
            [
                mark(check.met), "\(t.word("check", check.id))", "\(check.figure.map { number($0, check.id) } ?? "–")",
                "\(check.required.map { number($0, check.id) } ?? "–")", "\(check.reason)",
            ]
        }
        return Table.of(
            t("assess.checks"),
            [t("assess.verdict"), t("assess.check"), "#\(t("assess.figure"))", "#\(t("assess.required"))", t("assess.reason")],
            rows,
            empty: t("figure.none"))
    }

    /// Shares are shown as percent, counts and days as they are.
    private func number(_ figure: Double, _ check: String) -> String {
        let isShare = ["availability", "complete", "terminals"].contains(check)
        if isShare { return shown.percent(figure) }
        return figure == figure.rounded() ? "\(Int(figure))" : "\(figure)"
    }

    private var basicCondition: HTML {
        let condition = assessment.basicCondition
        let verdict: HTML =
            switch condition.verdict {
            case .met: mark(true)
            case .notMet: mark(false)
            case .insufficient: "<b class=\"warn\">? \(t("assess.insufficient"))</b>"
            }
        return "<section class=\"card\"><h2>\(verdict) \(condition.id) \(condition.text)</h2><p>\(condition.reason)</p></section>"
    }

    private var alerts: HTML {
        let rows = assessment.alerts.map { alert -> [HTML] in
            let missing: HTML = alert.missing.map { $0 == 0 ? "✓" : "<b>\(t("figure.lacking", ["n": $0]))</b>" } ?? "–"
            let within: HTML = alert.withinDeadline.map(mark) ?? "–"
            return [
                "<a href=\"/alerts/\(alert.alert)/log\">\(alert.event)</a>", shown.badge(alert.colour, status: alert.status),
                "\(shown.percent(alert.rate))",
                missing, "\(shown.percent(alert.vulnerableRate))", within, "\(alert.away ?? 0)",
                alert.judged ? "\(t("figure.yes"))" : "\(t("figure.no")) \(alert.reason)",
            ]
        }
        let heads = [
            t("alerts.event"), t("alerts.colour"), "#\(t("group.rate"))", "#\(t("group.missing"))", "#\(t("group.vulnerable"))",
            t("alerts.verdict"),
            "#\(t("assess.away"))", t("assess.judged"),
        ]
        return
            "<section class=\"card\"><h2>\(t("assess.alerts"))</h2>\(Table.of(t("assess.alerts"), heads, rows, empty: t("assess.noalerts")))</section>"
    }

    private var counterEvidence: HTML {
        let rows = assessment.counterEvidence.map { item -> [HTML] in ["\(item.count)", "\(item.text)"] }
        return
            "<section class=\"card\"><h2>\(t("assess.counter"))</h2>\(Table.of(t("assess.counter"), ["#\(t("assess.count"))", t("assess.text")], rows, empty: t("assess.nocounter")))</section>"
    }

    private var changes: HTML {
        let rows = assessment.changes.map { change -> [HTML] in
            ["\(change.what)", "\(change.from)", "\(change.to)", "\(change.by)", "\(change.date)", "\(change.reason)"]
        }
        let heads = [
            t("assess.rule"), t("assess.before"), t("assess.after"), t("assess.by"), t("assess.day"), t("assess.reason"),
        ]
        return
            "<section class=\"card\"><h2>\(t("assess.changes"))</h2>\(Table.of(t("assess.changes"), heads, rows, empty: t("assess.nochanges")))</section>"
    }

    private var foot: HTML {
        """
        <section class="card"><h2>\(t("assess.witness"))</h2><p class="\(assessment.witness == nil ? "warn" : "")">\(assessment.witness ?? t("assess.nowitness"))</p>
        <pre>\(assessment.checkpoint)</pre></section>
        """
    }
}
