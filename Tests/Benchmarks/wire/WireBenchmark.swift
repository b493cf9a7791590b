import BenchmarkSupport
import Foundation
import TestSupport
import Wire

/// Measures MQTTSession against baseline.c on one broker, in turns:
///
///     swift run -c release bench-wire [COUNT] [ROUNDS] [fanout|intake]
@main struct WireBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = arguments.first ?? 50_000
        let rounds = arguments.dropFirst().first ?? 3
        let broker = try Broker(.init(lines: ["log_type none"]))
        defer { broker.stop() }
        let baseline = try Baseline(in: broker.folder)

        let part = CommandLine.arguments.last
        if part != "intake" { try await fanOut(broker, baseline, count, rounds) }
        if part != "fanout" { try await intake(broker, baseline, count, rounds) }
    }

    static func fanOut(_ broker: Broker, _ baseline: Baseline, _ count: Int, _ rounds: Int) async throws {
        print("fan-out, \(count) messages of 400 bytes, QoS 1, each to its own topic")
        let variants: [(version: MQTTProtocolVersion, window: Int)] = [
            (.v311, 1000), (.v5, 1000), (.v5, 500), (.v5, 200), (.v5, 100),
        ]
        var mark = Series(name: "baseline.c, window 1000")
        var ours = variants.map { Series(name: "\($0.version.rawValue), window \($0.window)") }
        for _ in 0..<rounds {
            mark.runs.append(
                try baseline.start(["fanout", String(count), "400", String(broker.port)], broker.folder).measure(count))
            for (index, it) in variants.enumerated() {
                let run = try await Load.run(port: broker.port, count: count, bytes: 400, window: it.window, version: it.version)
                ours[index].runs.append(run)
            }
        }
        for series in [mark] + ours { series.report(against: mark) }
    }

    static func intake(_ broker: Broker, _ baseline: Baseline, _ count: Int, _ rounds: Int) async throws {
        print("intake, \(count) messages of 180 bytes, QoS 1, fed by baseline.c")
        let variants: [(version: MQTTProtocolVersion, maximum: Int)] = [(.v311, 1000), (.v5, 1000), (.v5, 200), (.v5, 5000)]
        let feeding = ["feed", String(count), "180", String(broker.port)]
        var mark = Series(name: "baseline.c")
        var ours = variants.map { Series(name: "\($0.version.rawValue), receive maximum \($0.maximum)") }
        for _ in 0..<rounds {
            let intake = try baseline.start(["intake", String(count), String(broker.port)], broker.folder)
            while !intake.hasSpoken { try await Task.sleep(for: .milliseconds(5)) }
            let feed = try baseline.start(feeding, broker.folder)
            mark.runs.append(try intake.measure(count))
            feed.process.wait()
            for (index, it) in variants.enumerated() {
                let run = try await Sink.run(
                    port: broker.port, count: count, version: it.version, receiveMaximum: it.maximum
                ) { try baseline.start(feeding, broker.folder) }
                ours[index].runs.append(run)
            }
        }
        for series in [mark] + ours { series.report(against: mark) }
    }
}
