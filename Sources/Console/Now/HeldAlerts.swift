import Alerts
import Dissemination
import Record

/// Alerts that wait for a person, with what lets them go and what keeps them back.
struct HeldAlerts: Sendable {
    let desk: ConsoleDesk
    let shown: Shown

    func html(_ records: [AlertRecord], _ visit: Visit) async throws -> HTML {
        var cards: [HTML] = []
        for record in records { cards.append(try await card(record, visit)) }
        return "<div id=\"held\" data-part>\(cards)</div>"
    }

    private func card(_ record: AlertRecord, _ visit: Visit) async throws -> HTML {
        let t = shown.texts
        let received = try await AlertShelf(desk: desk).received(record)
        let words = try await AlertShelf(desk: desk).words(record)
        let colour = received.flatMap { desk.backstage.hazards.classify($0.alert).colour }
        let until = try await desk.state { $0.waiting[record.alert]?.until }
        let alarm: HTML =
            visit.has(.act)
            ? " data-alarm=\"\(record.alert)\" data-title=\"\(t("held.title")) \(words?.headline ?? "")\"" : .none
        let buttons: HTML =
            visit.has(.act)
            ? """
            <div class="actions">
            <form method="post" action="/alerts/\(record.alert)/approve">\(visit.formField)<button class="primary">\(t("held.approve"))</button></form>
            <form method="post" action="/alerts/\(record.alert)/reject">\(visit.formField)<button>\(t("held.reject"))</button></form>
            <a class="button" href="/alerts/\(record.alert)">\(t("held.look"))</a></div>
            """ : .none
        return """
            <section class="card held" aria-label="\(t("held.title"))"\(alarm)>
            <p class="kicker">\(t("held.title")) · \(t.word("held.reason", record.reason ?? ""))</p>
            <h2>\(shown.badge(colour, status: record.status)) \(words?.headline ?? t("alert.nowords"))</h2>
            <p>\(words?.body)</p>
            <p class="quiet">\(words?.sender) · \(t("alert.source")) \(record.source) · \(shown.timeTag(record.firstAt))</p>
            \(countdown(until))\(buttons)</section>
            """
    }

    /// What the policy does when nobody answers, and when.
    private func countdown(_ until: Moment?) -> HTML {
        let t = shown.texts
        guard let until else { return "<p class=\"clock\">\(t("held.person"))</p>" }
        let now = desk.now
        return """
            <p class="clock">\(t("held.lapse")) <b data-until="\(until.milliseconds)" data-now="\(now.milliseconds)" data-left="" \
            data-over="">\(shown.span(until - now))</b> <small>\(shown.clock(until))</small></p>
            """
    }
}
