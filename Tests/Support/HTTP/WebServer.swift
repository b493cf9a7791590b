import Dispatch
import Foundation
import Glibc
import Synchronization

/// A real nginx on a loopback port of its own, in a temporary folder of its own. It never outlives its owner, as ``Broker``.
public final class WebServer: Sendable {
    /// What it asks of a client.
    public enum TLS: Sendable {
        /// Plain HTTP/1.1.
        case none
        /// TLS with HTTP/2.
        case server
        /// TLS with HTTP/2 and a client certificate, whose subject's name every answer bears in `X-Client`.
        case mutual
    }

    /// Its port, on 127.0.0.1 and 127.0.0.2.
    public let port: Int
    /// Its folder: `pages`, configuration, logs, certificates.
    public let folder: String
    /// Its certificates, where it speaks TLS.
    public let certificates: Certificates?
    private let running: Mutex<(server: ChildProcess, lifeline: Lifeline)?>

    /// Sets it up with lines for its `server` block and returns when it accepts connections. Without any it serves `pages`.
    public init(_ tls: TLS = .none, _ lines: [String] = []) throws {
        folder = NSTemporaryDirectory() + "/web-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/pages", withIntermediateDirectories: true)
        if case .none = tls { certificates = nil } else { certificates = try Certificates(in: folder) }
        for _ in 0..<20 {
            let port = Loopback.freePort()
            try Self.configuration(tls, lines, port, folder, certificates)
                .write(toFile: folder + "/nginx.conf", atomically: true, encoding: .utf8)
            if let server = try Self.attempt(folder, port) {
                self.port = port
                running = Mutex((server, try Lifeline(of: server)))
                return
            }
        }
        throw ChildProcess.Failure(
            "nginx did not start: \((try? String(contentsOfFile: folder + "/errors", encoding: .utf8)) ?? "")")
    }

    /// Sets it up without holding up the cooperative pool, one at a time.
    public static func launch(_ tls: TLS = .none, _ lines: [String] = []) async throws -> WebServer {
        try await withCheckedThrowingContinuation { continuation in
            launching.async { continuation.resume(with: Result { try WebServer(tls, lines) }) }
        }
    }

    private static let launching = DispatchQueue(label: "web.launch")

    deinit { stop() }

    /// One line for each request, when it has ended: protocol, connection number, method and target.
    public var log: [String] {
        let text = (try? String(contentsOfFile: folder + "/access", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    /// Ends it and removes its folder.
    public func stop() {
        running.withLock { running in
            guard let ended = running else { return }
            ended.lifeline.cut()
            ended.server.signal(SIGKILL)
            ended.server.wait()
            running = nil
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func attempt(_ folder: String, _ port: Int) throws -> ChildProcess? {
        let server = try ChildProcess(
            "/usr/sbin/nginx", ["-p", folder, "-e", folder + "/errors", "-c", folder + "/nginx.conf"], output: folder + "/output")
        for _ in 0..<5000 {
            if server.hasEnded() { return nil }
            if Loopback.accepts(port) { return server }
            usleep(1000)
        }
        server.signal(SIGKILL)
        server.wait()
        return nil
    }

    private static func configuration(
        _ tls: TLS, _ lines: [String], _ port: Int, _ folder: String, _ certificates: Certificates?
    ) -> String {
        var server = ["127.0.0.1", "127.0.0.2"].map { "listen \($0):\(port)\(certificates == nil ? "" : " ssl http2");" }
        if let certificates {
            server += ["ssl_certificate \(certificates.server);", "ssl_certificate_key \(certificates.serverKey);"]
            if case .mutual = tls {
                server += [
                    "ssl_client_certificate \(certificates.authority);", "ssl_verify_client on;",
                    "add_header X-Client $ssl_client_s_dn;",
                ]
            }
        }
        server += lines.isEmpty ? ["root \(folder)/pages;"] : lines
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder)/\($0);" }
        return """
            daemon off;
            master_process off;
            pid \(folder)/pid;
            events { worker_connections 1024; }
            http {
                log_format short '$server_protocol $connection $request_method $request_uri';
                access_log \(folder)/access short;
                default_type application/octet-stream;
                \(temporary.joined(separator: "\n    "))
                server {
                    \(server.joined(separator: "\n        "))
                }
            }

            """
    }
}
