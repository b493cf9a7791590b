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
        let rules = try Rules.read(configuration)
        var logger = Logger(label: "tocsin") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel
        try await Assembly.serve(configuration, rules: rules, logger: logger)
    }
}
