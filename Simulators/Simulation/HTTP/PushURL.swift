/// An address on this machine that a gateway pushes to.
public struct PushURL: Sendable, Hashable, CustomStringConvertible {
    /// The port.
    public let port: Int
    /// Path and query, as they are asked for.
    public let target: String
    /// The address as it was given.
    public let description: String

    /// Reads `http://127.0.0.1:8080/sms/report?…`; nil for another scheme or another machine, which no simulator writes to.
    public init?(_ text: String) {
        guard text.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0] == "127.0.0.1" || parts[0] == "localhost" else { return nil }
        guard let port = parts.count == 1 ? 80 : Int(parts[1]), (1...65535).contains(port) else { return nil }
        let target = rest.dropFirst(authority.count)
        guard target.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.port = port
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
        description = text
    }
}
