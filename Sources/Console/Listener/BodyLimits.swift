import HTTPTypes
import Hummingbird

/// Reads bodies whole before anything else, within a size and an overall time, so that nobody holds a connection by sending slowly: what
/// is late or too large is answered without the rest.
struct BodyLimits: RouterMiddleware {
    typealias Context = ConsoleRequest

    /// How long a body may take from its head to its end.
    var patience: Duration = .seconds(30)

    private enum Reading {
        case whole(ByteBuffer)
        case tooLarge
        case tooSlow
    }

    func handle(
        _ request: Request, context: ConsoleRequest, next: (Request, ConsoleRequest) async throws -> Response
    ) async throws -> Response {
        guard Self.hasBody(request) else { return try await next(request, context) }
        var request = request
        switch try await read(request.body, upTo: context.maxUploadSize) {
        case .whole(let buffer): request.body = RequestBody(buffer: buffer)
        case .tooLarge:
            throw Problem(.contentTooLarge, "too large", detail: "a body may have \(context.maxUploadSize >> 20) MiB at the most")
        case .tooSlow: throw Problem(.requestTimeout, "too slow", detail: "a body has \(patience.components.seconds) s to come")
        }
        return try await next(request, context)
    }

    private static func hasBody(_ request: Request) -> Bool {
        guard request.method == .get || request.method == .head else { return true }
        return request.headers[.contentLength].map { $0 != "0" } ?? (request.headers[.transferEncoding] != nil)
    }

    /// The reading of a body that is late is cancelled, which ends the connection's stream: nothing more of it is waited for.
    private func read(_ body: RequestBody, upTo limit: Int) async throws -> Reading {
        try await withThrowingTaskGroup(of: Reading?.self) { group in
            group.addTask {
                var whole = ByteBuffer()
                for try await part in body {
                    whole.writeImmutableBuffer(part)
                    guard whole.readableBytes <= limit else { return .tooLarge }
                }
                return Task.isCancelled ? .tooSlow : .whole(whole)
            }
            group.addTask {
                try await Task.sleep(for: patience)
                return nil
            }
            let first = try await group.next() ?? nil
            group.cancelAll()
            return first ?? .tooSlow
        }
    }
}
