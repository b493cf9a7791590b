import Alerts
import ArgumentParser

/// `tocsin send`
struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Hand a CAP file to the running service through the broker, and print its alert id.",
        discussion: """
            The bytes go out as they are. The service reads leniently; `tocsin cap validate` says beforehand what is wrong. Sending the \
            same file again does no harm.

            EXAMPLES
              tocsin send alert.xml
              tocsin send --source county --wait alert.xml
            """)

    @Argument(
        help: ArgumentHelp(
            "A file with CAP in XML or JSON, EDXL-DE or the XML of the 12379 system; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup var source: SourceOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func run() async throws {
        let configuration = try configuration.load()
        let bytes = try InputFile.read(file)
        let received: [ReceivedAlert]
        do throws(AlertRefusal) { received = try AlertDocument.read(bytes) } catch {
            throw CommandFailure("\(file) is nothing that the service would take: \(error)")
        }
        let dispatch = AlertDispatch(
            configuration: configuration, source: try source.name(in: configuration), json: json, surroundings: .current)
        try await dispatch.send(bytes, alerts: received.map(\.alert.id), waits: source.wait)
    }
}
