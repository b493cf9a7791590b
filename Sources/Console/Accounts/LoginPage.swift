import Foundation
import Hummingbird

/// Signing in and out.
struct LoginPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("login") { request, context -> Response in
            page(Visit(request, context), to: Self.target(request.query["to"]), error: nil)
        }
        router.post("login") { request, context in try await signIn(request, context) }
        router.post("logout") { request, context -> Response in
            let form = try await Form.read(request)
            if let caller = desk.gate.caller(request) {
                guard desk.gate.isWanted(request, caller: caller, formToken: form["form"]) else { throw Problem.forbidden }
                if let session = caller.session { try await desk.gate.signOut(session) }
            }
            var response = Response.redirect(to: "/login")
            response.setCookie(desk.gate.endedCookie(isSecure: context.isSecure))
            return response
        }
    }

    private func signIn(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        guard Gate.isOwnSite(request) else { throw Problem(.forbidden, "not from this page") }
        let form = try await Form.read(request)
        let visit = Visit(request, context)
        let target = Self.target(form["to"])
        do {
            let account = try await desk.gate.signIn(
                form["name"] ?? "", password: form["password"] ?? "", address: context.address)
            guard let account else { return page(visit, to: target, error: "login.wrong", status: .unauthorized) }
            var response = Response.redirect(to: target == "/" ? Self.home(account.role) : target)
            response.setCookie(desk.gate.sessionCookie(account, isSecure: context.isSecure))
            return response
        } catch let problem as Problem where problem.status == .tooManyRequests {
            var response = page(visit, to: target, error: "login.wait", seconds: problem.retryAfter ?? 1, status: problem.status)
            response.headers[.retryAfter] = "\(problem.retryAfter ?? 1)"
            return response
        }
    }

    /// Where somebody belongs first.
    private static func home(_ role: Role) -> String { role == .evaluator ? "/assessment" : "/" }

    /// A path of this console; nothing else can be a target.
    static func target(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
        else { return "/" }
        return text
    }

    private func page(
        _ visit: Visit, to target: String, error: String?, seconds: Int = 0, status: HTTPResponse.Status = .ok
    ) -> Response {
        let t = visit.texts
        let complaint: HTML? = error.map { "<p class=\"bad\" role=\"alert\">\(t($0, ["n": seconds]))</p>" }
        let hint: HTML? =
            desk.gate.book.content(now: desk.now).accounts.isEmpty ? "<p class=\"quiet\">\(t("login.none"))</p>" : nil
        return desk.frame.page(
            t("login.title"), visit, status: status,
            """
            <form class="card narrow" method="post" action="/login"><h1>\(t("login.title"))</h1>\(complaint)\(hint)
            <input type="hidden" name="to" value="\(target)">
            <label>\(t("login.name"))<input name="name" autocomplete="username" required autofocus maxlength="64"></label>
            <label>\(t("login.password"))<input name="password" type="password" autocomplete="current-password" required maxlength="256"></label>
            <button class="primary">\(t("login.enter"))</button></form>
            """)
    }
}

/// Language and light, kept in cookies.
struct SettingsRoutes: ConsoleRoutes {
    func add(to router: Router<ConsoleRequest>) {
        router.get("settings") { request, context -> Response in
            var response = Response.redirect(to: LoginPage.target(request.query["to"]))
            if let language = request.query["lang"].flatMap(Language.init(rawValue:)) {
                response.setCookie(Self.cookie("lang", language.rawValue, context))
            }
            if let light = request.query["light"].flatMap(Visit.Light.init(rawValue:)) {
                response.setCookie(Self.cookie("light", light.rawValue, context))
            }
            return response
        }
    }

    private static func cookie(_ name: String, _ value: String, _ context: ConsoleRequest) -> Cookie {
        .init(
            name: name, value: value, maxAge: 365 * 86_400, path: "/", secure: context.isSecure, httpOnly: true, sameSite: .lax)
    }
}
