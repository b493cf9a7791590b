/// Everything a transfer needs to know about itself. What belongs to one far end goes with each ``HTTPRequest``, so that one
/// transfer, with one thread and one bound on everything, serves gateways with authorities and certificates of their own.
public struct HTTPConfiguration: Sendable, Hashable {
    /// Names the thread; the kernel keeps 15 bytes.
    public var name = "http"
    /// Requests under way at a time, at least 1.
    public var parallel = 64
    /// Requests under way at a time to the same scheme, host and port, at least 1. A request that is redirected keeps the place of
    /// the host that it was sent to first.
    public var parallelPerHost = 16
    /// Requests that may wait for their turn beyond those, in all, at least 1; a further one is refused as overload.
    public var waiting = 2048
    /// Requests that may wait for the same host, at least 1: a slow one cannot take all places.
    public var waitingPerHost = 1024
    /// How long an unused connection is kept, a second or more. Short, since a far end that closes an idle connection just when a
    /// request is sent leaves open whether it took it.
    public var idleLimit = Duration.seconds(30)
    /// TLS where a request brings none of its own.
    public var tls = HTTPTLS()
    /// The proxy to go through, or nil for none. Proxies that the environment names (`http_proxy` and others) are never used: what
    /// leaves the machine and where to is decided by configuration alone.
    public var proxy: HTTPProxy?
    /// What the User-Agent header says.
    public var userAgent = "Tocsin"

    /// All defaults, to be changed afterwards.
    public init() {}
}

/// TLS towards the far end of a request.
public typealias HTTPTLS = TLSFiles

/// A proxy. HTTPS goes through it in a tunnel, end to end.
public struct HTTPProxy: Sendable, Hashable {
    /// Its scheme, host and port.
    public var address: HTTPAddress
    /// User name and password, where it asks for them.
    public var credentials: HTTPCredentials?
    /// Hosts that are reached directly: names, or with a leading dot whole domains.
    public var exceptions: [String]

    /// A proxy for all hosts but the exceptions.
    public init(_ address: HTTPAddress, credentials: HTTPCredentials? = nil, exceptions: [String] = []) {
        self.address = address
        self.credentials = credentials
        self.exceptions = exceptions
    }

    /// Whether a host is reached through the proxy.
    func serves(_ host: String) -> Bool {
        !exceptions.contains { exception in
            let exception = exception.lowercased()
            return exception == host || (exception.hasPrefix(".") && host.hasSuffix(exception))
        }
    }
}

/// User name and password for HTTP's Basic scheme (RFC 7617).
public struct HTTPCredentials: Sendable, Hashable, CustomStringConvertible {
    /// The user name.
    public var user: String
    /// The password.
    public var password: String

    /// A user name with its password.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// Nothing of either.
    public var description: String { "credentials" }
}
