import Alerts
import ArgumentParser

/// `tocsin alert`: compose and send, approve, reject.
struct AlertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "Compose and send an alert; approve or reject one that waits.",
        discussion: """
            `tocsin alert --event …` composes; its options stand under `tocsin help alert compose`.

            EXAMPLES
              tocsin alert --event 暴雨 --colour red --expires 6h \\
                --headline 暴雨红色预警 --text 3小时降雨量将达100毫米以上
              tocsin alert approve 9f86d081884c7d65 --by zhang
            """,
        subcommands: [AlertComposeCommand.self, AlertApproveCommand.self, AlertRejectCommand.self],
        defaultSubcommand: AlertComposeCommand.self)
}

/// An alert id on the command line.
struct AlertIDArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The alert's id, 16 hexadecimal digits.", valueName: "alert"),
        transform: { text in
            guard let id = AlertID(text) else { throw ValidationError("\(text) is not an alert id of 16 hexadecimal digits") }
            return id
        })
    var alert: AlertID
}

/// Who decides, on the command line.
struct StaffOption: ParsableArguments {
    @Option(name: .customLong("by"), help: ArgumentHelp("Who decides: a staff identifier of the register.", valueName: "staff"))
    var staff: String?

    func validate() throws {
        if let staff, !Identifier.isValid(staff) { throw ValidationError("--by must have the form \(Identifier.form)") }
    }
}

/// `tocsin alert approve`
struct AlertApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Let an alert that waits for the duty officer go out.")

    @OptionGroup var id: AlertIDArgument
    @OptionGroup var by: StaffOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func run() async throws { try await ServiceRequest.send(.approve(alert: id.alert, by: by.staff), configuration, json) }
}

/// `tocsin alert reject`
struct AlertRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Keep an alert that waits for the duty officer back for good.")

    @OptionGroup var id: AlertIDArgument
    @OptionGroup var by: StaffOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func run() async throws { try await ServiceRequest.send(.reject(alert: id.alert, by: by.staff), configuration, json) }
}
