/// What is asked of a far end (RFC 9110 §9).
public enum HTTPMethod: String, Sendable, Hashable {
    /// Read.
    case get = "GET"
    /// Read the header fields only.
    case head = "HEAD"
    /// Hand in.
    case post = "POST"
    /// Put in place.
    case put = "PUT"
    /// Change.
    case patch = "PATCH"
    /// Remove.
    case delete = "DELETE"
}

/// How long a request may take and how much may come back.
public struct HTTPLimits: Sendable, Hashable {
    /// From the call of ``HTTPTransfer/send(_:)`` to the last byte of the answer, waiting for its turn and redirects included.
    public var time: Duration
    /// For each new connection: name, connection and TLS together.
    public var connect: Duration
    /// The body of an answer at most, in bytes, counted after decompression.
    public var answerBytes: Int

    /// By default 30 s, of which 10 s for a connection, and 4 MiB, the largest alert.
    public init(time: Duration = .seconds(30), connect: Duration = .seconds(10), answerBytes: Int = 4 << 20) {
        self.time = time
        self.connect = connect
        self.answerBytes = answerBytes
    }
}

/// How far redirects are followed (RFC 9110 §15.4).
///
/// To another origin go only header fields that any server may see (what is accepted, conditions, the kind of body); neither
/// credentials nor a body. From https nothing leads to http.
public struct HTTPRedirects: Sendable, Hashable {
    /// Redirects in a row at most; with 0 the redirecting answer is the answer.
    public var most: Int
    /// Which addresses a redirect may lead to, checked on the address that is connected to.
    public var reach: HTTPReach

    /// None is followed.
    public static let none = HTTPRedirects(most: 0, reach: .publicAddresses)

    /// Up to so many are followed, to public addresses unless said otherwise.
    public static func follow(most: Int = 5, reach: HTTPReach = .publicAddresses) -> HTTPRedirects {
        HTTPRedirects(most: most, reach: reach)
    }
}

/// One request.
public struct HTTPRequest: Sendable, Hashable {
    /// Where to.
    public var address: HTTPAddress
    /// What is asked.
    public var method: HTTPMethod
    /// Header fields. Those that frame the message (Content-Length and the like) are not the caller's.
    public var headers: HTTPHeaders
    /// The body. A Content-Type is sent only if it stands in the header fields.
    public var body: [UInt8]
    /// User name and password, where the far end asks for them by HTTP.
    public var credentials: HTTPCredentials?
    /// Limits of time and size.
    public var limits = HTTPLimits()
    /// Whether redirects are followed.
    public var redirects = HTTPRedirects.none
    /// Which addresses ``address`` may lead to, checked on the address that is connected to.
    public var reach = HTTPReach.anywhere
    /// TLS for this far end; nil takes the transfer's.
    public var tls: HTTPTLS?
    /// Asks for a gzip body and hands it on decompressed.
    public var decompresses = false
    /// Whether the transfer may silently send it again when a kept connection broke before a byte of the answer came. Never for
    /// anything with an effect: some gateways take orders by GET.
    ///
    /// Only a GET or HEAD that may be repeated goes over HTTP/2, where TLS offers it. All else goes over HTTP/1.1, since an HTTP/2
    /// connection can end with requests in it of which nobody can say whether they were taken.
    public var mayRepeat = false

    /// A request; everything else has a default to be changed afterwards.
    public init(_ method: HTTPMethod = .get, _ address: HTTPAddress, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
    }
}

extension HTTPRequest: CustomStringConvertible {
    /// Method and origin; nothing that may be a secret.
    public var description: String { "\(method.rawValue) \(address.origin)" }
}
