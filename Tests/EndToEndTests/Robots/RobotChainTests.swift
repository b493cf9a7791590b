import Foundation
import Record
import Simulation
import TestSupport
import Testing

/// Robots of chat groups, end to end, against simulators with the signatures, limits and codes of WeCom, DingTalk and Feishu.
@Suite(.serialized) struct RobotChainTests {
    /// A village with a robot of each kind and nothing else that warns.
    private struct Groups {
        let village: Village
        var environment: [String: String]
        private let port = LocalHTTP.freePort()
        private let accountFile: String

        /// What nobody may read in a log or journal.
        static let secrets = ["wecomkey77", "dingtoken77", "SECding77", "feishuhook77", "feishusecret77"]

        init(dingTalkSecret: String = "SECding77") async throws {
            let port = port
            village = try await Village(.init(households: 40, grids: 1, loudspeakers: 1, displays: 1, gateways: 0)) {
                installation in
                let policy = installation.config + "/policy.yaml"
                let text = try String(contentsOfFile: policy, encoding: .utf8)
                try text.replacing(#/(?m)^\ \ (red|orange|yellow|blue): \[.*\]$/#, with: { "  \($0.output.1): [robot]" })
                    .write(toFile: policy, atomically: true, encoding: .utf8)
                let address = "http://127.0.0.1:\(port)"
                let files = [
                    "wecom.url": "\(address)/cgi-bin/webhook/send?key=wecomkey77",
                    "dingtalk.url": "\(address)/robot/send?access_token=dingtoken77", "dingtalk.secret": dingTalkSecret,
                    "feishu.url": "\(address)/open-apis/bot/v2/hook/feishuhook77", "feishu.secret": "feishusecret77",
                ]
                for (name, text) in files {
                    try (text + "\n").write(toFile: "\(installation.config)/\(name)", atomically: true, encoding: .utf8)
                }
            }
            environment = village.environment
            environment["TOCSIN_ROBOTS"] =
                "[{name: w, profile: robots/wecom.yaml, url-file: wecom.url}, "
                + "{name: d, profile: robots/dingtalk.yaml, url-file: dingtalk.url, secret-file: dingtalk.secret}, "
                + "{name: f, profile: robots/feishu.yaml, url-file: feishu.url, secret-file: feishu.secret}]"
            accountFile = village.installation.folder + "/robots.json"
        }

        func robots(_ options: [String] = []) async throws -> Program {
            let ready = village.installation.folder + "/robots-ready"
            let robots = try Program(
                Executables.simulator,
                [
                    "sms-gateway", "--http-port", "\(port)", "--wecom", "wecomkey77", "--dingtalk", "dingtoken77:SECding77",
                    "--feishu", "feishuhook77:feishusecret77", "--ready-file", ready, "--account", accountFile,
                ] + options, output: village.installation.folder + "/robots.log")
            try await eventually("the robots listen", within: 60) {
                if let ending = robots.ending { throw NotInTime("the robots ended, \(ending): \(village.text("robots.log"))") }
                return FileManager.default.fileExists(atPath: ready)
            }
            return robots
        }

        func account() throws -> [RobotAccount.Kind: RobotAccount] {
            let account = try GatewayAccount(json: Data(contentsOf: URL(filePath: accountFile)))
            return Dictionary(uniqueKeysWithValues: account.robots.map { ($0.kind, $0) })
        }

        /// The robots that a line says took or did not take the post of an alert.
        func robots(_ type: String, of alert: String, _ watch: JournalWatch) -> [String] {
            watch.lines.filter { $0.type == type && $0.alert == alert && $0.data["channel"].text == "robot" }
                .flatMap { $0.data["endpoints"].texts }.sorted()
        }

        func expectNoSecrets() async throws {
            let export = try await village.tocsin(["journal", "export"], environment: environment).output
            for secret in Self.secrets {
                #expect(!village.installation.log.contains(secret) && !export.contains(secret), "\(secret)")
            }
        }
    }

    @Test func moreThanTheLimitIsMergedAndNothingIsDropped() async throws {
        let groups = try await Groups()
        let village = groups.village
        defer { village.remove() }
        let robots = try await groups.robots()
        let service = try await village.installation.serveReady(environment: groups.environment)
        let watch = JournalWatch(village.installation.data)
        // Twice as many as WeCom and DingTalk take in a minute.
        let alerts = (10..<50).map { number in AlertText("post-\(number)") { $0.event = "险情\(number)号" } }
        for alert in alerts { try await village.send(alert.xml) }
        try await eventually("every robot posted every alert", within: 150) {
            try watch.catchUp()
            return alerts.allSatisfy { groups.robots("delivery.dispatched", of: $0.id, watch) == ["d", "f", "w"] }
        }
        let shown = try await village.tocsin(["coverage", alerts[0].id, "--json"], environment: groups.environment)
        #expect(await robots.stop() == .exited(0))
        #expect(await service.stop() == .exited(0))
        for (kind, account) in try groups.account() {
            #expect(account.refused.isEmpty, "\(kind): \(account.refused)")
            for number in 10..<50 {
                #expect(account.posts.count { $0.contains("险情\(number)号") } == 1, "\(kind): \(number)")
            }
            #expect(account.posts.count < alerts.count, "\(kind)")
        }
        let coverage = try JSONValue(text: shown.output)
        let channel = coverage["channels"].elements.first { $0["channel"].text == "robot" }
        #expect(channel?["dispatched"].integer == 3 && channel?["delivered"].integer == 0 && channel?["presented"].integer == 0)
        #expect(coverage["covered"]["households"].integer == 0 && coverage["grade"]["reached"].number == 0)
        try await groups.expectNoSecrets()
    }

    @Test func aCodeInABodyOfHTTP200IsRead() async throws {
        let groups = try await Groups(dingTalkSecret: "SECwrong77")
        let village = groups.village
        defer { village.remove() }
        let robots = try await groups.robots(["--lose-answer", "0.2", "--unavailable", "0.2", "--seed", "3"])
        let service = try await village.installation.serveReady(environment: groups.environment)
        let watch = JournalWatch(village.installation.data)
        let alert = AlertText("signed wrongly")
        try await village.send(alert.xml)
        try await eventually("the others posted, DingTalk did not", within: 90) {
            try watch.catchUp()
            return groups.robots("delivery.dispatched", of: alert.id, watch) == ["f", "w"]
                && groups.robots("delivery.failed", of: alert.id, watch).contains("d")
        }
        #expect(await robots.stop() == .exited(0))
        #expect(await service.stop() == .exited(0))
        let account = try groups.account()
        #expect(account[.dingtalk]?.posts == [] && account[.dingtalk]?.refused["310000"] ?? 0 > 0)
        #expect(account[.wecom]?.posts.isEmpty == false && account[.feishu]?.posts.isEmpty == false)
        #expect(village.installation.log.contains("310000"))
        #expect(!village.installation.log.contains("SECwrong77"))
        try await groups.expectNoSecrets()
    }
}
