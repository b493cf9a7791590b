import BenchmarkSupport
import Foundation
import Glibc
import TestSupport
import Wire

/// Measures HTTPTransfer against baseline-http.c, a bare libcurl multi loop, on one nginx, in turns. The floor is 0.8 of its rate.
///
///     swift run -c release bench-http [COUNT] [ROUNDS] [PARALLEL]
@main struct HTTPBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = arguments.first ?? 50_000
        let rounds = arguments.dropFirst().first ?? 5
        let parallel = arguments.dropFirst(2).first ?? 64
        // Connections that end after 1,000 requests would make both measure nginx.
        let server = try WebServer(
            .none,
            ["access_log off;", "keepalive_requests 100000000;", "location / { return 200 \"0: Accepted for delivery\"; }"])
        defer { server.stop() }
        let baseline = try Baseline(in: server.folder, source: "baseline-http.c", libraries: ["curl"])
        let url = "http://127.0.0.1:\(server.port)/send"
        let load = Load(url: url, count: count, parallel: parallel, bytes: 300)

        print("\(count) POST requests of \(load.bytes) bytes, \(parallel) at a time")
        var mark = Series(name: "baseline-http.c")
        var senders = Series(name: "\(parallel) senders, one request after another")
        var burst = Series(name: "all handed in at once")
        for _ in 0..<rounds {
            mark.runs.append(
                try baseline.start([String(count), String(parallel), String(load.bytes), url], server.folder).measure(count))
            senders.runs.append(try await load.measure { transfer in try await load.bySenders(transfer) })
            burst.runs.append(try await load.measure { transfer in try await load.atOnce(transfer) })
        }
        for series in [mark, senders, burst] { series.report(against: mark, of: "baseline-http.c") }
    }
}
