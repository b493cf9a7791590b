import HTTPTypes
import Hummingbird

/// What all pages have around them: head, navigation, language and light.
struct PageFrame: Sendable {
    let community: String
    let version: String
    let communityName: @Sendable () -> String?
    /// What stands above every page until somebody sees to it.
    let above: @Sendable (Visit) -> HTML

    /// A page of the console.
    ///
    /// - Parameters:
    ///   - live: the events after which the page's parts are loaded anew.
    ///   - scripts: further scripts.
    func page(
        _ title: String, _ visit: Visit, live: [String] = [], scripts: [String] = [], status: HTTPResponse.Status = .ok,
        _ body: HTML
    ) -> Response {
        let t = visit.texts
        let scriptTags = (["console.js"] + scripts).map { name -> HTML in
            "<script src=\"\(StaticFiles.path(name))\" defer></script>"
        }
        let page: HTML = """
            <!doctype html>
            <html lang="\(t.language.tag)" data-light="\(visit.light.rawValue)">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · \(t("product"))</title>
            <link rel="icon" href="\(StaticFiles.path("icon.svg"))"><link rel="stylesheet" href="\(StaticFiles.path("console.css"))">
            \(scriptTags)
            </head>
            <body data-live="\(live.joined(separator: " "))"\(visit.has(.watch) ? " data-watch" as HTML : .none) data-form="\(visit.formToken ?? "")" data-stale="\(t("frame.stale"))">
            <a class="skip" href="#main">\(t("frame.skip"))</a>
            \(header(visit))
            \(above(visit))
            <main id="main" tabindex="-1">\(body)</main>
            \(footer(visit))
            </body></html>
            """
        return Self.response(page, status: status)
    }

    /// Markup as an answer.
    static func response(_ page: HTML, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: page.text)))
    }

    private func header(_ visit: Visit) -> HTML {
        let t = visit.texts
        let links = Self.places.filter { place in place.rights.contains(where: visit.has) }.map { place -> HTML in
            let isHere = visit.path.split(separator: "?").first.map { Self.isHere(String($0), place.path) } ?? (place.path == "/")
            return "<a href=\"\(place.path)\"\(isHere ? " aria-current=\"page\"" : HTML.none)>\(t("nav.\(place.name)"))</a>"
        }
        return """
            <header class="top">
            <a class="brand" href="/"><span class="mark" aria-hidden="true"></span>\(communityName() ?? community)</a>
            <nav aria-label="\(t("frame.navigation"))">\(links)</nav>
            <div class="tools">\(tools(visit))</div>
            </header>
            """
    }

    private static func isHere(_ path: String, _ place: String) -> Bool {
        place == "/" ? path == "/" : path == place || path.hasPrefix(place + "/")
    }

    private func tools(_ visit: Visit) -> HTML {
        let t = visit.texts
        let next: Visit.Light = visit.light == .night ? .day : .night
        let here = FormText.encoded(visit.path)
        let who: HTML =
            visit.caller.map { caller in
                """
                <form method="post" action="/logout">\(visit.formField)<button class="plain" title="\(t("role.\(caller.account.role.rawValue)"))">\
                \(caller.account.name) · \(t("frame.logout"))</button></form>
                """
            } ?? .none
        return """
            <a href="/settings?light=\(next.rawValue)&amp;to=\(here)">\(t("frame.light.\(next.rawValue)"))</a>
            <a href="/settings?lang=\(t.language.other.rawValue)&amp;to=\(here)" lang="\(t.language.other.tag)">\(t("frame.language"))</a>
            \(who)
            """
    }

    private func footer(_ visit: Visit) -> HTML {
        "<footer class=\"foot\">\(visit.texts("product")) \(version) · \(community)</footer>"
    }

    /// The places of the navigation. A new subject adds a line here.
    private static let places: [(name: String, path: String, rights: [Right])] = [
        ("now", "/", [.watch]), ("tasks", "/tasks", [.watch]), ("alerts", "/alerts", [.watch, .figures]),
        ("compose", "/compose", [.act]), ("drills", "/drills", [.watch]), ("forms", "/forms", [.act]),
        ("devices", "/devices", [.watch]), ("register", "/register", [.personal]), ("sources", "/sources", [.watch]),
        ("assessment", "/assessment", [.assess]), ("sheet", "/sheet", [.assess]), ("journal", "/journal", [.assess]),
    ]

    /// A page that says what went wrong.
    func errorPage(_ problem: Problem, _ visit: Visit) -> Response {
        let t = visit.texts
        let body: HTML = """
            <section class="card narrow"><h1>\(t.word("problem", "\(problem.status.code)"))</h1>
            \(problem.detail == Problem.forbidden.detail ? HTML.none : "<p>\(problem.detail)</p>")
            <ul>\(problem.findings.map { "<li>\($0)</li>" as HTML })</ul>
            <p><a href="/">\(t("frame.home"))</a></p></section>
            """
        return page(t.word("problem", "\(problem.status.code)"), visit, status: problem.status, body)
    }
}
