import HTTPTypes
import Hummingbird
import Logging

/// Turns errors into answers: problem details for programs, pages for people. What is not an answer of ours shows nothing of itself.
struct ErrorAnswers: RouterMiddleware {
    typealias Context = ConsoleRequest

    let desk: ConsoleDesk

    func handle(
        _ request: Request, context: ConsoleRequest, next: (Request, ConsoleRequest) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return answer(problem, to: request, context)
        } catch let error as any HTTPResponseError {
            return answer(Problem(error.status, Self.title(error.status)), to: request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            context.logger.error("a request failed", metadata: ["error.type": "\(type(of: error))", "error": "\(error)"])
            return answer(Problem(.internalServerError, "failed", detail: "the log says why"), to: request, context)
        }
    }

    private static func title(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .notFound: "not found"
        case .contentTooLarge: "too large"
        case .badRequest: "malformed"
        case .methodNotAllowed: "method not allowed"
        case .requestTimeout: "too slow"
        default: status.reasonPhrase.isEmpty ? "failed" : status.reasonPhrase.lowercased()
        }
    }

    private func answer(_ problem: Problem, to request: Request, _ context: ConsoleRequest) -> Response {
        let isForPeople = request.headers[.accept]?.contains("text/html") ?? false
        guard isForPeople, request.uri.path != "/api", !request.uri.path.hasPrefix("/api/") else { return problem.response }
        if problem.status == .unauthorized, request.method == .get || request.method == .head {
            return .redirect(to: "/login?to=\(FormText.encoded(request.uri.description))")
        }
        var visit = Visit(request, context)
        visit.caller = desk.gate.caller(request)
        visit.formToken = visit.caller?.session.map(desk.gate.formToken)
        return desk.frame.errorPage(problem, visit)
    }
}
