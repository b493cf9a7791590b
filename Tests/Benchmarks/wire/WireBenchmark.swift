import Foundation
import TestSupport
import Wire

/// Measures MQTTSession against baseline.c on one broker, in turns:
///
///     swift run -c release bench-wire [COUNT] [ROUNDS]
@main struct WireBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = arguments.first ?? 50_000
        let rounds = arguments.dropFirst().first ?? 3
        let broker = try Broker(.init(lines: ["log_type none"]))
        defer { broker.stop() }
        let baseline = try Baseline(in: broker.folder)
        let port = String(broker.port)

        print("fan-out, \(count) messages of 400 bytes, QoS 1, each to its own topic")
        var mark: [Double] = []
        var ours: [String: [Double]] = [:]
        let variants: [(String, MQTTProtocolVersion, Int)] = [
            ("MQTT 3.1.1, window 1000", .v311, 1000), ("MQTT 5 with expiry, window 1000", .v5, 1000),
            ("MQTT 5 with expiry, window 200", .v5, 200),
        ]
        for _ in 0..<rounds {
            mark.append(try baseline.rate(["fanout", String(count), "400", port], broker.folder))
            for (name, version, window) in variants {
                let rate = try await Load.rate(port: broker.port, count: count, bytes: 400, window: window, version: version)
                ours[name, default: []].append(rate)
            }
        }
        report("baseline.c", mark, against: mark)
        for (name, _, _) in variants { report(name, ours[name] ?? [], against: mark) }

        print("intake, \(count) messages of 180 bytes, QoS 1, fed by baseline.c")
        mark = []
        ours = [:]
        for _ in 0..<rounds {
            let intake = try baseline.start(["intake", String(count), port], broker.folder)
            while !intake.hasSpoken { try await Task.sleep(for: .milliseconds(5)) }
            let feed = try baseline.start(["feed", String(count), "180", port], broker.folder)
            intake.process.wait()
            feed.process.wait()
            mark.append(try intake.rate())
            for (version, maximum) in [(MQTTProtocolVersion.v311, 1000), (.v5, 1000), (.v5, 200), (.v5, 100), (.v5, 5000)] {
                let measured = try await Sink.rate(port: broker.port, count: count, version: version, receiveMaximum: maximum) {
                    try baseline.start(["feed", String(count), "180", port], broker.folder)
                }
                ours["\(version.rawValue), receive maximum \(maximum), \(measured.bursts) bursts", default: []].append(measured.rate)
            }
        }
        report("baseline.c", mark, against: mark)
        for (name, rates) in ours.sorted(by: { $0.key < $1.key }) { report(name, rates, against: mark) }
    }

    static func report(_ name: String, _ rates: [Double], against mark: [Double]) {
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        let ratio = median(rates) / median(mark)
        print("  \(name): \(Int(median(rates))) per second, \(String(format: "%.2f", ratio)) of baseline.c  \(rates.map { Int($0) })")
    }
}
