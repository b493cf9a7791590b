import ArgumentParser
import Foundation
import Simulation

/// Group robots and the loudspeakers of other vendors, from the command line.
struct OtherArguments: ParsableArguments {
    @Option(help: "Key of a WeCom robot; may be repeated. Without any robot, one of each kind is made from the seed.")
    var wecom: [String] = []
    @Option(help: "A DingTalk robot, TOKEN or TOKEN:SECRET; may be repeated.") var dingtalk: [String] = []
    @Option(help: "A Feishu robot, ID or ID:SECRET; may be repeated.") var feishu: [String] = []
    @Option(help: "A word of which DingTalk and Feishu want one in every text; may be repeated.") var robotKeyword: [String] = []
    @Option(help: "Names of vendor A's loudspeakers (HTTP), parted by commas.") var vendorA = ""
    @Option(help: "Names of vendor B's loudspeakers (MQTT), parted by commas; they need --broker-port.") var vendorB = ""
    @Option(help: "Share of foreign loudspeakers that are not connected.") var terminalsOffline = 0.0
    @Option(help: "Share of foreign loudspeakers that cannot play.") var terminalsBroken = 0.0
    @Option(help: "How many times faster than real they speak, 0.1 to 1000.") var speed = 1.0
    @Option(help: "Root of vendor B's topics.") var vendorBRoot = "vendor-b"
    @Option(help: "Name or address of vendor B's broker.") var brokerHost = "127.0.0.1"
    @Option(help: "Port of vendor B's broker.") var brokerPort: Int?
    @Option(help: "User name there.") var brokerUsername: String?
    @Option(help: "File with the password of --broker-username.") var brokerPasswordFile: String?

    func apply(to options: inout GatewayOptions) throws {
        options.robots = robots(seed: options.seed)
        options.terminals.vendorA = names(vendorA)
        options.terminals.vendorB = names(vendorB)
        options.terminals.offline = try Share.checked(terminalsOffline, "terminals-offline")
        options.terminals.broken = try Share.checked(terminalsBroken, "terminals-broken")
        guard (0.1...1000).contains(speed) else { throw ValidationError("--speed must be 0.1 to 1000.") }
        options.terminals.speed = speed
        options.terminals.root = vendorBRoot
        guard let brokerPort else {
            if !options.terminals.vendorB.isEmpty { throw ValidationError("--vendor-b needs --broker-port.") }
            return
        }
        var access = BrokerAccess(host: brokerHost, port: brokerPort)
        access.username = brokerUsername
        access.password = try brokerPasswordFile.map {
            String(decoding: try read($0), as: UTF8.self).trimmingCharacters(in: .newlines)
        }
        options.vendorBroker = .init(access)
    }

    private func robots(seed: UInt64) -> RobotOptions {
        var robots = RobotOptions(seed: seed)
        if !wecom.isEmpty || !dingtalk.isEmpty || !feishu.isEmpty {
            robots = RobotOptions()
            robots.wecom = wecom
            robots.dingtalk = dingtalk.map(signed)
            robots.feishu = feishu.map(signed)
        }
        for index in robots.dingtalk.indices { robots.dingtalk[index].keywords = robotKeyword }
        for index in robots.feishu.indices { robots.feishu[index].keywords = robotKeyword }
        return robots
    }

    private func signed(_ text: String) -> RobotOptions.Signed {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        return .init(id: parts.first ?? "", secret: parts.count > 1 ? parts[1] : nil)
    }

    private func names(_ text: String) -> [String] { text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
}
