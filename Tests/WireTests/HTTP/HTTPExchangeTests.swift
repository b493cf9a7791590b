import TestSupport
import Testing
import Wire

/// What goes out is what was asked, what comes back is what was answered.
@Suite struct HTTPExchangeTests {
    @Test func requestGoesOutAsItIs() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { server in
            try await withTransfer({ $0.userAgent = "Tocsin test" }) { transfer in
                var request = HTTPRequest(
                    .post, try server.address("/send?to=1 2&text=暴雨"), headers: ["X-Sign": "a: b", "X-Empty": "", "X-Sign": "c"],
                    body: Array("回复1".utf8))
                request.credentials = HTTPCredentials(user: "tocsin", password: "秘密")
                _ = try await transfer.send(request)
                let seen = try #require(server.requests.first)
                #expect(
                    seen.line == "POST /send?to=1+2&text=%e6%9a%b4%e9%9b%a8" || seen.line.hasPrefix("POST /send?to=1%202"),
                    "\(seen.line)")
                #expect(seen.body == Array("回复1".utf8))
                #expect(seen.values("x-sign") == ["a: b", "c"])
                #expect(seen.values("x-empty") == [""])
                #expect(seen.values("user-agent") == ["Tocsin test"])
                #expect(seen.values("authorization") == ["Basic dG9jc2luOuenmOWvhg=="])
                #expect(seen.values("content-type").isEmpty && seen.values("expect").isEmpty, "\(seen.head)")
                #expect(seen.values("content-length") == ["7"])
                #expect(seen.values("accept-encoding").isEmpty)
            }
        }
    }

    @Test func everyMethod() async throws {
        try await withAnswers({
            $0.line.hasPrefix("HEAD")
                ? "HTTP/1.1 200 OK\r\nContent-Length: 12345678\r\n\r\n" : ScriptedServer.answer(body: "done")
        }) {
            server in
            try await withTransfer { transfer in
                for method in [HTTPMethod.get, .head, .post, .put, .patch, .delete] {
                    let response = try await transfer.send(HTTPRequest(method, try server.address()))
                    #expect(response.status == 200 && response.body == (method == .head ? [] : Array("done".utf8)))
                }
                _ = try await transfer.send(HTTPRequest(.delete, try server.address(), body: [1, 2, 3]))
            }
            #expect(
                server.requests.map { $0.line.split(separator: " ").first } == [
                    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "DELETE",
                ])
            #expect(server.requests.map(\.body.count) == [0, 0, 0, 0, 0, 0, 3])
            #expect(server.accepted == 1)
        }
    }

    @Test func largeBodyIsSentWithoutAsking() async throws {
        try await withAnswers({ ScriptedServer.answer(body: String($0.body.count)) }) { server in
            let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
            try await withTransfer { transfer in _ = try await transfer.send(HTTPRequest(.put, try server.address(), body: body))
            }
            #expect(server.requests.first?.body == body)
            #expect(server.requests.first?.values("expect") == [])
        }
    }

    @Test func answerIsHandedOnWhole() async throws {
        let answer =
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 404 Not Found\r\nServer:  gateway \r\nset-cookie: a=1\r\n"
            + "Set-Cookie: b=2\r\nX-Empty:\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n"
            + "4\r\nnot \r\n5\r\nthere\r\n0\r\nX-Late: yes\r\n\r\n"
        try await withAnswers({ _ in answer }) { server in
            try await withTransfer { transfer in
                let response = try await transfer.send(HTTPRequest(.get, try server.address("/x#fragment")))
                #expect(response.status == 404 && !response.isSuccess)
                #expect(response.headers["SERVER"] == "gateway" && response.headers["x-empty"] == "")
                #expect(response.headers.values(of: "Set-Cookie") == ["a=1", "b=2"])
                #expect(response.headers["Link"] == nil && response.headers["X-Late"] == nil)
                #expect(response.body == Array("not there".utf8))
                #expect(response.version == .http1_1 && response.redirects == 0)
                #expect(response.address.text == "http://127.0.0.1:\(server.port)/x")
                #expect(response.timings.newConnections == 1 && response.timings.total >= response.timings.firstByte)
                let failure = #expect(throws: HTTPFailure.self) { try response.successful() }
                #expect(failure?.kind == .status && failure?.mayHaveArrived == true)
                #expect(failure?.text.contains("404") == true)
            }
        }
    }

    @Test func olderAnswersWithoutLength() async throws {
        try await withServer({ connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.0 202 Accepted\r\n\r\n0: Accepted for delivery")
        }) { server in
            try await withTransfer { transfer in
                let response = try await transfer.send(HTTPRequest(.get, try server.address()))
                #expect(response.version == .http1_0 && response.isSuccess)
                #expect(String(decoding: response.body, as: UTF8.self) == "0: Accepted for delivery")
                #expect(try response.successful() == response)
            }
        }
    }

    @Test func whatCannotBeSentIsRefusedBeforehand() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { server in
            try await withTransfer { transfer in
                let plain = HTTPRequest(.post, try server.address("/?password=secret"), body: [1])
                let changes: [(inout HTTPRequest) -> Void] = [
                    { $0.headers = ["X": "a\r\nInjected: b"] }, { $0.headers = ["X\r\nInjected": "b"] },
                    { $0.headers = ["": "b"] },
                    { $0.headers = ["Content-length": "3"] }, { $0.headers = ["Transfer-Encoding": "chunked"] },
                    { $0.method = .get }, { $0.limits.time = .zero }, { $0.limits.answerBytes = -1 },
                    { $0.tls = HTTPTLS(certificateFile: "x") }, { $0.credentials = HTTPCredentials(user: "a\0", password: "") },
                ]
                for change in changes {
                    let failure = try await transfer.failure(of: plain.with(change))
                    #expect(failure.kind == .invalidRequest && !failure.mayHaveArrived && failure.step == .waiting)
                    #expect(!failure.text.contains("secret") && !failure.text.contains("Injected"), "\(failure.text)")
                }
                #expect(server.accepted == 0)
            }
        }
    }

    @Test func impossibleConfigurationsAreRefusedAtOnce() {
        let changes: [(inout HTTPConfiguration) -> Void] = [
            { $0.parallel = 0 }, { $0.parallelPerHost = 0 }, { $0.waiting = 0 }, { $0.waitingPerHost = 0 },
            { $0.idleLimit = .zero },
            { $0.userAgent = "a\nb" }, { $0.tls.keyFile = "x" },
        ]
        for change in changes {
            var configuration = HTTPConfiguration()
            change(&configuration)
            #expect(throws: HTTPConfigurationError.self) { try HTTPTransfer(configuration) }
        }
    }
}
