import Foundation
import Glibc
import TestSupport
import Testing
import Wire

/// Certificates and names are always verified, with the authorities of each far end.
@Suite struct HTTPTLSTests {
    private static let answers = ["location / { return 200 \"$server_protocol\"; }"]

    @Test func rightAuthority() async throws {
        let server = try await WebServer.launch(.server, Self.answers)
        defer { server.stop() }
        let authority = try #require(server.certificates).authority
        try await withTransfer({ $0.tls.authorityFile = authority }) { transfer in
            for host in ["127.0.0.1", "localhost"] {
                // Only what may be repeated goes over HTTP/2, and an order does not join it there.
                let request = HTTPRequest(.get, try server.address(host: host))
                let repeatable = try await transfer.send(request.with { $0.mayRepeat = true })
                #expect(repeatable.isSuccess && repeatable.version == .http2)
                let response = try await transfer.send(request)
                #expect(response.isSuccess && response.version == .http1_1)
                #expect(response.timings.tls >= response.timings.connect && response.timings.tls > .zero)
            }
        }
    }

    @Test func wrongAuthority() async throws {
        let server = try await WebServer.launch(.server, Self.answers)
        defer { server.stop() }
        let certificates = try #require(server.certificates)
        try await withTransfer { transfer in
            let request = HTTPRequest(.post, try server.address("/?secret"), body: [1])
            for tls in [HTTPTLS(), HTTPTLS(authorityFile: certificates.otherAuthority)] {
                let failure = try await transfer.failure(of: request.with { $0.tls = tls })
                #expect(failure.kind == .tls && failure.step == .tls && !failure.mayHaveArrived, "\(failure.text)")
                #expect(failure.text.contains("certificate") && !failure.text.contains("secret"), "\(failure.text)")
            }
            // A connection made with one request's authority is not another's.
            let right = try await transfer.send(request.with { $0.tls = HTTPTLS(authorityFile: certificates.authority) })
            #expect(right.isSuccess)
            #expect(try await transfer.failure(of: request).kind == .tls)
            #expect(server.log.count == 1)
        }
    }

    @Test func certificateForAnotherName() async throws {
        let server = try await WebServer.launch(.server, Self.answers)
        defer { server.stop() }
        let authority = try #require(server.certificates).authority
        try await withTransfer({ $0.tls.authorityFile = authority }) { transfer in
            let failure = try await transfer.failure(of: HTTPRequest(.get, try server.address(host: "127.0.0.2")))
            #expect(failure.kind == .tls && !failure.mayHaveArrived && failure.text.contains("127.0.0.2"), "\(failure.text)")
        }
    }

    @Test func filesThatCannotBeUsed() async throws {
        let server = try await WebServer.launch(.mutual, Self.answers)
        defer { server.stop() }
        let certificates = try #require(server.certificates)
        try await withTransfer { transfer in
            let absent = certificates.folder + "/absent.crt"
            let locked = certificates.folder + "/locked.key"
            try ChildProcess.run(
                "/usr/bin/openssl", ["ec", "-in", certificates.clientKey, "-aes128", "-passout", "pass:x", "-out", locked])
            let wrong = [
                HTTPTLS(authorityFile: absent),
                HTTPTLS(authorityFile: certificates.authority, certificateFile: absent, keyFile: certificates.clientKey),
                HTTPTLS(
                    authorityFile: certificates.authority, certificateFile: certificates.client, keyFile: certificates.serverKey),
                HTTPTLS(authorityFile: certificates.authority, certificateFile: certificates.client, keyFile: locked),
            ]
            for tls in wrong {
                let failure = try await transfer.failure(of: HTTPRequest(.get, try server.address()).with { $0.tls = tls })
                #expect(failure.kind == .tlsFiles && !failure.mayHaveArrived, "\(failure.kind) \(failure.text)")
            }
        }
    }

    @Test func clientCertificate() async throws {
        let server = try await WebServer.launch(.mutual, Self.answers)
        defer { server.stop() }
        let certificates = try #require(server.certificates)
        let known = HTTPTLS(
            authorityFile: certificates.authority, certificateFile: certificates.client, keyFile: certificates.clientKey)
        try await withTransfer({ $0.tls.authorityFile = certificates.authority }) { transfer in
            let request = HTTPRequest(.get, try server.address())
            // nginx answers those that bring none with 400.
            #expect(try await transfer.send(request).status == 400)
            let response = try await transfer.send(request.with { $0.tls = known })
            #expect(response.isSuccess && response.headers["x-client"] == "CN=client")
            #expect(
                try await transfer.send(request).status == 400, "a connection with a certificate was lent to a request without")
        }
    }

    /// In TLS 1.3 the refusal comes when the request is out already, and still nothing of it was read.
    @Test(arguments: ["-tls1_2", "-tls1_3"]) func clientCertificateIsDemanded(_ version: String) async throws {
        let folder = NSTemporaryDirectory() + "/demand-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let certificates = try Certificates(in: folder)
        let port = Loopback.freePort()
        let server = try ChildProcess(
            "/usr/bin/openssl",
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificates.server, "-key", certificates.serverKey,
                "-CAfile",
                certificates.authority, "-Verify", "1", "-verify_return_error", "-www", "-quiet", version,
            ])
        defer {
            server.signal(SIGKILL)
            server.wait()
        }
        try await eventually("the server listens") { Loopback.accepts(port) }
        try await withTransfer({ $0.tls.authorityFile = certificates.authority }) { transfer in
            let request = HTTPRequest(.get, try HTTPAddress("https://127.0.0.1:\(port)/"))
            let failure = try await transfer.failure(of: request)
            #expect(
                failure.kind == .tls && failure.step == .tls && !failure.mayHaveArrived,
                "\(failure.kind) \(failure.step) \(failure.text)")
            #expect(failure.text.contains("client certificate"), "\(failure.text)")
            let known = HTTPTLS(
                authorityFile: certificates.authority, certificateFile: certificates.client, keyFile: certificates.clientKey)
            #expect(try await transfer.send(request.with { $0.tls = known }).isSuccess)
        }
    }

    @Test func plainAndTLSMixedUp() async throws {
        let secured = try await WebServer.launch(.server, Self.answers)
        defer { secured.stop() }
        try await withTransfer { transfer in
            let plainly = try await transfer.send(HTTPRequest(.get, try HTTPAddress("http://127.0.0.1:\(secured.port)/")))
            #expect(plainly.status == 400)
            try await withServer({ connection in
                connection.write(ScriptedServer.answer("400 Bad Request"))
                connection.awaitEnd()
            }) { server in
                let address = try HTTPAddress("https://127.0.0.1:\(server.port)/")
                let request = HTTPRequest(.get, address).with { $0.limits.connect = .seconds(2) }
                let failure = try await transfer.failure(of: request)
                #expect(failure.step == .tls && !failure.mayHaveArrived, "\(failure.text)")
            }
        }
    }

    @Test func redirectsDoNotLeaveTLS() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { plain in
            let server = try await WebServer.launch(.server, ["location / { return 302 http://127.0.0.1:\(plain.port)/; }"])
            defer { server.stop() }
            let authority = try #require(server.certificates).authority
            try await withTransfer({ $0.tls.authorityFile = authority }) { transfer in
                let request = HTTPRequest(.get, try server.address()).with { $0.redirects = .follow(reach: .anywhere) }
                let failure = try await transfer.failure(of: request)
                #expect(failure.kind == .forbiddenRedirect && failure.text.contains("without TLS"), "\(failure.text)")
                #expect(plain.accepted == 0)
            }
        }
    }

    /// nginx ends every connection after 1,000 requests: over HTTP/1.1 it says so in time, over HTTP/2 it leaves requests behind.
    @Test(arguments: [(HTTPMethod.post, false, HTTPVersion.http1_1), (.post, true, .http1_1), (.get, true, .http2)])
    func manyRequestsOverFewConnections(_ method: HTTPMethod, _ mayRepeat: Bool, _ version: HTTPVersion) async throws {
        let server = try await WebServer.launch(.server, Self.answers)
        defer { server.stop() }
        let authority = try #require(server.certificates).authority
        try await withTransfer({
            $0.tls.authorityFile = authority
            $0.parallelPerHost = 64
            $0.waitingPerHost = 2500
            $0.waiting = 2500
        }) { transfer in
            let body: [UInt8] = method == .post ? [1, 2, 3] : []
            let request = HTTPRequest(method, try server.address(), body: body).with { $0.mayRepeat = mayRepeat }
            try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
                for _ in 0..<2500 { group.addTask { try await transfer.send(request) } }
                for try await response in group {
                    #expect(response.isSuccess && response.version == version)
                }
            }
            let statistics = transfer.statistics
            #expect(statistics.answered == 2500 && statistics.connections < 250, "\(statistics)")
            try await eventually("all are in its log") { server.log.count >= 2500 }
            #expect(server.log.count == 2500)
        }
    }
}
