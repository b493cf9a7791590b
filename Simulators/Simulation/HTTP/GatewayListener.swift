import Foundation
import Hummingbird
import Logging
import NIOCore

/// The listener of everything over HTTP: takes requests in, and gives answers when and as far as they are to arrive.
struct GatewayListener: Sendable {
    /// The most bytes of a request.
    static let largest = 1 << 20

    let port: Int
    let log: Logger
    let answer: @Sendable (GatewayRequest) -> GatewayAnswer

    /// Listens until the task is cancelled; `whenBound` gets the port.
    func run(whenBound: @escaping @Sendable (Int) -> Void) async throws {
        // A listener that ends with its run would call that an error.
        var quiet = log
        quiet.logLevel = .critical
        let application = Application(
            responder: GatewayResponder(answer: answer),
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "tocsin-sim"),
            onServerRunning: { channel in whenBound(channel.localAddress?.port ?? 0) }, logger: quiet)
        try await application.run()
    }
}

/// A request's connection, for answers that are lost with it.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

private struct GatewayResponder: HTTPResponder {
    let answer: @Sendable (GatewayRequest) -> GatewayAnswer

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let body = try await request.body.collect(upTo: GatewayListener.largest)
        let answer = answer(GatewayRequest(request, body: Array(body.readableBytesView)))
        switch answer.delivery {
        case .prompt: break
        case .after(let time): try await Task.sleep(for: time)
        case .lost: try await context.channel.close()
        }
        return Response(
            status: .init(code: answer.status), headers: [.contentType: answer.status == 200 ? "application/json" : "text/plain"],
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

extension GatewayRequest {
    fileprivate init(_ request: Request, body: [UInt8]) {
        method = request.method.rawValue
        path = request.uri.path
        query = request.uri.query ?? ""
        headers = Dictionary(request.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { first, _ in first })
        self.body = body
    }
}
