import Alerts
import ArgumentParser
import Foundation
import Simulation
import Wire

/// Where the broker is and who to be there; the same for every simulator.
struct BrokerOptions: ParsableArguments {
    @Option(help: "Name or address of the broker.") var host = "127.0.0.1"
    @Option(help: "Port of the broker.") var port = 1883
    @Option(help: "Root of all topics.") var root = "tocsin/v1"
    @Option(help: "The community's identifier.") var community: String
    @Option(help: "User name for every connection.") var username: String?
    @Option(help: "File with the password of --username.") var passwordFile: String?
    @Option(
        help:
            "Folder with a file for each device, gateway or source, named like it, that holds its password; the user is the name."
    )
    var credentialsDir: String?
    @Option(name: .customLong("tls-ca"), help: "PEM file with the authorities to trust; turns TLS on.") var tlsAuthority: String?
    @Option(name: .customLong("tls-cert"), help: "PEM file with the client's certificate.") var tlsCertificate: String?
    @Option(name: .customLong("tls-key"), help: "PEM file with the client's key.") var tlsKey: String?
    @Flag(name: .customLong("tls"), help: "TLS with the authorities of the operating system.") var usesTLS = false
    @Option(name: .customLong("mqtt"), help: "Protocol: auto, 5 or 3.1.1.") var version = "auto"
    @Flag(help: "Forget what the broker kept for an earlier run.") var cleanStart = false
    @Option(help: "Seconds that the broker keeps a session without its connection; with 0 it knows that nobody listens.")
    var sessionExpiry: UInt32 = 3600

    func validate() throws {
        guard (1...65535).contains(port) else { throw ValidationError("--port must be 1 to 65535.") }
        guard Identifier.isValid(community) else { throw ValidationError("--community must match \(Identifier.form).") }
        guard MQTTTopic.problem(inName: root) == nil, !root.hasSuffix("/") else {
            throw ValidationError("--root must be a topic such as tocsin/v1, without wildcards.")
        }
        guard protocolChoice != nil else { throw ValidationError("--mqtt must be auto, 5 or 3.1.1.") }
        if passwordFile != nil, username == nil { throw ValidationError("--password-file needs --username.") }
        if username != nil, credentialsDir != nil {
            throw ValidationError("--username and --credentials-dir exclude each other.")
        }
    }

    var topics: Topics { Topics(root: root, community: community) }

    /// Reads the files that the options name.
    func access() throws -> BrokerAccess {
        var access = BrokerAccess(host: host, port: port)
        access.username = username
        access.password = try passwordFile.map(password)
        if let folder = credentialsDir {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) where Identifier.isValid(name) {
                access.passwords[name] = try password("\(folder)/\(name)")
            }
        }
        if usesTLS || tlsAuthority != nil || tlsCertificate != nil {
            access.tls = .init(authorityFile: tlsAuthority, certificateFile: tlsCertificate, keyFile: tlsKey)
        }
        access.protocolChoice = protocolChoice ?? .automatic
        access.cleanStart = cleanStart
        access.sessionExpirySeconds = sessionExpiry
        return access
    }

    private var protocolChoice: MQTTConfiguration.ProtocolChoice? {
        switch version {
        case "auto": .automatic
        case "5": .only(.v5)
        case "3.1.1": .only(.v311)
        default: nil
        }
    }

    private func password(_ file: String) throws -> String {
        do {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            return text.trimmingCharacters(in: .newlines)
        } catch {
            throw SimulatorFailure("cannot read the password file \(file): \(error.localizedDescription)")
        }
    }
}

/// Something that ends a simulator, in words for people.
struct SimulatorFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
