import ArgumentParser
import Channels
import Crypto
import Foundation
import Storage

/// `tocsin gateways`
struct GatewaysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateways",
        abstract: "List gateways and the addresses that they bring reports and replies to.",
        discussion: """
            The addresses hold a key that only that gateway may know: enter them at the provider, and show them to nobody else. They stay \
            the same as long as the data folder does.

            EXAMPLE
              tocsin gateways
            """)

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    private struct Row: Encodable {
        var gateway: String
        var channel: String
        var reports: String
        var replies: String?
    }

    func run() throws {
        let (settings, journal) = try configuration.openJournal()
        guard let secret = try journal.secret(named: Opening.pseudonymKey) else {
            throw ServiceProblem("no register was imported yet, so there are no keys; start the service or import one first")
        }
        let keys = CallbackKeys(secret: SymmetricKey(data: secret), publicURL: settings.http.publicURL)
        let rows =
            settings.sms.map {
                Row(
                    gateway: $0.name, channel: "sms", reports: keys.address(of: $0.name, .sms),
                    replies: keys.replyAddress(of: $0.name))
            } + settings.voice.map { Row(gateway: $0.name, channel: "voice", reports: keys.address(of: $0.name, .voice)) }
            + settings.speakers.filter { $0.url != nil }.map {
                Row(gateway: $0.gateway, channel: "loudspeaker", reports: keys.stateAddress(of: $0.gateway))
            }
        let output = Surroundings.current.output
        guard !json.isOn else { return output.write(try JSONOutput.line(rows)) }
        if rows.isEmpty { output.line("没有网关 there are no gateways; name one under sms or voice in \(configuration.file)") }
        for row in rows {
            output.line("\(row.gateway) (\(row.channel))")
            output.line("  回执 reports  \(row.reports)")
            if let replies = row.replies { output.line("  回复 replies  \(replies)") }
        }
    }
}
