import Alerts
import ArgumentParser
import Foundation

/// `tocsin drill`
struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill", abstract: "Declare drills, during which Exercise alerts go to residents.",
        subcommands: [DrillDeclareCommand.self])
}

/// `tocsin drill declare`
struct DrillDeclareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "declare",
        abstract: "Declare a drill.",
        discussion: """
            During it, alerts of status Exercise go the way of real ones, every text beginning and ending with 这是演练. A full drill \
            reaches every household and counts for the assessment, which asks for one in each half-year.

            Times: \(TimeText.form).

            EXAMPLE
              tocsin drill declare --name 2026-summer --full --by zhang \\
                --from 2026-06-12T09:00 --to 2026-06-12T12:00
            """)

    @Option(help: ArgumentHelp("The drill's name; the note of its Exercise alerts.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("From when.", valueName: "time"))
    var from: String

    @Option(help: ArgumentHelp("Until when.", valueName: "time"))
    var to: String

    @Flag(help: "It goes to every household.")
    var full = false

    @Option(help: ArgumentHelp("Who declares it: a staff identifier of the register.", valueName: "staff"))
    var by: String

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func validate() throws {
        guard !name.isEmpty, name.utf8.count <= 64 else { throw ValidationError("--name must have 1 to 64 bytes") }
        guard Identifier.isValid(by) else { throw ValidationError("--by must have the form \(Identifier.form)") }
        let (start, end) = try times()
        guard start < end else { throw ValidationError("--from lies after --to") }
    }

    private func times() throws -> (Moment, Moment) {
        let now = Surroundings.now()
        guard let start = TimeText.read(from, now: now, zone: .current) else {
            throw ValidationError("--from is not a time: \(TimeText.form)")
        }
        guard let end = TimeText.read(to, now: now, zone: .current) else {
            throw ValidationError("--to is not a time: \(TimeText.form)")
        }
        return (start.moment, end.moment)
    }

    func run() async throws {
        let (start, end) = try times()
        try await ServiceRequest.send(
            .declareDrill(DrillRequest(name: name, full: full, from: start, to: end, by: by)), configuration, json)
    }
}
