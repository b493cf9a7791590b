public import Foundation
import Glibc

/// The shipped `Config/` in a temporary folder of its own, with a data folder beside it: what somebody who installs Tocsin has.
///
/// Settings that a test needs otherwise are given by the environment, as a user may, or by changing the files. Nothing of it
/// is left when `remove()` was called, and the service that was started last has then ended.
public final class Installation: Sendable {
    /// The community of the shipped configuration.
    public static let community = "110101001001"
    /// What all its topics begin with.
    public static let under = "tocsin/v1/\(community)"

    /// The folder of everything.
    public let folder: String
    /// The port of the HTTP listener.
    public let httpPort = LocalHTTP.freePort()

    /// `Config/` of this installation.
    public var config: String { folder + "/config" }
    /// The journal, the keys and the state.
    public var data: String { folder + "/var" }
    /// The configuration file.
    public var file: String { config + "/tocsin.yaml" }
    /// The register's folder.
    public var register: String { config + "/community" }

    /// Copies the shipped configuration.
    public init() throws {
        folder = URL(filePath: NSTemporaryDirectory()).appending(path: "tocsin-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: ShippedConfiguration.folder.path, toPath: folder + "/config")
    }

    /// Removes everything.
    public func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Replaces text in a file of the configuration; throws where it is not there.
    public func change(_ name: String, _ old: String, to new: String) throws {
        let path = "\(config)/\(name)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        guard text.contains(old) else { throw ChildProcess.Failure("\(path) does not contain \(old)") }
        try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Moves the community to a zone where it is noon, so that no rule of the night acts on what a test expects, whenever it runs.
    public func setNoon(at now: Date = Date()) throws {
        let hour = Int(now.timeIntervalSince1970) / 3600 % 24
        let offset = 12 - hour
        // The sign of these names is that of POSIX: Etc/GMT-8 is eight hours ahead.
        let zone = offset == 0 ? "Etc/GMT" : "Etc/GMT\(offset > 0 ? "-" : "+")\(abs(offset))"
        let path = register + "/community.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.components(separatedBy: "\n").map { $0.hasPrefix("timezone:") ? "timezone: \(zone)" : $0 }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// The environment of the service and of commands: where the broker is and who they are there.
    public func environment(_ broker: Broker?, username: String? = nil, passwordFile: String? = nil) -> [String: String] {
        var variables = ["TOCSIN_HTTP_PORT": "\(httpPort)", "LANG": "C.UTF-8"]
        if let broker {
            variables["TOCSIN_MQTT_PORT"] = "\(broker.port)"
            if let certificates = broker.certificates {
                variables["TOCSIN_MQTT_TLS"] =
                    "{ca: \(certificates.authority), certificate: \(certificates.client), key: \(certificates.clientKey)}"
            }
        }
        if let username { variables["TOCSIN_MQTT_USERNAME"] = username }
        if let passwordFile { variables["TOCSIN_MQTT_PASSWORD_FILE"] = passwordFile }
        return variables
    }

    /// Runs `tocsin` with this configuration to its end.
    public func tocsin(
        _ arguments: String..., environment: [String: String], within seconds: Int = 60
    ) async throws -> Executables.Result {
        try await Executables.run(
            Executables.tocsin, arguments + ["--config", file], environment: environment, within: seconds)
    }

    /// Starts `tocsin serve`; its log is appended to `log`.
    public func serve(environment: [String: String], level: String = "notice") throws -> Program {
        try Program(
            Executables.tocsin, ["serve", "--config", file, "--log-level", level], environment: environment, output: logFile)
    }

    /// Starts `tocsin serve` and returns when `/readyz` says yes.
    public func serveReady(environment: [String: String], level: String = "notice", within seconds: Int = 60) async throws
        -> Program
    {
        let service = try serve(environment: environment, level: level)
        try await ready(service, within: seconds)
        return service
    }

    /// Returns when `/readyz` says yes; throws when it does not within the time, or the service has ended.
    public func ready(_ service: Program, within seconds: Int = 60) async throws {
        try await eventually("the service is ready", within: seconds, standing: { self.log.suffix(2000).description }) {
            if let ending = service.ending { throw NotInTime("the service ended, \(ending): \(self.log.suffix(2000))") }
            return await readiness()?.status == 200
        }
    }

    /// What `/readyz` answers; nil where nobody does.
    public func readiness() async -> LocalHTTP.Answer? { await LocalHTTP.get(httpPort, "/readyz") }

    /// What the service has logged.
    public var log: String { String(decoding: FileManager.default.contents(atPath: logFile) ?? Data(), as: UTF8.self) }

    private var logFile: String { folder + "/serve.log" }
}
