import Foundation

/// The repository's Kannel configuration, filled in.
struct KannelConfiguration {
    let options: Kannel.Options
    let folder: String
    let sendsmsPort: Int
    let adminPort: Int
    let smsboxPort: Int
    let statusPassword: String

    private static let template = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Simulators/kannel/kannel.conf")

    func write() throws {
        var text = try String(contentsOf: Self.template, encoding: .utf8)
        let values: [String: String] = [
            "FOLDER": folder, "ADMIN_PORT": "\(adminPort)", "SMSBOX_PORT": "\(smsboxPort)", "SENDSMS_PORT": "\(sendsmsPort)",
            "SMPP_PORT": "\(options.smppPort)", "ADMIN_PASSWORD": statusPassword, "STATUS_PASSWORD": statusPassword,
            "SMPP_PASSWORD": options.smppPassword, "LOG_LEVEL": "1", "WAIT_ACK": "\(options.waitAckSeconds)",
            "RETRIES": "\(options.callbackRetries)", "USERNAME": options.username, "PASSWORD": options.password,
            "SENDER": options.sender, "INBOUND_URL": options.inboundURL,
            "CORE": options.coreLines.joined(separator: "\n"), "SMSC": options.smscLines.joined(separator: "\n"),
        ]
        for (name, value) in values { text = text.replacingOccurrences(of: "@\(name)@", with: value) }
        try text.write(toFile: folder + "/kannel.conf", atomically: true, encoding: .utf8)
    }
}
