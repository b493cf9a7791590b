import Alerts
public import ArgumentParser
import Coverage
import Foundation
public import Logging
import Scoring

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// `tocsin serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the service and its console.",
        discussion: """
            It connects to the broker, takes in alerts, sends commands to devices and keeps the journal, until it gets SIGTERM or SIGINT. \
            `tocsin check` says beforehand what is wrong. The log goes to standard error.

            EXAMPLE
              tocsin serve --config /etc/tocsin/tocsin.yaml
            """)

    @OptionGroup var configuration: ConfigurationOption

    @Option(help: "How much is logged.")
    var logLevel = Logger.Level.info

    func run() async throws {
        let configuration = try configuration.load()
        let rules = try rules(configuration)
        var logger = Logger(label: "tocsin") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel
        try await Assembly.serve(configuration, rules: rules, logger: logger)
    }

    /// The rules of all files, or everything that is wrong in any of them.
    private func rules(_ configuration: ServiceConfiguration) throws(ConfigurationError) -> Rules {
        let policy = Policy.read(configuration.policy)
        let scoring = ScoringConvention.read(configuration.scoring)
        let hazards = HazardTable.read(configuration.hazards)
        guard let policyValue = policy.value, let scoringValue = scoring.value, let hazardsValue = hazards.value else {
            throw ConfigurationError(findings: policy.findings + scoring.findings + hazards.findings)
        }
        return Rules(policy: policyValue, scoring: scoringValue, hazards: hazardsValue)
    }
}
