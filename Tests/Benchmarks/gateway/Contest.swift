import Alerts
import BenchmarkSupport
import Foundation
import Simulation
import TestSupport

/// Rounds in which a bare libcurl loop and the service give the same gateway as many messages, by turns. How fast each was is what the
/// simulator's account says: from the first message that the far end took to the last.
struct Contest {
    let name: String
    let town: Town
    let run: GatewayRun
    /// Sends the baseline's messages, with this text.
    let playBaseline: @Sendable (_ text: String) async throws -> BenchmarkSupport.Measurement
    private var mark = Series(name: "baseline-gateway.c")
    private var ours = Series(name: "tocsin, journaled")
    private var reports: [Double] = []
    private var memory: [Double] = []

    init(
        _ name: String, _ town: Town, _ run: GatewayRun,
        baseline: @escaping @Sendable (_ text: String) async throws -> BenchmarkSupport.Measurement
    ) {
        (self.name, self.town, self.run, playBaseline) = (name, town, run, baseline)
    }

    mutating func play(rounds: Int) async throws {
        memory.append(town.residentMegabytes)
        // The first is not counted: caches are cold, and it says what the baseline has to send.
        let text = try await playOurs(0, isCounted: false)
        for number in 1...rounds {
            mark.runs.append(try await playBaseline(text))
            _ = try await playOurs(number, isCounted: true)
        }
        report()
    }

    /// Sends a warning and waits until everybody has it by the journal; gives the text that the phones got.
    private mutating func playOurs(_ number: Int, isCounted: Bool) async throws -> String {
        try town.journal.begin()
        let (start, work) = (Moment.wallClock(), town.processorSeconds)
        let alert = try await town.warn(number)
        var progress = JournalProgress.Round()
        try await eventually("every report is in the journal", within: 180, standing: { "\(progress)" }) {
            try await Task.sleep(for: .milliseconds(200))
            progress = try town.journal.catchUp()
            return progress.delivered >= town.phones
        }
        try await town.expectCovered(alert)
        if isCounted {
            let used = (town.processorSeconds - work) * 1e6 / Double(town.phones)
            ours.runs.append(.init(perSecond: run.rate(since: start), microsecondsPerMessage: used))
            reports.append(progress.perSecond)
        }
        memory.append(town.residentMegabytes)
        return run.messages(since: start).lazy.compactMap(\.text).first ?? ""
    }

    private func report() {
        print("\(town.phones) phones, \(name)")
        mark.report(against: mark, of: "baseline-gateway.c")
        ours.report(against: mark, of: "baseline-gateway.c")
        let median = reports.sorted()[reports.count / 2]
        let share = String(format: "%.2f of the 2,000 wanted", median / 2000)
        print("  reports taken, coverage right                \(String(format: "%7.0f/s", median))  \(share)")
        let sizes = memory.map { String(format: "%.1f", $0) }.joined(separator: ", ")
        print("  resident memory of the service, before and after each alert of which all stay open: \(sizes) MB")
    }
}

extension GatewayRun {
    /// The messages that were taken since a moment.
    func messages(since start: Moment) -> [MessageAccount] {
        account.phones.flatMap { phone in phone.messages.filter { $0.takenAt >= start } }
    }

    /// Messages a second, from the first that was taken since a moment to the last.
    func rate(since start: Moment) -> Double {
        let times = messages(since: start).map(\.takenAt)
        guard let first = times.min(), let last = times.max(), last > first else { return 0 }
        return Double(times.count - 1) * 1000 / Double((last - first).milliseconds)
    }
}
