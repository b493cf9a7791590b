import Foundation

/// Certificates for one test broker, made with openssl in a folder: an authority, a server for 127.0.0.1 and localhost, a
/// client, and a second authority that signed none of them.
public struct Certificates: Sendable {
    /// The folder they lie in.
    public let folder: String

    /// The authority that signed server and client.
    public var authority: String { folder + "/ca.crt" }
    /// An authority that signed nothing here.
    public var otherAuthority: String { folder + "/other.crt" }
    /// The server's certificate.
    public var server: String { folder + "/server.crt" }
    /// The server's key.
    public var serverKey: String { folder + "/server.key" }
    /// The client's certificate; its common name is `client`.
    public var client: String { folder + "/client.crt" }
    /// The client's key.
    public var clientKey: String { folder + "/client.key" }

    /// Makes them all.
    public init(in folder: String) throws {
        self.folder = folder
        try authority("ca")
        try authority("other")
        try certificate("server", subject: "/CN=127.0.0.1", extensions: "subjectAltName=IP:127.0.0.1,DNS:localhost")
        try certificate("client", subject: "/CN=client", extensions: "extendedKeyUsage=clientAuth")
    }

    private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    private func authority(_ name: String) throws {
        try openssl(
            ["req", "-x509"] + Self.key + [
                "-days", "2", "-subj", "/CN=Test authority \(name)", "-keyout", "\(folder)/\(name).key", "-out",
                "\(folder)/\(name).crt",
            ])
    }

    private func certificate(_ name: String, subject: String, extensions: String) throws {
        try (extensions + "\n").write(toFile: "\(folder)/\(name).ext", atomically: true, encoding: .utf8)
        try openssl(["req"] + Self.key + ["-subj", subject, "-keyout", "\(folder)/\(name).key", "-out", "\(folder)/\(name).csr"])
        try openssl([
            "x509", "-req", "-in", "\(folder)/\(name).csr", "-CA", authority, "-CAkey", "\(folder)/ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", "\(folder)/\(name).ext", "-out", "\(folder)/\(name).crt",
        ])
    }

    private func openssl(_ arguments: [String]) throws { try ChildProcess.run("/usr/bin/openssl", arguments) }
}
