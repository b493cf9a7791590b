import Alerts
import Community
import Dissemination
import HTTPTypes
import Hummingbird
import Record

/// What all pages in the field have around them, and the pages that say one thing only. Made for a cheap phone in rain: large type, large
/// buttons, a few kilobytes.
struct FieldFrame: Sendable {
    let desk: ConsoleDesk
    let visit: Visit

    /// The path of the page, without its query.
    var path: String { visit.path.split(separator: "?").first.map(String.init) ?? visit.path }

    var texts: Texts { visit.texts }

    /// A page.
    ///
    /// - Parameters:
    ///   - link: the name of the link, under which the phone keeps what it could not send; nil for pages without buttons to keep.
    ///   - foot: what stays at the lower edge, under the thumb.
    func page(
        _ title: String, link: String? = nil, status: HTTPResponse.Status = .ok, foot: HTML = .none, _ body: HTML
    ) -> Response {
        let t = texts
        let script: HTML = link == nil ? .none : "<script src=\"\(StaticFiles.path("field.js"))\" defer></script>"
        let words: HTML =
            link == nil
            ? .none
            : """
             data-link="\(link)" data-kept="\(t("field.kept"))" data-sent="\(t("field.sent"))" data-waiting="\(t("field.waiting"))" \
            data-refused="\(t("field.refused"))" data-over="\(t("field.script.over"))" data-full="\(t("field.script.full"))"
            """
        let page: HTML = """
            <!doctype html>
            <html lang="\(t.language.tag)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="format-detection" content="telephone=no"><meta name="robots" content="noindex"><title>\(title)</title>
            <link rel="icon" href="\(StaticFiles.path("icon.svg"))"><link rel="stylesheet" href="\(StaticFiles.path("field.css"))">\(script)</head>
            <body\(words)>
            <header><b>\(desk.backstage.register(nil)?.profile.name ?? desk.backstage.community)</b>
            <a href="/settings?lang=\(t.language.other.rawValue)&amp;to=\(FormText.encoded(path))" lang="\(t.language.other.tag)">\(t("frame.language"))</a></header>
            <p id="state" role="status" hidden></p>
            <main id="page">\(body)</main>
            \(foot)
            </body></html>
            """
        return PageFrame.response(page, status: status)
    }

    /// A page for a link that cannot be used here, with what to do.
    func notice(_ name: String, status: HTTPResponse.Status) -> Response {
        let t = texts
        return page(
            t.word("field.notice", "\(name).title"), status: status,
            """
            <section class="card"><h1>\(t.word("field.notice", "\(name).title"))</h1><p>\(t.word("field.notice", "\(name).text"))</p></section>
            """)
    }

    /// The first page of a link that nobody opened yet: what it is about, and one button. A link is followed by programs, too, that look
    /// at messages on their way; only a person taps.
    func threshold(_ sheet: FieldSheet) -> Response {
        let t = texts
        let warnings = sheet.warnings.filter { $0.end == nil }.map { warning($0, isLong: true) }
        let label = sheet.unanswered.isEmpty ? t("field.open") : t("field.received")
        return page(
            t("field.title"),
            """
            \(warnings)
            <form method="post" action="\(path)"><input type="hidden" name="do" value="bind">
            <button class="great">\(label)</button></form>
            <p class="quiet">\(t("field.onephone"))</p>
            """)
    }

    /// A warning with its colour in words, its headline, and its text behind a tap.
    func warning(_ warning: FieldSheet.Warning, isLong: Bool = false) -> HTML {
        let t = texts
        let colour = warning.colour?.rawValue ?? "none"
        if let end = warning.end {
            return
                "<section class=\"card ended\"><p><b>\(t.word("field.ended", end.rawValue))</b> \(warning.headline)</p></section>"
        }
        let drill: HTML =
            warning.status == .actual ? .none : "<span class=\"tag drill\">\(t.word("status", warning.status.rawValue))</span>"
        let body: HTML =
            warning.body.isEmpty
            ? .none
            : isLong
                ? "<p>\(warning.body)</p>" : "<details><summary>\(t("field.text"))</summary><p>\(warning.body)</p></details>"
        return """
            <section class="card warning \(colour)"><p><span class="tag \(colour)">\(t.word("colour", colour))</span>\(drill)</p>\
            <h1>\(warning.headline)</h1>\(body)</section>
            """
    }
}
