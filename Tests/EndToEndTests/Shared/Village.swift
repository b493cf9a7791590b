import Foundation
import Glibc
import Record
import TestSupport

/// A broker with the shipped access rules and users of its own, an installation of the service, and the simulators: everything
/// that a community has, on loopback, in temporary folders.
final class Village: Sendable {
    /// How large it is.
    struct Plan: Sendable {
        var households = 600
        var grids = 6
        var loudspeakers = 200
        var displays = 12
        var gateways = 8
        var seed: UInt64 = 7
    }

    let installation: Installation
    let broker: Broker
    let environment: [String: String]
    private let credentials: String

    /// Sets it up; nothing runs but the broker. Without a plan it is the shipped community.
    ///
    /// - Parameter guests: users of the broker who are not of the register, and further access rules.
    init(
        _ plan: Plan? = nil, tls: Bool = false, guests: (users: [String], rules: String) = ([], ""),
        change: (Installation) throws -> Void = { _ in }
    ) async throws {
        installation = try Installation()
        try installation.change("tocsin.yaml", "source: county", to: "source: cma")
        credentials = installation.folder + "/credentials"
        if let plan { try await Self.register(plan, at: installation.register) }
        try installation.setNoon()
        try change(installation)
        let users = ["tocsin", "cma", "county"] + guests.users + (try Self.carriers(installation.register))
        try FileManager.default.createDirectory(atPath: credentials, withIntermediateDirectories: true)
        for user in users {
            try Self.password(user).write(toFile: "\(credentials)/\(user)", atomically: true, encoding: .utf8)
        }
        broker = try await Broker.launch(
            .init(
                tls: tls ? .mutual : .none,
                access: .init(
                    passwords: Dictionary(uniqueKeysWithValues: users.map { ($0, Self.password($0)) }),
                    community: Installation.community,
                    rules: try await Self.gatewayRules(installation.register) + guests.rules)))
        environment = installation.environment(broker, username: "tocsin", passwordFile: credentials + "/tocsin")
    }

    /// The password of a user.
    static func password(_ user: String) -> String { "secret-of-\(user)" }

    /// Ends the broker and removes everything.
    func remove() {
        broker.stop()
        installation.remove()
    }

    /// Runs `tocsin` to its end.
    func tocsin(
        _ arguments: [String], environment: [String: String]? = nil, within seconds: Int = 60
    ) async throws -> Executables.Result {
        try await Executables.run(
            Executables.tocsin, arguments + ["--config", installation.file], environment: environment ?? self.environment,
            within: seconds)
    }

    /// Starts the community's devices and returns when all of them are online.
    func community(_ options: [String] = [], account: String) async throws -> Program {
        let ready = installation.folder + "/community-ready"
        try? FileManager.default.removeItem(atPath: ready)
        let devices = try Program(
            Executables.simulator,
            ["community", "--register", installation.register, "--ready-file", ready, "--account", account] + brokerOptions
                + ["--credentials-dir", credentials] + options, output: installation.folder + "/community.log")
        try await eventually("the devices are online", within: 60) {
            if let ending = devices.ending { throw NotInTime("the devices ended, \(ending): \(text("community.log"))") }
            return FileManager.default.fileExists(atPath: ready)
        }
        return devices
    }

    /// Sends alerts as the source `cma`, and returns the simulator's account of it when the broker has them all.
    func source(_ options: [String], within seconds: Int = 120) async throws -> Executables.Result {
        try await Executables.run(
            Executables.simulator,
            ["source", "--source", "cma", "--username", "cma", "--password-file", credentials + "/cma"] + brokerOptions + options,
            within: seconds)
    }

    /// A file of this village, as text.
    func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(installation.folder)/\(name)") ?? Data(), as: UTF8.self)
    }

    private var brokerOptions: [String] { ["--port", "\(broker.port)", "--community", Installation.community] }

    private static func register(_ plan: Plan, at folder: String) async throws {
        try FileManager.default.removeItem(atPath: folder)
        let made = try await Executables.run(
            Executables.simulator,
            [
                "register", "--households", "\(plan.households)", "--grids", "\(plan.grids)", "--loudspeakers",
                "\(plan.loudspeakers)", "--displays", "\(plan.displays)", "--gateways", "\(plan.gateways)", "--seed",
                "\(plan.seed)", "--community", Installation.community, "--out", folder,
            ])
        guard made.isSuccess else { throw NotInTime("a register: \(made)") }
    }

    /// The gateways, and the devices that have none.
    private static func carriers(_ register: String) throws -> [String] {
        let rows = try String(contentsOfFile: register + "/devices.csv", encoding: .utf8).split(whereSeparator: \.isNewline)
        let names = rows.dropFirst().map { row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return String(cells[2].isEmpty ? cells[0] : cells[2])
        }
        return Set(names).sorted()
    }

    private static func gatewayRules(_ register: String) async throws -> String {
        let script = Broker.shippedConfiguration + "/gateways.awk"
        let made = try await Executables.run(
            "/usr/bin/awk", ["-f", script, "-v", "under=\(Installation.under)", register + "/devices.csv"])
        guard made.isSuccess else { throw NotInTime("access rules: \(made)") }
        return made.output
    }
}

extension Village {
    /// What the broker keeps on topics below the community, read as the county may, with Debian's own client.
    func retained(_ filter: String) async throws -> [String: JSONValue] {
        let read = try await Executables.run(
            "/usr/bin/mosquitto_sub",
            [
                "-u", "county", "-P", Self.password("county"), "-t", "\(Installation.under)/\(filter)", "--retained-only", "-W",
                "2",
                "-F", "%t %p", "-q", "1",
            ] + way)
        // 27 is its exit status when the time to wait is up.
        guard read.ending == .exited(27) else { throw NotInTime("what the broker retains: \(read)") }
        var values: [String: JSONValue] = [:]
        for line in read.output.split(separator: "\n") {
            guard let space = line.firstIndex(of: " ") else { continue }
            values[String(line[..<space])] = try JSONValue(text: String(line[line.index(after: space)...]))
        }
        return values
    }
}

extension Village {
    /// Publishes bytes as a source, and returns when the broker has them.
    func send(_ text: String, as user: String = "cma") async throws {
        let file = installation.folder + "/message-" + UUID().uuidString
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        defer { unlink(file) }
        let sent = try await Executables.run(
            "/usr/bin/mosquitto_pub",
            [
                "-u", user, "-P", Self.password(user), "-q", "1", "-t",
                "\(Installation.under)/alert/in/\(user)", "-f", file,
            ] + way)
        guard sent.isSuccess else { throw NotInTime("the broker takes a message: \(sent)") }
    }
}

extension Village {
    /// How Debian's clients come to the broker.
    fileprivate var way: [String] {
        let place = ["-h", "127.0.0.1", "-p", "\(broker.port)", "-i", "check-\(UUID().uuidString)"]
        guard let certificates = broker.certificates else { return place }
        return place + ["--cafile", certificates.authority, "--cert", certificates.client, "--key", certificates.clientKey]
    }
}

extension Village {
    /// The text that the broker keeps on one topic below the community, or nil.
    func retainedText(_ topic: String) async throws -> String? {
        let read = try await Executables.run(
            "/usr/bin/mosquitto_sub",
            [
                "-u", "county", "-P", Self.password("county"), "-t", "\(Installation.under)/\(topic)", "--retained-only", "-C",
                "1",
                "-W", "5", "-N",
            ] + way)
        return read.output.isEmpty ? nil : read.output
    }
}
