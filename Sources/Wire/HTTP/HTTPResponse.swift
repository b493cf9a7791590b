/// The version of HTTP that an answer came with.
public enum HTTPVersion: String, Sendable, Hashable {
    /// HTTP/1.0.
    case http1_0 = "HTTP/1.0"
    /// HTTP/1.1.
    case http1_1 = "HTTP/1.1"
    /// HTTP/2.
    case http2 = "HTTP/2"
}

/// How long the parts of a request took. Those of the connection are zero where it was kept from before, and of the last request
/// where redirects were followed.
public struct HTTPTimings: Sendable, Hashable {
    /// Waiting for its turn.
    public var waiting: Duration
    /// From its turn until the name had an address.
    public var name: Duration
    /// From its turn until the connection stood.
    public var connect: Duration
    /// From its turn until TLS was agreed.
    public var tls: Duration
    /// From its turn until the first byte of the answer.
    public var firstByte: Duration
    /// From the call to the end of the answer, everything included.
    public var total: Duration
    /// Connections that were made for it.
    public var newConnections: Int
}

/// An answer, whatever its status.
public struct HTTPResponse: Sendable, Hashable {
    /// The status code, 200 to 599.
    public var status: Int
    /// Header fields.
    public var headers: HTTPHeaders
    /// The body, decompressed where that was asked for.
    public var body: [UInt8]
    /// The version of HTTP.
    public var version: HTTPVersion
    /// The address that gave the answer, after redirects.
    public var address: HTTPAddress
    /// How many redirects were followed.
    public var redirects: Int
    /// How long it took.
    public var timings: HTTPTimings

    /// Whether the status is 2xx.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The answer itself if its status is 2xx; throws ``HTTPFailure`` of kind `status` otherwise.
    public func successful() throws(HTTPFailure) -> HTTPResponse {
        if isSuccess { return self }
        throw .status(status, address.origin)
    }
}

extension HTTPResponse: CustomStringConvertible {
    /// Status, origin and size; nothing that may be a secret.
    public var description: String { "\(status) from \(address.origin), \(body.count) bytes, \(version.rawValue)" }
}
