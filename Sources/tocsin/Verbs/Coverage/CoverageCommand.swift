import Alerts
import ArgumentParser
import Coverage
import Foundation
import Record
import Storage

/// `tocsin coverage`
struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Show coverage now: rates, by channel, by grid, and who is not covered and why.",
        discussion: """
            Without ALERT, every alert whose figures still move is shown; a closed one is shown by its id with its final figures. It reads \
            the journal beside a running service and computes from the same lines.

            With --json, one JSON object a line for each alert. With --watch, the picture follows the journal until Ctrl-C; where standard \
            output is no terminal, a line is written for each change.

            EXAMPLES
              tocsin coverage
              tocsin coverage 9f86 --watch
              tocsin coverage 9f86d081884c7d65 --json
            """)

    @Argument(help: ArgumentHelp("An alert's id, or the beginning of it.", valueName: "alert"))
    var alert: String?

    @Flag(help: "Follow the journal until Ctrl-C.")
    var watch = false

    @Flag(help: "List the households that are not covered, by building. Only for the person on duty.")
    var households = false

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func run() async throws {
        let (_, journal) = try configuration.openJournal()
        var replay = LedgerReplay()
        _ = try replay.catchUp(with: journal)
        let surroundings = Surroundings.current
        if watch {
            try await follow(journal, &replay, surroundings)
        } else {
            try show(replay, journal, surroundings)
        }
    }

    /// The alerts asked for, the newest last.
    private func chosen(_ replay: LedgerReplay) throws -> [AlertAccepted] {
        if let alert { return [try replay.alert(alert)] }
        return replay.coverage.order.compactMap { replay.coverage.alerts[$0]?.accepted }
    }

    private func report(_ accepted: AlertAccepted, _ replay: LedgerReplay, now: Moment) throws -> CoverageReport {
        if let coverage = replay.coverage.alerts[accepted.alert] { return coverage.report(asOf: now) }
        guard let final = replay.finals[accepted.alert] else {
            throw CommandFailure("alert \(accepted.alert) was closed without final figures; run `tocsin journal verify`")
        }
        return try final.decoded(CoverageReport.self)
    }

    private func show(_ replay: LedgerReplay, _ journal: any JournalReader, _ surroundings: Surroundings) throws {
        let now = Surroundings.now()
        let alerts = try chosen(replay)
        if json.isOn {
            for accepted in alerts {
                surroundings.output.write(try JSONOutput.line(report(accepted, replay, now: now), zone: replay.coverage.zone))
            }
        } else if alerts.isEmpty {
            surroundings.errors.line("no alert is open; `tocsin journal show --type alert.accepted` lists those that were")
        } else {
            for (index, accepted) in alerts.enumerated() {
                if index > 0 { surroundings.output.line() }
                surroundings.output.lines(try view(accepted, replay, now, surroundings.output).lines)
                try listHouseholds(accepted, replay, journal, surroundings)
            }
        }
    }

    private func view(_ accepted: AlertAccepted, _ replay: LedgerReplay, _ now: Moment, _ screen: Screen) throws -> CoverageView {
        let largest = replay.coverage.policy?.evidence.largestUnit ?? 8
        return CoverageView(
            report: try report(accepted, replay, now: now), accepted: accepted,
            missing: replay.coverage.alerts[accepted.alert].map { MissingHouseholds($0, largestUnit: largest) },
            zone: replay.coverage.zone, style: screen.style, columns: screen.columns)
    }

    private func listHouseholds(
        _ accepted: AlertAccepted, _ replay: LedgerReplay, _ journal: any JournalReader, _ surroundings: Surroundings
    ) throws {
        guard households, let coverage = replay.coverage.alerts[accepted.alert] else { return }
        guard surroundings.output.isTerminal else {
            throw CommandFailure(
                "--households names homes, so it writes to a terminal only; run it without a pipe or a redirection")
        }
        let missing = MissingHouseholds(coverage, largestUnit: replay.coverage.policy?.evidence.largestUnit ?? 8)
        surroundings.output.lines(try HouseholdList.lines(missing, version: accepted.register, journal: journal))
    }

    /// Draws the picture again whenever the journal grew, and every second for the clock.
    private func follow(_ journal: any JournalReader, _ replay: inout LedgerReplay, _ surroundings: Surroundings) async throws {
        var view = LiveView(surroundings.output)
        var told: [AlertID: CoverageChange] = [:]
        while true {
            let now = Surroundings.now()
            let alerts = try chosen(replay)
            if surroundings.output.isTerminal, !json.isOn {
                view.draw(try picture(alerts, replay, now, surroundings.output))
            } else {
                for accepted in alerts {
                    let report = try report(accepted, replay, now: now)
                    guard told.updateValue(CoverageChange(report), forKey: accepted.alert) != CoverageChange(report) else {
                        continue
                    }
                    try write(report, replay, surroundings.output)
                }
            }
            try await Task.sleep(for: .milliseconds(surroundings.output.isTerminal ? 500 : 200))
            _ = try replay.catchUp(with: journal)
        }
    }

    /// The newest alerts first, as fully as the terminal has room for.
    private func picture(_ alerts: [AlertAccepted], _ replay: LedgerReplay, _ now: Moment, _ screen: Screen) throws -> [String] {
        guard !alerts.isEmpty else { return ["没有进行中的预警 no alert is open"] }
        let views = try alerts.suffix(3).reversed().map { try view($0, replay, now, screen) }
        let whole = Array(views.map { $0.lines + [""] }.joined())
        return whole.count < screen.rows ? whole : Array(views.map { $0.shortLines + [""] }.joined())
    }

    private func write(_ report: CoverageReport, _ replay: LedgerReplay, _ output: Screen) throws {
        guard !json.isOn else {
            output.write(try JSONOutput.line(report, zone: replay.coverage.zone))
            return
        }
        let clock = Figures.clock(report.asOf.stamped(in: replay.coverage.zone))
        let verdict = report.withinDeadline.map { $0 ? "  按时 within the deadlines" : "  逾期 not within the deadlines" } ?? ""
        output.line("\(clock)  \(report.alert)  \(Figures.rate(report))\(verdict)")
    }
}

/// What makes a change worth a line.
private struct CoverageChange: Equatable {
    private let covered: CoverageReport.Counts
    private let unknown: CoverageReport.Homes
    private let verdict: Bool?
    private let ended: String?

    init(_ report: CoverageReport) {
        covered = report.covered
        unknown = report.unknown
        verdict = report.withinDeadline
        ended = report.ended
    }
}
