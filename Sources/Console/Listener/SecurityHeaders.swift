import HTTPTypes
import Hummingbird

/// Headers that every answer carries: nothing but our own scripts and styles runs in a page, nobody frames it, no address leaks.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = ConsoleRequest

    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"

    func handle(
        _ request: Request, context: ConsoleRequest, next: (Request, ConsoleRequest) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fields { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if context.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }

    private static let fields: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"),
        (named("Referrer-Policy"), "same-origin"), (named("X-Frame-Options"), "DENY"),
        (named("Cross-Origin-Opener-Policy"), "same-origin"),
        (named("Permissions-Policy"), "camera=(), microphone=(), geolocation=()"),
    ]

    private static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .xContentTypeOptions }
}
