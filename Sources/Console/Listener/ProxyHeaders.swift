import HTTPTypes
import Hummingbird

/// Works out where a request really comes from. What a proxy says counts only where the settings name one and the connection comes from
/// this machine: `X-Forwarded-For` (its last address) and `X-Forwarded-Proto`.
struct ProxyHeaders: RouterMiddleware {
    typealias Context = ConsoleRequest

    let settings: ListenerSettings

    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")
    private static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")

    func handle(
        _ request: Request, context: ConsoleRequest, next: (Request, ConsoleRequest) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.isSecure = settings.tls != nil
        if settings.isBehindProxy, context.isLocal {
            if let name = Self.forwardedFor, let last = request.headers[name]?.split(separator: ",").last {
                context.address = String(last.filter { !$0.isWhitespace }.prefix(64))
            }
            if let name = Self.forwardedProto, request.headers[name]?.lowercased() == "https" { context.isSecure = true }
        }
        return try await next(request, context)
    }
}
