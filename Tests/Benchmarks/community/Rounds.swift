import Alerts
import BenchmarkSupport
import Community
import Coverage
import Dissemination
import Engine
import Foundation
import Glibc
import Intake
import TestSupport

/// Rounds in which baseline.c and the service do the same by turns.
struct Rounds {
    let service: RunningService
    let baseline: Baseline
    let broker: Broker
    private var fanOutMark = Series(name: "fan-out: baseline.c")
    private var fanOut = Series(name: "fan-out: tocsin, journaled")
    private var intakeMark = Series(name: "intake: baseline.c with SQLite")
    private var intake = Series(name: "intake: tocsin, coverage updated")

    init(service: RunningService, baseline: Baseline, broker: Broker) {
        self.service = service
        self.baseline = baseline
        self.broker = broker
    }

    private var devices: [String] { service.community.roster.devices.map(\.device) }

    mutating func play(_ number: Int) async throws {
        let count = devices.count
        let fanOutArguments = ["fanout", String(count), String(try RunningService.commandBytes()), String(broker.port)]
        fanOutMark.runs.append(try baseline.start(fanOutArguments, broker.folder).measure(count))
        let incoming = service.community.alert(number, at: service.now)
        let alert = incoming.alert.id
        try await measure(count, into: \.fanOut) { try await $0.fanOut(incoming) }
        try await service.waitForDispatches(alert)

        service.passTime(.seconds(60))
        let theirs = try write(alert) { "baseline/device/\($0)/receipt" }
        let ours = try write(alert) { "\(service.topics.base)/device/\($0)/receipt" }
        let database = "\(broker.folder)/baseline-\(number).sqlite"
        let taking = try baseline.start(["intake", String(2 * count), String(broker.port), database], broker.folder)
        while !taking.hasSpoken { try await Task.sleep(for: .milliseconds(5)) }
        let feeding = try baseline.start(["replay", theirs, String(broker.port)], broker.folder)
        intakeMark.runs.append(try taking.measure(2 * count))
        feeding.process.wait()
        try await measure(2 * count, into: \.intake) { [baseline, broker] service in
            try await service.takeIn(2 * count) {
                try baseline.start(["replay", ours, String(broker.port)], broker.folder).process
            }
        }
        try expectCovered(alert)
    }

    private mutating func measure(
        _ count: Int, into series: WritableKeyPath<Rounds, Series>, _ body: (RunningService) async throws -> Duration
    ) async throws {
        let before = rusage.now().processorSeconds
        let time = try await body(service)
        let work = rusage.now().processorSeconds - before
        self[keyPath: series].runs.append(
            Measurement(perSecond: Double(count) / (time / .seconds(1)), microsecondsPerMessage: work * 1e6 / Double(count)))
    }

    /// Every device has the alert, then every device has played it: as lines of topic, tab and payload.
    private func write(_ alert: AlertID, topic: (String) -> String) throws -> String {
        let (now, early) = (stamp(service.now - .seconds(1)), stamp(service.now - .seconds(40)))
        var text = ""
        for device in devices {
            let delivery = service.community.delivery(alert, to: device)
            text += "\(topic(device))\t{\"v\":1,\"delivery\":\"\(delivery)\",\"stage\":\"delivered\",\"at\":\"\(now)\"}\n"
        }
        for device in devices {
            let delivery = service.community.delivery(alert, to: device)
            text += "\(topic(device))\t{\"v\":1,\"delivery\":\"\(delivery)\",\"stage\":\"presented\",\"at\":\"\(now)\","
            text += "\"startedAt\":\"\(early)\",\"endedAt\":\"\(now)\",\"plays\":3}\n"
        }
        let path = "\(broker.folder)/receipts-\(UUID().uuidString)"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    private func stamp(_ moment: Moment) -> String { Timestamp(moment: moment, offsetMinutes: 480).description }

    private func expectCovered(_ alert: AlertID) throws {
        let now = service.now
        let report = try service.writer.read { $0.coverage.alerts[alert]?.report(asOf: now) }
        guard let report, report.missing.households == 0, report.channels.first?.presented == devices.count else {
            throw ChildProcess.Failure("not everybody is covered: \(report.map { "\($0)" } ?? "no report")")
        }
    }

    func report() {
        fanOutMark.report(against: fanOutMark)
        fanOut.report(against: fanOutMark)
        intakeMark.report(against: intakeMark)
        intake.report(against: intakeMark)
    }
}
