import Alerts
import Foundation
import Glibc
import TestSupport

/// The service as it is shipped and a register of so many phones, one a household, whose messages go over one gateway.
final class Town: Sendable {
    /// How many phones there are.
    let phones: Int
    private let installation: Installation
    private let broker: Broker
    private let environment: [String: String]
    private let service: Program
    let journal: JournalProgress

    /// Sets it up and starts it; returns when it is ready.
    ///
    /// - Parameter gateway: the settings of the gateway, as `sms` in `tocsin.yaml`.
    init(phones: Int, gateway: String, secret: String) async throws {
        guard access(Executables.tocsin, X_OK) == 0 else {
            throw ChildProcess.Failure("there is no \(Executables.tocsin); build it: swift build -c release --product tocsin")
        }
        self.phones = phones
        installation = try Installation()
        try Self.write(phones: phones, to: installation.register)
        try installation.setNoon()
        try "\(secret)\n".write(toFile: installation.config + "/gateway.secret", atomically: true, encoding: .utf8)
        broker = try await Broker.launch(.init(lines: ["log_type none"]))
        var variables = installation.environment(broker)
        variables["TOCSIN_SMS"] = gateway
        variables["TOCSIN_HTTP_PUBLIC_URL"] = "http://127.0.0.1:\(installation.httpPort)"
        environment = variables
        service = try await installation.serveReady(environment: environment, level: "warning")
        journal = JournalProgress(installation.data)
    }

    /// The address that the gateway brings reports to.
    func reports() async throws -> String { try await address("reports") }

    /// The address that the gateway brings replies to.
    func replies() async throws -> String { try await address("replies") }

    private func address(_ name: String) async throws -> String {
        let listed = try await installation.tocsin("gateways", "--json", environment: environment)
        let rows = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]]
        guard let address = rows?.first?[name] as? String else { throw ChildProcess.Failure("no address: \(listed)") }
        return address
    }

    /// Sends a red warning, and gives its alert id.
    func warn(_ number: Int) async throws -> String {
        let warning = Warning(number)
        let file = installation.folder + "/warning.xml"
        try warning.xml.write(toFile: file, atomically: true, encoding: .utf8)
        let sent = try await Executables.run(
            "/usr/bin/mosquitto_pub",
            ["-p", "\(broker.port)", "-q", "1", "-t", "\(Installation.under)/alert/in/county", "-f", file])
        guard sent.isSuccess else { throw ChildProcess.Failure("the alert was not sent: \(sent)") }
        return warning.id
    }

    /// Throws unless the service says that every household is covered.
    func expectCovered(_ alert: String) async throws {
        let shown = try await installation.tocsin("coverage", alert, "--json", environment: environment)
        let coverage = try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any]
        let covered = coverage?["covered"] as? [String: Any]
        guard covered?["households"] as? Int == phones, covered?["residents"] as? Int == 3 * phones else {
            throw ChildProcess.Failure("not everybody is covered: \(shown)")
        }
    }

    /// The memory that is really there for the service, in millions of bytes.
    var residentMegabytes: Double {
        let status = (try? String(contentsOfFile: "/proc/\(service.id)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return (kilobytes ?? .infinity) * 1024 / 1e6
    }

    /// The processor time that the service has used, in seconds.
    var processorSeconds: Double {
        let status = (try? String(contentsOfFile: "/proc/\(service.id)/stat", encoding: .utf8)) ?? ""
        // The name stands in brackets and may hold blanks; user and system time are the 12th and 13th field after it.
        let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return .infinity }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Ends everything and removes it.
    func stop() async {
        _ = await service.stop()
        broker.stop()
        installation.remove()
    }

    private static func write(phones: Int, to register: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: register) where name != "community.yaml" {
            try FileManager.default.removeItem(atPath: "\(register)/\(name)")
        }
        var text = "household,grid,building,longitude,latitude,residents,migrants,phones,language,checked\n"
        for number in 1...phones {
            let digits = String(number)
            let phone = "199" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
            text += "h-\(number),g\(number % 20 + 1),\(number / 30)号楼,116.4,39.9,3,0,\(phone),zh-CN,2026-10-14\n"
        }
        try text.write(toFile: register + "/households.csv", atomically: true, encoding: .utf8)
    }
}
