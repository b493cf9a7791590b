import ArgumentParser

@main
struct TocsinSim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tocsin-sim", abstract: "Honest counterparts of a Tocsin service: devices, gateways and sources.",
        discussion: """
            The simulators know topics and payloads and nothing of the service's inside. With the same seed the same things go wrong. \
            At the end each writes an account of what really happened, to compare with what the service made of it.
            """,
        subcommands: [
            CommunityCommand.self, SMSGatewayCommand.self, SourceCommand.self, CompareCommand.self, RegisterCommand.self,
        ])
}
