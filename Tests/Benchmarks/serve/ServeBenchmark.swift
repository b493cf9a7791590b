import BenchmarkSupport
import Foundation
import Glibc
import TestSupport
import Wire

/// The service as it is shipped, with the register of the demo: the memory that it takes while nothing happens, and the time from an
/// alert's publish to the first command for a device.
///
///     swift build -c release --product tocsin
///     swift run -c release bench-serve [ALERTS]
@main struct ServeBenchmark {
    static func main() async throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100
        let broker = try Broker(.init(lines: ["log_type none"]))
        defer { broker.stop() }
        let service = try await ServiceProcess(broker)
        defer { service.stop() }
        try await Task.sleep(for: .seconds(3))
        report(memory: service.residentMegabytes, "idle, demo community")

        let probe = try await AlertProbe(port: broker.port)
        var times = Times()
        for number in 0..<count {
            times.add(try await probe.send(number))
            // The service does some things every 100 ms; alerts come at any time in between.
            try await Task.sleep(for: .milliseconds(150 + number * 37 % 100))
        }
        await probe.stop()
        times.report("alert published to first command received", below: .milliseconds(10))
        report(memory: service.residentMegabytes, "with \(count) alerts open")
    }

    private static func report(memory: Double, _ state: String) {
        let share = String(format: "%.2f", memory / 80)
        print("resident memory, \(state): \(String(format: "%.1f", memory)) MB, \(share) of the 80 MB allowed")
    }
}
