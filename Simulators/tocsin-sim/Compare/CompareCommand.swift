import ArgumentParser
import Foundation
import Simulation

/// `tocsin-sim compare`: the service's figures against what the devices really did.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Hold the service's coverage against the devices', phones' and workers' own accounts.",
        discussion: """
            The coverage is that of `tocsin coverage ALERT --json`, or of the retained topic. The account is what `tocsin-sim community` \
            wrote. Who hears which loudspeaker is worked out from the register's files anew. Exits 0 only if every figure agrees.
            """)

    @Option(help: "File with the coverage of an alert, JSON.") var coverage: String
    @Option(help: "File with the account of the community.") var account: String
    @Option(help: "File with the account of sms-gateway, where phones got messages of a red warning.") var phones: String?
    @Option(help: "Folder of the register.") var register: String

    func run() throws {
        let names = ["households.csv", "devices.csv", "exclusions.csv", "zones.geojson"]
        let files = names.compactMap { name in
            FileManager.default.contents(atPath: "\(register)/\(name)").map { (name, $0) }
        }
        let account = try CommunityAccount(json: Data(read(account)))
        let earshot = try Earshot(register: Dictionary(uniqueKeysWithValues: files))
        let gateway = try phones.map { try GatewayAccount(json: Data(read($0))) }
        let telephony = try gateway.map { account in
            Telephony(households: try Data(read("\(register)/households.csv")), account: account)
        }
        let comparison = try Comparison(
            coverage: Data(read(coverage)), account: account, earshot: earshot, telephony: telephony,
            workers: gateway?.workers ?? [])
        for line in comparison.lines {
            print("\(line.agrees ? "=" : "≠")  \(line.name): shown \(line.shown), by the devices' account \(line.account)")
        }
        guard comparison.lines.allSatisfy(\.agrees) else {
            throw SimulatorFailure("the service shows other figures than the devices' account gives")
        }
    }
}
