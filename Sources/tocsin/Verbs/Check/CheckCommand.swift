import ArgumentParser
import Foundation

/// `tocsin check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check configuration, register, rules, broker, key and data folder; change nothing.",
        discussion: """
            One line a finding: FILE:LINE:COLUMN: error|warning: text. The exit status is 1 if there is any error: the service would not \
            start, or would not do what it is for.

            EXAMPLE
              tocsin check --config /etc/tocsin/tocsin.yaml
            """)

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func run() async throws {
        let surroundings = Surroundings.current
        let findings = await ServiceCheck(file: configuration.file, environment: surroundings.environment).findings()
        let errors = findings.count { $0.severity == .error }
        if json.isOn {
            surroundings.output.write(try JSONOutput.line(findings))
        } else {
            for finding in findings { surroundings.output.line(TextWidth.harmless(finding.description)) }
            let warnings = findings.count - errors
            let style = surroundings.output.style
            let verdict = errors > 0 ? Text("不可用 not ready", .bad) : Text("可用 ready", .good)
            surroundings.output.line("\(style.paint(verdict)): \(errors) errors, \(warnings) warnings")
        }
        if errors > 0 { throw ExitCode.failure }
    }
}
