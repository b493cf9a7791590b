import Alerts
import ArgumentParser
import Community
import Foundation

/// `tocsin register`
struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "The community's register of households, people, places and devices.",
        subcommands: [RegisterImportCommand.self])
}

/// `tocsin register import`
struct RegisterImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Validate a register folder and adopt it as a new version; all or nothing.",
        discussion: """
            One line a finding: FILE:LINE:COLUMN: error|warning: text. One error keeps the old version in force. The running service adopts \
            it; where none runs, this command does.

            EXAMPLES
              tocsin register import Config/community --dry-run
              tocsin register import Config/community
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "dir"), completion: .directory)
    var folder: String

    @Flag(help: "Only say what would be found; adopt nothing.")
    var dryRun = false

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func run() async throws {
        let surroundings = Surroundings.current
        guard !dryRun else {
            // A folder can be tried where there is no configuration yet; then nothing says whose it has to be.
            let community = try? configuration.load().community
            return try ServiceRequest.show(try RegisterTrial.run(folder, community: community), json, surroundings)
        }
        let configuration = try configuration.load()
        let path = URL(fileURLWithPath: folder).standardizedFileURL.path
        let answer: ControlAnswer
        do {
            answer = try await ServiceRequest.answer(.importRegister(directory: path), configuration)
        } catch ControlError.noService {
            answer = try await Assembly.adoption(configuration: configuration).adopt(directory: path)
        }
        try ServiceRequest.show(answer, json, surroundings)
    }
}

/// Adopts a register version, all or nothing: the running service does it for a command, or the command for itself.
protocol Adoption: Sendable {
    /// Reads the register in a folder (an absolute path), and puts it in force if it has no error.
    ///
    /// - Returns: what was adopted, or why not, with all findings; their places name files as `DIR/file`.
    /// - Throws: where the journal cannot be opened or written.
    func adopt(directory: String) async throws -> ControlAnswer
}

/// Reading a register without adopting it.
enum RegisterTrial {
    /// What adopting it would find.
    static func run(_ folder: String, community: String?) throws -> ControlAnswer {
        let reading = try read(folder, community: community)
        let findings = findings(reading, folder: folder)
        guard let register = reading.register else {
            return .refused("\(folder) has errors; mend them and try again", findings: findings)
        }
        return .done("\(register); nothing was adopted", findings: findings)
    }

    /// Reads a folder as of today.
    static func read(_ folder: String, community: String? = nil) throws -> RegisterReading {
        let files = try RegisterFiles(directory: URL(fileURLWithPath: folder))
        let today = Surroundings.now().stamped(in: .current).local.date
        return Register.read(files, today: today, previous: nil, community: community)
    }

    /// Findings with the folder in front of their files.
    static func findings(_ reading: RegisterReading, folder: String) -> [PlacedFinding] {
        reading.findings.map { PlacedFinding($0, folder: folder) }
    }
}
