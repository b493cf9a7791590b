import Foundation
import TestSupport
import Testing
import Wire

/// Nothing that a far end sends grows without a bound.
@Suite struct HTTPLimitTests {
    private func expectTooLarge(_ failure: HTTPFailure, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(failure.kind == .tooLarge && failure.step == .reading, "\(failure.text)", sourceLocation: sourceLocation)
        #expect(failure.mayHaveArrived && failure.text.contains("1000 bytes"), "\(failure.text)", sourceLocation: sourceLocation)
    }

    @Test func bodyAtAndAboveTheLimit() async throws {
        try await withAnswers({ request in
            ScriptedServer.answer(body: String(repeating: "x", count: request.line == "GET /more" ? 1001 : 1000))
        }) { server in
            try await withTransfer { transfer in
                func request(_ path: String) throws -> HTTPRequest {
                    HTTPRequest(.get, try server.address(path)).with { $0.limits.answerBytes = 1000 }
                }
                #expect(try await transfer.send(try request("/just")).body.count == 1000)
                expectTooLarge(try await transfer.failure(of: try request("/more")))
                #expect(try await transfer.send(try request("/just")).body.count == 1000)
            }
        }
    }

    @Test func endlessBody() async throws {
        try await withServer({ connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while connection.write("64\r\n" + String(repeating: "x", count: 100) + "\r\n") {}
        }) { server in
            try await withTransfer { transfer in
                let request = HTTPRequest(.get, try server.address()).with { $0.limits.answerBytes = 1000 }
                expectTooLarge(try await transfer.failure(of: request))
            }
        }
    }

    @Test func endlessHeader() async throws {
        try await withServer({ connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X-More: " + String(repeating: "x", count: 1000) + "\r\n") {}
        }) { server in
            try await withTransfer { transfer in
                let failure = try await transfer.failure(of: HTTPRequest(.get, try server.address()))
                #expect([.tooLarge, .library, .malformed].contains(failure.kind) && failure.mayHaveArrived, "\(failure.text)")
            }
        }
    }

    @Test func endlessInterimAnswers() async throws {
        try await withServer({ connection in
            _ = connection.readRequest()
            while connection.write("HTTP/1.1 102 Processing\r\nX: " + String(repeating: "x", count: 1000) + "\r\n\r\n") {}
        }) { server in
            try await withTransfer { transfer in
                let failure = try await transfer.failure(of: HTTPRequest(.get, try server.address()))
                #expect([.tooLarge, .library, .malformed].contains(failure.kind) && failure.mayHaveArrived, "\(failure.text)")
            }
        }
    }

    /// Decompressed bytes count: ten megabytes of zeros travel as ten thousand.
    @Test func gzip() async throws {
        let server = try await WebServer.launch(.none, ["root \(NSTemporaryDirectory());", "gzip_static always;"])
        defer { server.stop() }
        let bomb = NSTemporaryDirectory() + "/bomb-" + UUID().uuidString
        try Data(count: 10 << 20).write(to: URL(fileURLWithPath: bomb))
        try ChildProcess.run("/bin/gzip", [bomb])
        defer { try? FileManager.default.removeItem(atPath: bomb + ".gz") }
        try await withTransfer { transfer in
            let name = URL(fileURLWithPath: bomb).lastPathComponent
            let request = HTTPRequest(.get, try server.address("/\(name)")).with { $0.decompresses = true }
            let failure = try await transfer.failure(of: request)
            #expect(failure.kind == .tooLarge, "\(failure.text)")
            let whole = try await transfer.send(request.with { $0.limits.answerBytes = 10 << 20 })
            #expect(whole.body.count == 10 << 20 && whole.headers["content-encoding"] == "gzip")
            let packed = try await transfer.send(request.with { $0.decompresses = false })
            #expect((1000..<100_000).contains(packed.body.count))
        }
    }

    @Test func timeIsOverBeforeItsTurn() async throws {
        try await withServer({ $0.awaitEnd() }) { server in
            try await withTransfer({ $0.parallel = 1 }) { transfer in
                let address = try server.address()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try? await transfer.send(HTTPRequest(.get, address)) }
                    try await eventually("under way") { transfer.statistics.underWay == 1 }
                    let late = HTTPRequest(.post, address).with { $0.limits.time = .milliseconds(200) }
                    let failure = try await transfer.failure(of: late)
                    #expect(failure.kind == .timedOut && failure.step == .waiting && !failure.mayHaveArrived, "\(failure.text)")
                    #expect(transfer.statistics.timedOut == 1 && transfer.statistics.waiting == 0)
                    group.cancelAll()
                }
                #expect(server.accepted == 1)
            }
        }
    }
}
