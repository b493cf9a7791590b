import Alerts
import BenchmarkSupport
import Community
import Coverage
import Foundation
import Glibc
import Intake
import TestSupport

/// One alert to every device of a large community, and every device's receipts, against baseline.c on the same broker and disk:
///
///     swift run -c release bench-community [DEVICES] [ROUNDS]
///
/// Both sides publish to a broker where somebody is subscribed to all commands, and take the same receipts from the same publisher.
@main struct CommunityBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let devices = arguments.first ?? 10_000
        let rounds = arguments.dropFirst().first ?? 5
        let broker = try Broker(.init(lines: ["log_type none"]))
        defer { broker.stop() }
        let baseline = try Baseline(in: broker.folder)
        let community = try BenchmarkCommunity(households: devices * 30, loudspeakers: devices, reach: 60)
        let service = try RunningService(community, port: broker.port, folder: broker.folder + "/journal")
        try await service.start()
        let listener = try listen(broker, service)
        defer { listener.end() }

        var run = Rounds(service: service, baseline: baseline, broker: broker)
        for number in 0..<rounds { try await run.play(number) }
        run.report()
        await service.stop()
    }

    /// Somebody who is subscribed to everything that is sent to devices.
    private static func listen(_ broker: Broker, _ service: RunningService) throws -> Listener {
        let filters = ["baseline/device/+/command", service.topics.command("+")].flatMap { ["-t", $0] }
        let process = try ChildProcess(
            "/usr/bin/mosquitto_sub", ["-h", "127.0.0.1", "-p", String(broker.port), "-q", "0", "-F", ""] + filters)
        usleep(300_000)
        return Listener(process: process)
    }

    private struct Listener {
        let process: ChildProcess

        func end() {
            process.signal(SIGTERM)
            process.wait()
        }
    }
}
