import Foundation

/// Writes the shipped configuration into a broker's folder with its own files, port and users.
struct BrokerConfiguration {
    let options: Broker.Options
    let port: Int
    let folder: String
    let certificates: Certificates?

    /// The repository's Config/mosquitto.
    static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Config/mosquitto")

    func write() throws {
        var lines = try shippedLines("mosquitto.conf").filter { !$0.hasPrefix("listener ") }
        if let certificates {
            lines += try shippedLines("tls.conf").map { line in
                replacing(
                    line,
                    [
                        "listener": "\(port) 127.0.0.1", "cafile": certificates.authority, "certfile": certificates.server,
                        "keyfile": certificates.serverKey,
                    ])
            }
            if case .mutual = options.tls { lines = lines.map { replacing($0, ["require_certificate": "true"]) } }
        } else {
            lines.append("listener \(port) 127.0.0.1")
        }
        lines = lines.map { replacing($0, ["persistence_location": folder + "/"]) }
        if let access = options.access {
            try write(access)
            lines = lines.map { replacing($0, ["password_file": folder + "/passwords", "acl_file": folder + "/acl"]) }
        } else {
            lines = lines.filter { !$0.hasPrefix("password_file") && !$0.hasPrefix("acl_file") }
                .map { replacing($0, ["allow_anonymous": "true"]) }
        }
        // Started by root, mosquitto would become a user who cannot enter the folder.
        lines += ["user root", "log_dest stderr"] + options.lines
        try lines.joined(separator: "\n").appending("\n").write(
            toFile: folder + "/mosquitto.conf", atomically: true, encoding: .utf8)
    }

    private func write(_ access: Broker.Options.Access) throws {
        let rules = try String(contentsOf: Self.shipped.appendingPathComponent("acl"), encoding: .utf8)
            .replacingOccurrences(of: "COMMUNITY", with: access.community)
        try (rules + "\n" + access.rules + "\n").write(toFile: folder + "/acl", atomically: true, encoding: .utf8)
        let passwords = access.passwords.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)\n" }.joined()
        try passwords.write(toFile: folder + "/passwords", atomically: true, encoding: .utf8)
        try ChildProcess.run("/usr/bin/mosquitto_passwd", ["-U", folder + "/passwords"])
    }

    private func shippedLines(_ name: String) throws -> [String] {
        try String(contentsOf: Self.shipped.appendingPathComponent(name), encoding: .utf8)
            .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    private func replacing(_ line: String, _ values: [String: String]) -> String {
        guard let space = line.firstIndex(of: " "), let value = values[String(line[..<space])] else { return line }
        return line[..<space] + " " + value
    }
}
