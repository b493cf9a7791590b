import Foundation
import Record
import Simulation
import TestSupport

/// A village whose phones are behind the simulator's gateway for messages and calls, over HTTP with signatures, reports and replies.
struct Texting {
    let village: Village
    let environment: [String: String]
    private let port: Int
    private let accountFile: String

    /// Sets it up. `channels` are those that every colour goes out on.
    init(_ plan: Village.Plan? = nil, channels: String = "[sms]", calls: Bool = false) async throws {
        let port = LocalHTTP.freePort()
        village = try await Village(plan) { installation in
            try installation.setChannels(channels)
            try "simsecret\n".write(toFile: installation.config + "/gateway.secret", atomically: true, encoding: .utf8)
        }
        self.port = port
        let address = "http://127.0.0.1:\(port)"
        var variables = village.environment
        variables["TOCSIN_SMS"] =
            "{name: texts, profile: gateways/simulator.yaml, url: '\(address)', password-file: gateway.secret, sign: 示例社区}"
        if calls {
            variables["TOCSIN_VOICE"] =
                "{name: calls, profile: gateways/simulator-voice.yaml, url: '\(address)', password-file: gateway.secret}"
        }
        variables["TOCSIN_HTTP_PUBLIC_URL"] = "http://127.0.0.1:\(village.installation.httpPort)"
        environment = variables
        accountFile = village.installation.folder + "/phones.json"
    }

    /// Starts the gateway and its phones, and returns when it can be spoken to. The service MUST have been started once.
    func gateway(_ options: [String]) async throws -> Program {
        let listed = try await Executables.run(
            Executables.tocsin, ["gateways", "--json", "--config", village.installation.file], environment: environment)
        guard listed.isSuccess else { throw NotInTime("the addresses for reports: \(listed)") }
        let rows = try JSONValue(text: listed.output).elements
        let texts = rows.first { $0["channel"].text == "sms" }
        var addresses: [String] = []
        if let reports = texts?["reports"].text { addresses += ["--report-url", reports] }
        if let replies = texts?["replies"].text { addresses += ["--reply-url", replies] }
        if let calls = rows.first(where: { $0["channel"].text == "voice" })?["reports"].text {
            addresses += ["--voice-report-url", calls]
        }
        let ready = village.installation.folder + "/gateway-ready"
        try? FileManager.default.removeItem(atPath: ready)
        let gateway = try Program(
            Executables.simulator,
            [
                "sms-gateway", "--http-port", "\(port)", "--register", village.installation.register, "--ready-file", ready,
                "--account", accountFile,
            ] + addresses + options, output: village.installation.folder + "/gateway.log")
        try await eventually("the gateway listens", within: 60) {
            if let ending = gateway.ending { throw NotInTime("the gateway ended, \(ending): \(village.text("gateway.log"))") }
            return FileManager.default.fileExists(atPath: ready)
        }
        return gateway
    }

    /// What the phones really got, after the gateway was stopped.
    func account() throws -> GatewayAccount { try GatewayAccount(json: Data(contentsOf: URL(filePath: accountFile))) }
}

extension Installation {
    /// Sends warnings of every colour out on some channels and no other.
    func setChannels(_ channels: String) throws {
        let text = try String(contentsOfFile: config + "/policy.yaml", encoding: .utf8)
        let changed = text.replacing(
            #/(?m)^\ \ (red|orange|yellow|blue): \[.*\]$/#, with: { "  \($0.output.1): \(channels)" })
        try changed.write(toFile: config + "/policy.yaml", atomically: true, encoding: .utf8)
    }
}

/// What the lines say of one alert's messages, counted by hand.
struct MessageLines {
    /// Deliveries that a line says a gateway took.
    private(set) var dispatched: Set<String> = []
    /// Deliveries that a line says the phone has.
    private(set) var delivered: Set<String> = []
    /// Deliveries that a line says somebody answered.
    private(set) var confirmed: Set<String> = []
    /// Deliveries of which nobody knew for a while whether the gateway had them.
    private(set) var uncertain: Set<String> = []
    /// Deliveries that failed, with the reason.
    private(set) var failed: [String: String] = [:]
    /// The gateway's code for what failed, where it gave one.
    private(set) var codes: [String: String] = [:]

    init(_ lines: [JournalLine], alert: String, channel: String = "sms") {
        for line in lines where line.data["alert"].text == alert && line.data["channel"].text == channel {
            switch line.type {
            case "delivery.dispatched": dispatched.formUnion(line.data["endpoints"].texts)
            case "delivery.failed":
                let endpoints = line.data["endpoints"].texts
                for endpoint in endpoints { failed[endpoint] = line.data["reason"].text }
                if line.data["reason"].text == "uncertain" { uncertain.formUnion(endpoints) }
            case "receipt.accepted":
                guard let endpoint = line.data["endpoint"].text else { continue }
                if let reason = line.data["failed"].text {
                    failed[endpoint] = reason
                    codes[endpoint] = line.data["code"].text
                }
                if let stage = line.data["stage"].text, stage == "delivered" || stage == "confirmed" {
                    delivered.insert(endpoint)
                    if stage == "confirmed" { confirmed.insert(endpoint) }
                }
            default: break
            }
        }
    }
}

extension JournalWatch {
    /// The phones that an alert's messages or calls are planned for, when those of residents are.
    func plannedPhones(of alert: String, on channel: String = "sms") async throws -> [String] {
        _ = try await line("delivery.planned") {
            $0["alert"].text == alert && $0["channel"].text == channel && $0["calling"] != .bool(true)
        }
        return lines.filter {
            $0.type == "delivery.planned" && $0.data["alert"].text == alert && $0.data["channel"].text == channel
        }
        .flatMap(\.data["endpoints"].texts)
    }

    /// Returns when the lines about an alert's messages meet a condition.
    func messages(
        of alert: String, on channel: String = "sms", _ what: String, within seconds: Int,
        _ condition: @Sendable (MessageLines) -> Bool
    ) async throws {
        func standing() -> String {
            let lines = MessageLines(lines, alert: alert, channel: channel)
            return
                "\(lines.dispatched.count) dispatched, \(lines.delivered.count) delivered, \(lines.confirmed.count) confirmed, "
                + "\(lines.failed.count) failed"
        }
        // Thousands of lines are counted anew each time, so it is done now and then only.
        try await eventually(what, within: seconds, standing: standing) {
            try await Task.sleep(for: .milliseconds(500))
            try catchUp()
            return condition(MessageLines(lines, alert: alert, channel: channel))
        }
    }
}
