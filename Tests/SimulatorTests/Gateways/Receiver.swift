import Foundation
import Hummingbird
import Logging
import NIOCore
import Synchronization
import TestSupport

/// A listener that gateways push to and that Kannel calls: keeps what it was told and answers as it is told to.
final class Receiver: Sendable {
    struct Call: Sendable {
        var path: String
        var parameters: [String: String]
        var body: String

        /// The entries of a pushed array.
        var entries: [[String: String]] {
            let array = (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [[String: Any]] ?? []
            return array.map { $0.mapValues { "\($0)" } }
        }
    }

    private struct State {
        var calls: [Call] = []
        var answer: @Sendable (Int) -> (status: Int, body: String)
    }

    private let state: Mutex<State>

    init(answer: @escaping @Sendable (Int) -> (status: Int, body: String) = { _ in (200, #"{"code":0}"#) }) {
        state = Mutex(State(answer: answer))
    }

    var calls: [Call] { state.withLock { $0.calls } }

    func calls(_ path: String) -> [Call] { calls.filter { $0.path == path } }

    func entries(_ path: String) -> [[String: String]] { calls(path).flatMap(\.entries) }

    /// Listens while the body runs, on a port that is free unless one is given.
    func listening<Result: Sendable>(on port: Int = 0, _ body: @escaping @Sendable (Int) async throws -> Result) async throws
        -> Result
    {
        let (ports, isBound) = AsyncStream.makeStream(of: Int.self)
        var log = Logger(label: "receiver", factory: { _ in SwiftLogNoOpLogHandler() })
        log.logLevel = .critical
        let application = Application(
            responder: CallbackResponder { request, body in self.received(request, body) },
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { isBound.yield($0.localAddress?.port ?? 0) }, logger: log)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try? await application.run()
                return nil
            }
            group.addTask {
                for await port in ports { return try await body(port) }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() { if let result { return result } }
            throw NotInTime("the receiver ended")
        }
    }

    private func received(_ request: Request, _ body: String) -> Response {
        let parameters = Dictionary(
            request.uri.queryParameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
        let answer = state.withLock { state in
            state.calls.append(Call(path: request.uri.path, parameters: parameters, body: body))
            return state.answer(state.calls.count)
        }
        return Response(status: .init(code: answer.status), body: .init(byteBuffer: ByteBuffer(string: answer.body)))
    }
}

private struct CallbackResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let answer: @Sendable (Request, String) -> Response

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        return answer(request, String(buffer: body))
    }
}
