import ArgumentParser
import Foundation
import Storage

/// `--config FILE`, shared by all commands that need the configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration file.", valueName: "file"), completion: .file())
    var file = ServiceConfiguration.defaultFile

    /// The configuration, or everything that is wrong in it. Warnings are for `tocsin check`.
    func load() throws -> ServiceConfiguration {
        try ServiceConfiguration.read(file, environment: ProcessInfo.processInfo.environment).get()
    }

    /// The configuration and its journal, to read beside a running service.
    func openJournal() throws -> (configuration: ServiceConfiguration, journal: SQLiteJournalReader) {
        let configuration = try load()
        return (configuration, try SQLiteJournalReader(folder: configuration.data))
    }
}

/// `--json`, shared by all commands that read.
struct JSONOption: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print JSON instead of text for people.")
    var isOn = false
}

/// Why a command failed: what, and what to do. It goes to standard error, and the exit status is 1.
struct CommandFailure: Error, Hashable, Sendable, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
