import TestSupport
import Testing
import Wire

/// A proxy is used where the configuration says so.
@Suite struct HTTPProxyTests {
    @Test func plainRequestsGoToTheProxyWhole() async throws {
        try await withAnswers({ _ in ScriptedServer.answer(body: "through") }) { proxy in
            try await withAnswers({ _ in ScriptedServer.answer(body: "direct") }) { server in
                let way = HTTPProxy(
                    try proxy.address(), credentials: HTTPCredentials(user: "u", password: "p"),
                    exceptions: [".0.0.1", "localhost"])
                try await withTransfer({ $0.proxy = way }) { transfer in
                    let far = try HTTPAddress("http://feed.invalid/a?b=c")
                    #expect(String(decoding: try await transfer.send(HTTPRequest(.get, far)).body, as: UTF8.self) == "through")
                    let seen = try #require(proxy.requests.first)
                    #expect(seen.line == "GET http://feed.invalid/a?b=c")
                    #expect(seen.values("proxy-authorization") == ["Basic dTpw"])
                    for host in ["127.0.0.1", "localhost"] {
                        let response = try await transfer.send(HTTPRequest(.get, try server.address(host: host)))
                        #expect(String(decoding: response.body, as: UTF8.self) == "direct")
                    }
                    #expect(proxy.requests.count == 1)
                }
            }
        }
    }

    @Test func tlsGoesThroughATunnel() async throws {
        let server = try await WebServer.launch(.server, ["location / { return 200; }"])
        defer { server.stop() }
        let authority = try #require(server.certificates).authority
        let port = server.port
        try await withServer({ connection in
            guard let request = connection.readRequest(), request.line == "CONNECT 127.0.0.1:\(port)" else { return }
            connection.write("HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
            connection.relay(to: port)
        }) { proxy in
            let way = HTTPProxy(try proxy.address())
            try await withTransfer({
                $0.proxy = way
                $0.tls.authorityFile = authority
            }) { transfer in
                let response = try await transfer.send(
                    HTTPRequest(.post, try server.address(), headers: ["X-Sign": "s"], body: [1]))
                #expect(response.isSuccess && response.headers["X-Proxy"] == nil)
                #expect(proxy.requests.first?.values("x-sign") == [])
            }
        }
    }

    @Test func aProxyThatRefusesOrIsAway() async throws {
        try await withAnswers({ _ in ScriptedServer.answer("407 Proxy Authentication Required") }) { proxy in
            let way = HTTPProxy(try proxy.address())
            try await withTransfer({ $0.proxy = way }) { transfer in
                let failure = try await transfer.failure(
                    of: HTTPRequest(.post, try HTTPAddress("https://gateway.invalid/?secret"), body: [1]))
                #expect(
                    failure.kind == .unreachable && !failure.mayHaveArrived && failure.text.contains("407"),
                    "\(failure.kind) \(failure.step) \(failure.text)")
            }
        }
        let away = HTTPProxy(try HTTPAddress("http://127.0.0.1:\(Loopback.freePort())"))
        try await withTransfer({ $0.proxy = away }) { transfer in
            let failure = try await transfer.failure(
                of: HTTPRequest(.post, try HTTPAddress("http://gateway.invalid/"), body: [1]))
            #expect(failure.kind == .unreachable && !failure.mayHaveArrived, "\(failure.text)")
        }
    }

    /// The proxy looks names up, so only addresses can be judged here.
    @Test func aRedirectToAPrivateAddressIsNotSentToTheProxy() async throws {
        try await withAnswers({ _ in
            ScriptedServer.answer("302 Found", headers: ["Location: http://169.254.169.254/latest"])
        }) { proxy in
            let way = HTTPProxy(try proxy.address())
            try await withTransfer({ $0.proxy = way }) { transfer in
                let request = HTTPRequest(.get, try HTTPAddress("http://feed.invalid/")).with { $0.redirects = .follow() }
                let failure = try await transfer.failure(of: request)
                #expect(failure.kind == .forbiddenRedirect && proxy.requests.count == 1, "\(failure.text)")
            }
        }
    }
}
