import Foundation
import Record
import Simulation
import TestSupport

/// A village whose loudspeakers are those of two vendors: gw-1's speak HTTP as vendor A, gw-2's MQTT as vendor B, at a broker of their own
/// or at the community's.
struct Foreign {
    let village: Village
    let environment: [String: String]
    /// Vendor B's broker.
    let broker: Broker
    /// The devices of each vendor.
    let devices: (a: [String], b: [String])
    private let port = LocalHTTP.freePort()
    private let accountFile: String

    /// Vendor A's and vendor B's gateways in the register.
    static let (vendorA, vendorB) = ("gw-1", "gw-2")

    /// Sets it up; nothing runs but the brokers.
    init(ownBroker: Bool = true, _ change: (Installation) throws -> Void = { _ in }) async throws {
        let plan = Village.Plan(households: 120, grids: 2, loudspeakers: 6, displays: 1, gateways: 2)
        village = try await Village(plan, guests: (["vendor"], Self.rules(of: "tocsin"))) { installation in
            let text = try String(contentsOfFile: installation.config + "/policy.yaml", encoding: .utf8)
            let changed = text.replacing(
                #/(?m)^\ \ (red|orange|yellow|blue): \[.*\]$/#, with: { "  \($0.output.1): [loudspeaker]" })
            try changed.write(toFile: installation.config + "/policy.yaml", atomically: true, encoding: .utf8)
            try change(installation)
        }
        let users = ["service", "vendor"]
        let broker = try await Broker.launch(
            .init(
                access: .init(
                    passwords: Dictionary(uniqueKeysWithValues: users.map { ($0, Village.password($0)) }), community: "none",
                    rules: Self.rules(of: "service"))))
        self.broker = ownBroker ? broker : village.broker
        for user in users {
            try Village.password(user).write(
                toFile: village.installation.config + "/\(user).password", atomically: true, encoding: .utf8)
        }
        var variables = village.environment
        let meeting =
            ownBroker
            ? ", broker: {host: 127.0.0.1, port: \(broker.port)}, username: service, password-file: service.password" : ""
        variables["TOCSIN_SPEAKERS"] =
            "[{gateway: gw-1, profile: speakers/vendor-a.yaml, url: 'http://127.0.0.1:\(port)'}, "
            + "{gateway: gw-2, profile: speakers/vendor-b.yaml\(meeting)}]"
        variables["TOCSIN_HTTP_PUBLIC_URL"] = "http://127.0.0.1:\(village.installation.httpPort)"
        environment = variables
        accountFile = village.installation.folder + "/vendors.json"
        let rows = try String(contentsOfFile: village.installation.register + "/devices.csv", encoding: .utf8)
            .split(whereSeparator: \.isNewline).map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        devices = (rows.filter { $0[2] == "gw-1" }.map { $0[0] }, rows.filter { $0[2] == "gw-2" }.map { $0[0] })
    }

    /// What the service may do with the vendor's topics, as the shipped rules have it in a comment, and the vendor.
    private static func rules(of service: String) -> String {
        """

        user \(service)
        topic write vendor-b/+/order
        topic write vendor-b/+/cancel
        topic read vendor-b/+/state
        user vendor
        topic readwrite vendor-b/#

        """
    }

    /// Starts the vendors' gateways and loudspeakers, and returns when they can be spoken to.
    func vendors(_ options: [String] = []) async throws -> Program {
        let ready = village.installation.folder + "/vendors-ready"
        try? FileManager.default.removeItem(atPath: ready)
        let vendors = try Program(
            Executables.simulator,
            [
                "sms-gateway", "--http-port", "\(port)", "--vendor-a", devices.a.joined(separator: ","), "--vendor-b",
                devices.b.joined(separator: ","), "--broker-port", "\(broker.port)", "--broker-username", "vendor",
                "--broker-password-file", village.installation.config + "/vendor.password", "--ready-file", ready, "--account",
                accountFile,
            ] + options, output: village.installation.folder + "/vendors.log")
        try await eventually("the vendors listen", within: 60) {
            if let ending = vendors.ending { throw NotInTime("the vendors ended, \(ending): \(village.text("vendors.log"))") }
            return FileManager.default.fileExists(atPath: ready)
        }
        return vendors
    }

    /// What the loudspeakers really did, after the vendors were stopped.
    func account() throws -> GatewayAccount { try GatewayAccount(json: Data(contentsOf: URL(filePath: accountFile))) }

    /// Ends the brokers and removes everything.
    func remove() {
        broker.stop()
        village.remove()
    }
}

/// What the lines say of one alert's loudspeakers.
struct PlayLines {
    /// Receipts by device, in order.
    private(set) var receipts: [String: [JSONValue]] = [:]
    /// Lines that say that orders were taken, by gateway: the devices.
    private(set) var dispatched: [String: [String]] = [:]
    /// Lines that say that orders failed, by device: the reasons.
    private(set) var failed: [String: [String]] = [:]

    init(_ lines: [JournalLine], alert: String) {
        for line in lines where line.data["alert"].text == alert && line.data["channel"].text == "loudspeaker" {
            let devices = line.data["endpoints"].texts
            switch line.type {
            case "delivery.dispatched": dispatched[line.data["gateway"].text ?? "", default: []] += devices
            case "delivery.failed": for device in devices { failed[device, default: []].append(line.data["reason"].text ?? "") }
            case "receipt.accepted": receipts[line.data["endpoint"].text ?? "", default: []].append(line.data)
            default: break
            }
        }
    }

    /// The devices that got to a stage.
    func devices(at stage: String) -> Set<String> {
        Set(receipts.filter { $0.value.contains { $0["stage"].text == stage } }.keys)
    }

    /// The line that says that a device got to a stage.
    func line(_ device: String, _ stage: String) -> JSONValue? { receipts[device]?.first { $0["stage"].text == stage } }
}

extension JournalWatch {
    /// Returns when what the lines say of an alert's loudspeakers meets a condition.
    func plays(
        of alert: String, _ what: String, within seconds: Int = 90, _ condition: @Sendable (PlayLines) -> Bool
    ) async throws {
        func standing() -> String { "\(PlayLines(lines, alert: alert))" }
        try await eventually(what, within: seconds, standing: standing) {
            try catchUp()
            return condition(PlayLines(lines, alert: alert))
        }
    }
}
