import Glibc
import TestSupport
import Testing
import Wire

/// Every way to fail says which step it was and whether the far end may have the request.
@Suite struct HTTPStepTests {
    private func post(_ server: ScriptedServer, _ limits: HTTPLimits = HTTPLimits()) throws -> HTTPRequest {
        HTTPRequest(.post, try server.address("/send?password=secret"), body: Array("secret".utf8)).with {
            $0.limits = limits
            $0.credentials = HTTPCredentials(user: "secret", password: "secret")
        }
    }

    private func expect(
        _ failure: HTTPFailure, _ kind: HTTPFailure.Kind, _ step: HTTPFailure.Step, arrived: Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            failure.kind == kind && failure.step == step, "\(failure.kind) \(failure.step) \(failure.text)",
            sourceLocation: sourceLocation)
        #expect(failure.mayHaveArrived == arrived, "\(failure.text)", sourceLocation: sourceLocation)
        #expect(
            !failure.text.contains("secret") && !failure.text.contains("/send"), "\(failure.text)", sourceLocation: sourceLocation
        )
        #expect(
            failure.text.hasSuffix(".") && !failure.text.dropLast().contains(". "), "\(failure.text)",
            sourceLocation: sourceLocation)
    }

    @Test func unknownName() async throws {
        try await withTransfer { transfer in
            let failure = try await transfer.failure(of: HTTPRequest(.get, try HTTPAddress("http://no-such-host.invalid/secret")))
            expect(failure, .unknownHost, .name, arrived: false)
            #expect(failure.text.contains("no-such-host.invalid"))
        }
    }

    @Test func nobodyListens() async throws {
        try await withTransfer { transfer in
            let port = Loopback.freePort()
            let failure = try await transfer.failure(of: HTTPRequest(.get, try HTTPAddress("http://127.0.0.1:\(port)/secret")))
            expect(failure, .unreachable, .connect, arrived: false)
            #expect(failure.text.contains("refused") && failure.text.contains(":\(port)"), "\(failure.text)")
        }
    }

    /// A listener whose queue is full drops what comes, as a firewall does.
    @Test func connectionIsNeverTaken() async throws {
        let (listener, port) = Loopback.listening(backlog: 0)
        defer { close(listener) }
        let fillers = (0..<4).map { _ in Loopback.beginConnecting(port) }
        defer { for filler in fillers { close(filler) } }
        try await withTransfer { transfer in
            let request = HTTPRequest(.get, try HTTPAddress("http://127.0.0.1:\(port)/")).with {
                $0.limits.connect = .milliseconds(300)
            }
            let failure = try await transfer.failure(of: request)
            expect(failure, .timedOut, .connect, arrived: false)
            #expect(failure.text.contains("0.3 s"), "\(failure.text)")
            #expect(transfer.statistics.timedOut == 1)
        }
    }

    @Test func silenceInTLS() async throws {
        try await withServer({ $0.awaitEnd() }) { server in
            try await withTransfer { transfer in
                let request = HTTPRequest(.get, try HTTPAddress("https://127.0.0.1:\(server.port)/")).with {
                    $0.limits.connect = .seconds(2)
                }
                expect(try await transfer.failure(of: request), .timedOut, .tls, arrived: false)
            }
        }
    }

    @Test func silenceAfterTheRequest() async throws {
        try await withServer({ $0.awaitEnd() }) { server in
            try await withTransfer { transfer in
                let failure = try await transfer.failure(of: try post(server, HTTPLimits(time: .milliseconds(2500))))
                expect(failure, .timedOut, .answer, arrived: true)
                #expect(failure.text.contains("2.5 s") && failure.text.contains("may have been carried out"), "\(failure.text)")
            }
        }
    }

    @Test func requestIsNotTaken() async throws {
        try await withServer({ $0.idle() }) { server in
            try await withTransfer { transfer in
                let request = HTTPRequest(.post, try server.address(), body: [UInt8](repeating: 1, count: 64 << 20)).with {
                    $0.limits.time = .seconds(3)
                }
                expect(try await transfer.failure(of: request), .timedOut, .sending, arrived: true)
            }
        }
    }

    /// With CURLOPT_NOSIGNAL a write to a connection that is gone could raise SIGPIPE, which would end this program.
    @Test func connectionBreaksWhileSending() async throws {
        try await withServer({ connection in
            _ = connection.readHead()
            connection.breakOff()
        }) { server in
            try await withTransfer { transfer in
                for _ in 0..<5 {
                    let request = HTTPRequest(.post, try server.address(), body: [UInt8](repeating: 1, count: 16 << 20))
                    let failure = try await transfer.failure(of: request)
                    #expect(failure.kind == .lost && failure.mayHaveArrived, "\(failure.text)")
                    #expect(failure.step == .sending || failure.step == .answer)
                }
            }
        }
    }

    @Test(arguments: [false, true]) func farEndHangsUpAfterTheRequest(reset: Bool) async throws {
        try await withServer({ connection in
            _ = connection.readRequest()
            if reset { connection.breakOff() }
        }) { server in
            try await withTransfer { transfer in
                expect(try await transfer.failure(of: try post(server)), .lost, .answer, arrived: true)
                #expect(server.requests.count == 1)
            }
        }
    }

    /// libcurl sends a request once more, on a new connection, when one that was kept breaks before a byte of the answer came. What
    /// has an effect must not happen twice because of that.
    @Test(arguments: [HTTPMethod.post, .get]) func aBrokenKeptConnectionRepeatsNothing(_ method: HTTPMethod) async throws {
        try await withServer({ connection in
            guard connection.readRequest() != nil else { return }
            connection.write(ScriptedServer.answer())
            _ = connection.readRequest()
        }) { server in
            try await withTransfer { transfer in
                let request = HTTPRequest(method, try server.address("/cgi-bin/sendsms"), body: method == .post ? [1] : [])
                _ = try await transfer.send(request)
                expect(try await transfer.failure(of: request), .lost, .answer, arrived: true)
                #expect(server.requests.map(\.connection) == [1, 1])

                _ = try await transfer.send(request)
                let repeated = try await transfer.send(request.with { $0.mayRepeat = true })
                #expect(repeated.isSuccess)
                #expect(server.requests.suffix(3).map(\.body) == [request.body, request.body, request.body])
                #expect(Set(server.requests.suffix(2).map(\.connection)).count == 2)
            }
        }
    }

    @Test func answerIsCutOff() async throws {
        let starts = [
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf",
            "HTTP/1.1 200 OK\r\nContent-Le",
        ]
        for start in starts {
            try await withServer({ connection in
                _ = connection.readRequest()
                connection.write(start)
            }) { server in
                try await withTransfer { transfer in
                    let failure = try await transfer.failure(of: try post(server))
                    #expect(
                        failure.mayHaveArrived && (failure.kind == .lost || failure.kind == .malformed),
                        "\(start) \(failure.text)")
                    #expect(failure.step >= .answer, "\(start) \(failure.step)")
                }
            }
        }
    }

    @Test func answerTrickles() async throws {
        try await withServer({ connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while connection.write("x") { usleep(20_000) }
        }) { server in
            try await withTransfer { transfer in
                let failure = try await transfer.failure(of: try post(server, HTTPLimits(time: .seconds(3))))
                expect(failure, .timedOut, .reading, arrived: true)
            }
        }
    }

    @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "secret\r\n\r\n", "HTTP/9.9 secret\r\n\r\n"]) func nonsense(_ words: String)
        async throws
    {
        try await withServer({ connection in
            _ = connection.readRequest()
            connection.write(words)
        }) { server in
            try await withTransfer { transfer in
                let failure = try await transfer.failure(of: try post(server))
                #expect(failure.kind == .malformed && failure.mayHaveArrived, "\(failure.kind) \(failure.text)")
                #expect(!failure.text.contains("secret"))
            }
        }
    }

    @Test func badGzip() async throws {
        try await withAnswers({ _ in ScriptedServer.answer(headers: ["Content-Encoding: gzip"], body: "not gzip at all") }) {
            server in
            try await withTransfer { transfer in
                let failure = try await transfer.failure(of: try post(server).with { $0.decompresses = true })
                expect(failure, .malformed, .reading, arrived: true)
                #expect(try await transfer.send(try post(server)).body == Array("not gzip at all".utf8))
            }
        }
    }
}
