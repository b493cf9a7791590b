import Alerts
import BenchmarkSupport
import Foundation
import Simulation
import TestSupport

/// The bare libcurl loop with a message for every phone, made beforehand.
struct BaselineLoad: Sendable {
    let baseline: Baseline
    let phones: Int
    /// Where the reports on its messages go.
    let listener: WebServer

    /// Sends one message to each phone; returns when the far end has taken all of them and has reported on all.
    func play(
        _ parallel: Int, _ expected: String, _ run: GatewayRun, line: (MobileNumber) -> String
    ) async throws -> BenchmarkSupport.Measurement {
        let start = Moment.wallClock()
        let file = listener.folder + "/load"
        let numbers = (1...phones).compactMap { MobileNumber(String(19_900_000_000 + $0)) }
        try (numbers.map(line).joined(separator: "\n") + "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let running = try baseline.start([String(parallel), expected, file], listener.folder)
        // Waiting for its end would hold up a thread that the gateway needs.
        try await eventually("the loop has sent all", within: 120) { running.hasSpoken }
        let work = try running.measure(phones).microsecondsPerMessage
        try await eventually("its messages are reported on", within: 120) {
            try await Task.sleep(for: .milliseconds(500))
            return run.messages(since: start).count { $0.end == .delivered } >= phones
        }
        return .init(perSecond: run.rate(since: start), microsecondsPerMessage: work)
    }
}
