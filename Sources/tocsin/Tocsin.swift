import ArgumentParser

/// The program: a service that makes sure a warning reaches everyone, and the commands to run, ask and check it.
@main
struct Tocsin: AsyncParsableCommand {
    /// The version of the program.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "tocsin",
        abstract: "Makes sure a disaster warning reaches every resident of a community, and proves it.",
        discussion: """
            一座社区的预警“最后一公里”：接收预警、播发、收回执、算覆盖率、记账留痕、给 4.7 项打分。

            Commands that read work beside a running service. Commands that change something go to it through a socket in its data \
            folder, or do it themselves when no service runs.

            Exit status: 0 done; 1 it failed, and standard error says what and what to do; 64 wrong usage.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Service",
                subcommands: [
                    ServeCommand.self, CheckCommand.self, RegisterCommand.self, GatewaysCommand.self, UserCommand.self,
                ]),
            CommandGroup(
                name: "Alerts",
                subcommands: [AlertCommand.self, SendCommand.self, DoorCommand.self, DrillCommand.self, CAPCommand.self]),
            CommandGroup(name: "Evidence", subcommands: [CoverageCommand.self, ScoreCommand.self, JournalCommand.self]),
        ])
}
