import ArgumentParser

/// `tocsin journal`: the record of everything.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Export, verify and read the journal, the record that evaluators check.",
        subcommands: [
            JournalExportCommand.self, JournalVerifyCommand.self, JournalShowCommand.self, JournalCheckpointCommand.self,
            JournalKeyCommand.self,
        ])
}
