import Foundation
import Glibc
import TestSupport

/// A service with a broker, accounts and simulated devices: what a duty room has.
final class DutyRoom: Sendable {
    let installation: Installation
    let broker: Broker
    let environment: [String: String]

    /// Where the console is.
    var base: String { "http://127.0.0.1:\(installation.httpPort)" }

    /// Sets it up; nothing runs but the broker.
    init(change: (Installation) throws -> Void = { _ in }) async throws {
        installation = try Installation()
        try change(installation)
        broker = try await Broker.launch()
        environment = installation.environment(broker)
        for (name, role, staff) in [
            ("li", "duty", "duty-1"), ("wang", "duty", "duty-2"), ("he", "evaluator", nil), ("county", "source", nil),
        ] {
            try await user(name, role: role, staff: staff)
        }
    }

    private func user(_ name: String, role: String, staff: String?) async throws {
        let file = installation.folder + "/password"
        try "password-\(name)\n".write(toFile: file, atomically: true, encoding: .utf8)
        var arguments = ["user", "add", name, "--role", role, "--password-file", file, "--config", installation.file]
        if let staff { arguments += ["--staff", staff] }
        let made = try await Executables.run(Executables.tocsin, arguments, environment: environment)
        guard made.isSuccess else { throw NotInTime("an account: \(made)") }
    }

    /// A token of an account.
    func token(_ name: String) async throws -> String {
        let made = try await installation.tocsin("user", "token", name, environment: environment)
        guard made.isSuccess else { throw NotInTime("a token: \(made)") }
        return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The community's devices, all but `dead` of them online.
    func devices(dead: Int = 0) async throws -> Program {
        let ready = installation.folder + "/devices-ready"
        let devices = try Program(
            Executables.simulator,
            [
                "community", "--register", installation.register, "--ready-file", ready, "--port", "\(broker.port)",
                "--community",
                Installation.community, "--dead", "\(dead)", "--seed", "3", "--session-expiry", "0",
            ], output: installation.folder + "/devices.log")
        try await eventually("the devices are online", within: 60) { FileManager.default.fileExists(atPath: ready) }
        return devices
    }

    /// Publishes a document as the county.
    func send(_ text: String) async throws {
        let file = installation.folder + "/message-" + UUID().uuidString
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let sent = try await Executables.run(
            "/usr/bin/mosquitto_pub",
            [
                "-h", "127.0.0.1", "-p", "\(broker.port)", "-i", "check-\(UUID().uuidString)", "-q", "1", "-t",
                "\(Installation.under)/alert/in/county", "-f", file,
            ])
        guard sent.isSuccess else { throw NotInTime("the broker takes a message: \(sent)") }
    }

    /// A CAP alert for the whole community, valid for some hours.
    static func alert(_ identifier: String, severity: String = "Extreme", status: String = "Actual", headline: String) -> String {
        func time(_ seconds: Double) -> String {
            let utc = (Date.now + seconds + 28_800).formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
            return utc.replacingOccurrences(of: "Z", with: "+08:00")
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>\(identifier)</identifier><sender>sample-observatory</sender>\
            <sent>\(time(0))</sent><status>\(status)</status><msgType>Alert</msgType><scope>Public</scope><info><language>zh-CN</language>\
            <category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>\(severity)</severity><certainty>Likely</certainty>\
            <expires>\(time(14_400))</expires><senderName>示例市气象台</senderName><headline>\(headline)</headline><description>上高处。</description>\
            <area><areaDesc>示例市示例区</areaDesc><geocode><valueName>CPEAS Geographic Code</valueName><value>110101</value></geocode></area></info></alert>
            """
    }

    /// Asks over HTTP with curl: status, body.
    func http(_ arguments: [String], _ path: String) async throws -> (status: Int, body: String) {
        let asked = try await Executables.run(
            "/usr/bin/curl", ["-sS", "--max-time", "30", "-w", "\n%{http_code}"] + arguments + [base + path])
        let lines = asked.output.split(separator: "\n", omittingEmptySubsequences: false)
        guard asked.isSuccess, let status = lines.last.flatMap({ Int($0) }) else { throw NotInTime("an answer: \(asked)") }
        return (status, lines.dropLast().joined(separator: "\n"))
    }

    /// Ends the broker and removes everything.
    func remove() {
        broker.stop()
        installation.remove()
    }
}
