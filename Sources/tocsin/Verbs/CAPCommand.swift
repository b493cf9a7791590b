import Alerts
import ArgumentParser

/// `tocsin cap`: CAP messages as files.
struct CAPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cap", abstract: "Check CAP 1.2 messages.", subcommands: [CAPValidateCommand.self])
}

/// `tocsin cap validate FILE…`
struct CAPValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check CAP 1.2 messages by the schema and the rules of the specification.",
        discussion: """
            One line a finding: FILE: error|warning: RULE: text. An error is what schema or specification forbid, a warning what is only \
            unwise. The exit status is 1 if there is any error. The service itself reads more leniently than this.

            EXAMPLES
              tocsin cap validate alert.xml
              curl -s https://example.org/alert.cap | tocsin cap validate -
            """)

    @Argument(help: ArgumentHelp("Files with CAP in XML or JSON, or in EDXL-DE; - is standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var json: JSONOption

    /// A finding as it stands in the JSON form.
    private struct Row: Encodable {
        var file: String
        var level: Finding.Level
        var rule: String
        var text: String
        var path: String
        var line: Int?
    }

    func run() throws {
        let output = Surroundings.current.output
        var rows: [Row] = []
        for file in files {
            rows += findings(file).map {
                Row(file: file, level: $0.level, rule: $0.rule, text: $0.text, path: $0.path, line: $0.line)
            }
        }
        if json.isOn {
            output.write(try JSONOutput.line(rows))
        } else {
            output.lines(rows.map { TextWidth.harmless("\($0.file): \($0.level.rawValue): \($0.rule): \($0.text)") })
        }
        if rows.contains(where: { $0.level == .error }) { throw ExitCode.failure }
    }

    private func findings(_ file: String) -> [Finding] {
        do throws(CommandFailure) {
            return CAPValidator.findings(try InputFile.read(file))
        } catch {
            return [Finding(.error, rule: "file", message: error.description)]
        }
    }
}
