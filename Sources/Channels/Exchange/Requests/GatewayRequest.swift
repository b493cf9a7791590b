import Foundation

/// An HTTP request, ready to be sent. It holds numbers and secrets: printing it shows the method and the host, nothing else.
public struct GatewayRequest: Hashable, Sendable {
    /// A header.
    public struct Header: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value, on one line.
        public var value: String

        /// A header.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The method: GET, POST or PUT.
    public var method: String
    /// The address with its query, percent-encoded.
    public var url: String
    /// The headers; those that HTTP itself needs (Host, Content-Length) are not among them.
    public var headers: [Header]
    /// The body; empty for none.
    public var body: [UInt8]

    /// A request.
    public init(method: String, url: String, headers: [Header] = [], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// The value of a header, whatever the case of its name.
    public func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
}

extension GatewayRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The method and the host.
    public var description: String { "\(method) \(Address(url).host)" }
    /// The method and the host.
    public var debugDescription: String { description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The parts of an address that signatures are computed over.
struct Address {
    /// Host and port as they stand in it, without a user.
    let host: String
    /// The path, at least `/`.
    let path: String

    init(_ url: String) {
        let behind = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let whole = behind.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        host = String(whole.split(separator: "@", omittingEmptySubsequences: false).last ?? "")
        let path = behind.dropFirst(whole.count).prefix { $0 != "?" && $0 != "#" }
        self.path = path.isEmpty ? "/" : String(path)
    }
}
