import Alerts
import ArgumentParser
import Coverage
import Foundation
import Record
import Scoring
import Storage

/// `tocsin score`
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Assess item 4.7 and basic condition (二) of 国减发〔2020〕2号.",
        discussion: """
            It computes from the journal's lines, with the reasons, by the convention in force, which is printed with every result. What \
            cannot be known is not met, and without evidence there is no score. Without --from and --to, the 365 days up to today are assessed.

            EXAMPLES
              tocsin score
              tocsin score --from 2026-01-01 --to 2026-06-30 --json
            """)

    @Option(help: ArgumentHelp("The first day, such as 2026-01-01.", valueName: "day"), transform: ScoreCommand.day)
    var from: CivilDate?

    @Option(help: ArgumentHelp("The last day.", valueName: "day"), transform: ScoreCommand.day)
    var to: CivilDate?

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    @Sendable private static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else { throw ValidationError("\(text) is not a day that exists; write it as 2026-07-01") }
        return day
    }

    func validate() throws {
        if let from, let to, from > to { throw ValidationError("--from \(from) lies after --to \(to)") }
    }

    func run() throws {
        let (_, journal) = try configuration.openJournal()
        var replay = LedgerReplay(withScoring: true)
        _ = try replay.catchUp(with: journal)
        guard let ledger = replay.scoring else { return }
        let now = Surroundings.now()
        let last = to ?? now.stamped(in: ledger.zone).local.date
        let first = from ?? CivilDate(daysSinceEpoch: last.daysSinceEpoch - 364)
        let open = replay.coverage.order.compactMap { replay.coverage.alerts[$0]?.report(asOf: now) }
        let assessment = try ledger.assess(
            from: first, to: last, now: now, openAlerts: open, checkpoint: journal.latestCheckpoint()?.note)
        let output = Surroundings.current.output
        if json.isOn {
            output.write(try JSONOutput.line(assessment, zone: ledger.zone))
        } else {
            output.lines(ScoreView.lines(AssessmentText(assessment), style: output.style))
        }
    }
}

/// An assessment as lines for a terminal.
enum ScoreView {
    static func lines(_ text: AssessmentText, style: Style) -> [String] {
        text.lines.map { line in
            let mark: Text =
                switch line.verdict {
                case .met?: Text("✓ ", .good)
                case .unmet?: Text("✗ ", .bad)
                case .insufficient?: Text("? ", .poor)
                case nil: Text("  ")
                }
            let label = Text(line.label, line.level == 0 ? .strong : .plain)
            return String(repeating: "  ", count: line.level) + style.paint(mark) + style.paint(label) + "  "
                + style.paint(Text(line.value))
        }
    }
}
