import Foundation
import Record
import Simulation
import TestSupport

/// A village whose phones are behind a real Kannel, which is bound to the simulator's SMSC. Warnings go out as messages alone.
struct KannelTexting {
    let village: Village
    /// The environment of the service.
    let environment: [String: String]
    private let smppPort = LocalHTTP.freePort()
    private let sendsmsPort = LocalHTTP.freePort()

    /// The password that Kannel asks for.
    static let password = "kannel-secret"

    /// Sets it up; nothing runs but the broker.
    ///
    /// - Parameters:
    ///   - rate: messages a second that the service hands over.
    ///   - segments: the most segments of a message on red.
    init(households: Int, rate: Int = 200, segments: Int = 4) async throws {
        village = try await Village(
            .init(households: households, grids: 2, loudspeakers: 2, displays: 1, gateways: 0)
        ) { installation in
            // Staff are called with texts of their own, which is another matter.
            let staff = installation.register + "/staff.csv"
            let rows = try String(contentsOfFile: staff, encoding: .utf8).replacing(#/(?m)^([^,]*,[^,]*,[^,]*),1[0-9]{10},/#) {
                "\($0.output.1),,"
            }
            try rows.write(toFile: staff, atomically: true, encoding: .utf8)
            try installation.setChannels("[sms]")
            try installation.change("messages.yaml", "segments: {red: 4", to: "segments: {red: \(segments)")
            try installation.change(
                "policy.yaml", "{firstSeconds: 15, longestSeconds: 240", to: "{firstSeconds: 1, longestSeconds: 4")
        }
        var variables = village.environment
        variables["TOCSIN_SMS"] =
            "{name: texts, profile: kannel, url: 'http://127.0.0.1:\(sendsmsPort)/cgi-bin/sendsms', username: tocsin, "
            + "password-file: kannel.secret, sign: 示例社区, rate: \(rate)}"
        variables["TOCSIN_HTTP_PUBLIC_URL"] = "http://127.0.0.1:\(village.installation.httpPort)"
        environment = variables
        try set(password: Self.password)
    }

    /// Enters the password that the service shows to Kannel.
    func set(password: String) throws {
        try "\(password)\n".write(
            toFile: village.installation.config + "/kannel.secret", atomically: true, encoding: .utf8)
    }

    /// Starts the SMSC with its phones and returns when it can be bound to.
    func smsc(_ options: [String] = []) async throws -> Program {
        let ready = village.installation.folder + "/smsc-ready"
        let smsc = try Program(
            Executables.simulator,
            [
                "sms-gateway", "--smpp-port", "\(smppPort)", "--register", village.installation.register, "--ready-file", ready,
                "--account", accountFile,
            ] + options, output: village.installation.folder + "/smsc.log")
        try await eventually("the SMSC listens", within: 60) {
            if let ending = smsc.ending { throw NotInTime("the SMSC ended, \(ending): \(village.text("smsc.log"))") }
            return FileManager.default.fileExists(atPath: ready)
        }
        return smsc
    }

    /// Starts Kannel, which brings replies to the service. The service MUST have been started once.
    func kannel(
        untilOnline: Bool = true, _ change: (inout Kannel.Options) -> Void = { _ in }
    ) async throws -> Kannel {
        let listed = try await Executables.run(
            Executables.tocsin, ["gateways", "--json", "--config", village.installation.file], environment: environment)
        guard listed.isSuccess, let replies = try JSONValue(text: listed.output)[0]["replies"].text else {
            throw NotInTime("the address for replies: \(listed)")
        }
        var options = Kannel.Options(
            smppPort: smppPort, inboundURL: replies + "&from=%p&to=%P&text=%a&time=%t&id=%I")
        options.sendsmsPort = sendsmsPort
        options.password = Self.password
        change(&options)
        return try await Kannel.launch(options, untilOnline: untilOnline)
    }

    /// Sends a red warning.
    func warn(_ name: String, instruction: String? = nil) async throws -> AlertText {
        let alert = AlertText(name) {
            $0.severity = "Extreme"
            $0.instruction = instruction
        }
        try await village.send(alert.xml)
        return alert
    }

    /// What the phones really got, after the SMSC was stopped. A report that Kannel took and could not bring, because it had no answer to
    /// the submission yet, counts as none.
    func account() throws -> GatewayAccount {
        var account = try GatewayAccount(json: Data(contentsOf: URL(filePath: accountFile)))
        for phone in account.phones.indices where account.phones[phone].habit == nil && account.phones[phone].phone.lastTwo == 18
        {
            for message in account.phones[phone].messages.indices { account.phones[phone].messages[message].acknowledged = [:] }
        }
        return account
    }

    /// The numbers of the register's households.
    func numbers() throws -> [MobileNumber] { PhoneList.read(String(decoding: try register("households.csv"), as: UTF8.self)) }

    /// The households that count by the phones' account, and their residents.
    func covered(_ account: GatewayAccount) throws -> (households: Int, residents: Int) {
        let files = ["households.csv", "devices.csv", "exclusions.csv", "zones.geojson"]
        let earshot = try Earshot(
            register: Dictionary(uniqueKeysWithValues: files.map { ($0, try register($0)) }))
        let phones = Telephony(households: try register("households.csv"), account: account)
        let reached = phones.reached(isUrgent: true, offsetMinutes: try offsetMinutes())
        return earshot.reached(by: [], delivered: reached.delivered, confirmed: reached.confirmed)
    }

    /// How many households were not reached and have a phone of which nobody reported anything, by the phones' account.
    func unreported(_ account: GatewayAccount) throws -> Int {
        let homes = Telephony(households: try register("households.csv"), account: account).homes
        let reached = Telephony(households: try register("households.csv"), account: account)
            .reached(isUrgent: true, offsetMinutes: try offsetMinutes())
        let silent = homes.filter { KannelOutcome($0.key.lastTwo, segments: 1) == .unreported }.values.reduce(into: Set<String>())
        {
            $0.formUnion($1)
        }
        return silent.subtracting(reached.delivered).subtracting(reached.confirmed).count
    }

    private func register(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: "\(village.installation.register)/\(name)"))
    }

    /// The zone in which it is noon in the village.
    private func offsetMinutes() throws -> Int {
        let text = String(decoding: try register("community.yaml"), as: UTF8.self)
        let name = text.split(separator: "\n").first { $0.hasPrefix("timezone:") }?.dropFirst("timezone: ".count)
        guard let zone = name.flatMap({ TimeZone(identifier: String($0)) }) else { throw NotInTime("a zone in community.yaml") }
        return zone.secondsFromGMT() / 60
    }

    private var accountFile: String { village.installation.folder + "/phones.json" }
}
