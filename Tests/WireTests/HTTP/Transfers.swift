import TestSupport
import Testing
import Wire

/// Runs a transfer for the length of a closure and stops it afterwards, whatever happens.
func withTransfer<Value>(
    _ configure: (inout HTTPConfiguration) -> Void = { _ in }, _ body: (HTTPTransfer) async throws -> Value
) async throws -> Value {
    var configuration = HTTPConfiguration()
    configure(&configuration)
    let transfer = try HTTPTransfer(configuration)
    do {
        let value = try await body(transfer)
        await transfer.stop()
        return value
    } catch {
        await transfer.stop()
        throw error
    }
}

/// Runs a scripted server for the length of a closure.
func withServer<Value>(
    _ script: @escaping @Sendable (ScriptedConnection) -> Void, _ body: (ScriptedServer) async throws -> Value
) async throws -> Value {
    let server = ScriptedServer(script)
    defer { server.stop() }
    return try await body(server)
}

/// Runs a server that answers every request for the length of a closure.
func withAnswers<Value>(
    _ answer: @escaping @Sendable (ScriptedRequest) -> String, _ body: (ScriptedServer) async throws -> Value
) async throws -> Value {
    let server = ScriptedServer.answering(answer)
    defer { server.stop() }
    return try await body(server)
}

extension ScriptedServer {
    /// An address on this server.
    func address(_ path: String = "/", host: String = "127.0.0.1") throws -> HTTPAddress {
        try HTTPAddress("http://\(host):\(port)\(path)")
    }
}

extension WebServer {
    /// An address on this server.
    func address(_ path: String = "/", host: String = "127.0.0.1") throws -> HTTPAddress {
        try HTTPAddress("\(certificates == nil ? "http" : "https")://\(host):\(port)\(path)")
    }
}

extension HTTPRequest {
    /// The request with changes.
    func with(_ change: (inout HTTPRequest) -> Void) -> HTTPRequest {
        var request = self
        change(&request)
        return request
    }
}

extension HTTPTransfer {
    /// How a request fails; an answer is a failure of the test.
    func failure(of request: HTTPRequest, sourceLocation: SourceLocation = #_sourceLocation) async throws -> HTTPFailure {
        do throws(HTTPFailure) {
            let response = try await send(request)
            Issue.record("an answer: \(response)", sourceLocation: sourceLocation)
            return HTTPFailure(.library, step: .reading, mayHaveArrived: true, "no failure")
        } catch {
            return error
        }
    }
}
