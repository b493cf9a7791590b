import TestSupport
import Testing
import Wire

/// Redirects lead no further than the request allows, and take nothing along that is not theirs.
@Suite struct HTTPRedirectTests {
    private static func redirect(_ status: Int, _ target: String) -> String {
        ScriptedServer.answer("\(status) Elsewhere", headers: ["Location: \(target)"], body: "moved")
    }

    /// A server that sends `/from…` to where it is told and answers everything else.
    private func withRedirects(
        _ status: Int = 302, to target: @escaping @Sendable (ScriptedRequest) -> String = { _ in "/to" },
        _ body: (ScriptedServer, HTTPTransfer) async throws -> Void
    ) async throws {
        try await withAnswers({ request in
            request.line.contains("/from") ? Self.redirect(status, target(request)) : ScriptedServer.answer(body: "there")
        }) { server in
            try await withTransfer { transfer in try await body(server, transfer) }
        }
    }

    @Test func noneIsFollowedUnlessAsked() async throws {
        try await withRedirects { server, transfer in
            let response = try await transfer.send(HTTPRequest(.get, try server.address("/from")))
            #expect(response.status == 302 && response.headers["location"] == "/to" && response.redirects == 0)
            #expect(response.body == Array("moved".utf8) && server.requests.count == 1)
        }
    }

    @Test(arguments: [
        (301, HTTPMethod.post, "GET"), (302, .post, "GET"), (303, .post, "GET"), (303, .put, "GET"), (303, .head, "HEAD"),
        (307, .post, "POST"), (308, .post, "POST"), (302, .put, "PUT"), (308, .get, "GET"),
    ]) func methodsAndBodies(_ status: Int, _ method: HTTPMethod, _ expected: String) async throws {
        try await withRedirects(status) { server, transfer in
            let body: [UInt8] = method == .get || method == .head ? [] : [1, 2, 3]
            var request = HTTPRequest(
                method, try server.address("/from?secret"), headers: ["Content-Type": "a/b", "X-Sign": "s"], body: body)
            request.redirects = .follow(reach: .anywhere)
            request.credentials = HTTPCredentials(user: "u", password: "p")
            let response = try await transfer.send(request)
            let target = try server.address("/to")
            #expect(response.redirects == 1 && response.address == target)
            let last = try #require(server.requests.last)
            #expect(last.line == "\(expected) /to")
            #expect(last.body == (expected == "GET" || expected == "HEAD" ? [] : body))
            #expect(last.values("content-type").isEmpty == (expected == "GET" && method != .get))
            // The same origin may see what was meant for it.
            #expect(last.values("x-sign") == ["s"] && last.values("authorization").count == 1)
            #expect(server.accepted == 1)
        }
    }

    @Test func loopsEnd() async throws {
        try await withRedirects(to: { _ in "/from" }) { server, transfer in
            let request = HTTPRequest(.get, try server.address("/from")).with {
                $0.redirects = .follow(most: 7, reach: .anywhere)
            }
            let failure = try await transfer.failure(of: request)
            #expect(failure.kind == .tooManyRedirects && failure.text.contains("7"), "\(failure.text)")
            #expect(server.requests.count == 8)
        }
    }

    @Test func anotherOriginLearnsNoSecrets() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { other in
            let target = "http://localhost:\(other.port)/to"
            try await withRedirects(to: { _ in target }) { server, transfer in
                var request = HTTPRequest(
                    .get, try server.address("/from"),
                    headers: ["Authorization": "Bearer s", "Cookie": "s", "X-Sign": "s", "Accept": "a/b", "If-None-Match": "e"])
                request.redirects = .follow(reach: .anywhere)
                #expect(try await transfer.send(request).isSuccess)
                let seen = try #require(other.requests.first)
                for name in ["authorization", "cookie", "x-sign"] { #expect(seen.values(name).isEmpty) }
                #expect(seen.values("accept") == ["a/b"] && seen.values("if-none-match") == ["e"])

                request.headers = [:]
                request.credentials = HTTPCredentials(user: "u", password: "p")
                #expect(try await transfer.send(request).isSuccess)
                #expect(server.requests.last?.values("authorization").count == 1)
                #expect(other.requests.last?.values("authorization") == [])
            }
        }
    }

    @Test func noOrderIsPassedOnToAnotherOrigin() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { other in
            let target = "http://127.0.0.1:\(other.port)/to?secret"
            try await withRedirects(307, to: { _ in target }) { server, transfer in
                let request = HTTPRequest(.post, try server.address("/from"), body: [1]).with {
                    $0.redirects = .follow(reach: .anywhere)
                }
                let failure = try await transfer.failure(of: request)
                #expect(failure.kind == .forbiddenRedirect && failure.mayHaveArrived, "\(failure.text)")
                #expect(other.accepted == 0 && !failure.text.contains("secret"))
            }
        }
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:25/x", "http://", "http://a b/"])
    func onlyToHTTP(_ target: String) async throws {
        try await withRedirects(to: { _ in target }) { server, transfer in
            let request = HTTPRequest(.get, try server.address("/from")).with { $0.redirects = .follow(reach: .anywhere) }
            let failure = try await transfer.failure(of: request)
            #expect(failure.kind == .forbiddenRedirect, "\(target) \(failure.text)")
            #expect(server.requests.count == 1 && !failure.text.contains("passwd"))
        }
    }

    /// Names are judged by the address that is connected to.
    @Test(arguments: ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433", "127.1"])
    func noneToThisMachine(_ host: String) async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { inner in
            let target = "http://\(host):\(inner.port)/admin?secret"
            try await withRedirects(to: { _ in target }) { server, transfer in
                let request = HTTPRequest(.get, try server.address("/from")).with { $0.redirects = .follow() }
                let failure = try await transfer.failure(of: request)
                #expect(failure.kind == .forbiddenRedirect, "\(host) \(failure.kind) \(failure.text)")
                #expect(
                    failure.text.contains("not on the public Internet") && !failure.text.contains("secret"), "\(failure.text)")
                #expect(inner.accepted == 0)
            }
        }
    }

    /// Nor over a connection that an allowed request left open.
    @Test func noneOverAKeptConnection() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { inner in
            let target = "http://127.0.0.1:\(inner.port)/admin"
            try await withRedirects(to: { _ in target }) { server, transfer in
                _ = try await transfer.send(HTTPRequest(.get, try inner.address()))
                let request = HTTPRequest(.get, try server.address("/from")).with { $0.redirects = .follow() }
                let failure = try await transfer.failure(of: request)
                #expect(failure.kind == .forbiddenRedirect, "\(failure.text)")
                #expect(inner.requests.count == 1)
            }
        }
    }

    @Test func theFirstAddressCanBeHeldToTheSameRule() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { server in
            try await withTransfer { transfer in
                for host in ["127.0.0.1", "localhost"] {
                    let request = HTTPRequest(.get, try server.address(host: host)).with { $0.reach = .publicAddresses }
                    let failure = try await transfer.failure(of: request)
                    #expect(failure.kind == .forbiddenAddress && !failure.mayHaveArrived, "\(failure.text)")
                }
                #expect(server.accepted == 0)
            }
        }
    }

    @Test func theTimeIsForAllTogether() async throws {
        try await withServer({ connection in
            var count = 0
            while connection.readRequest() != nil {
                count += 1
                if count == 3 { return connection.awaitEnd() }
                connection.write(Self.redirect(302, "/next"))
            }
        }) { server in
            try await withTransfer { transfer in
                let request = HTTPRequest(.get, try server.address()).with {
                    $0.redirects = .follow(reach: .anywhere)
                    $0.limits.time = .seconds(3)
                }
                let failure = try await transfer.failure(of: request)
                #expect(failure.kind == .timedOut && failure.step == .answer && failure.mayHaveArrived, "\(failure.text)")
            }
        }
    }
}
