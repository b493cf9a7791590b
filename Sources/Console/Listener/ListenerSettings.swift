/// Where the console listens and how it is reached.
public struct ListenerSettings: Hashable, Sendable {
    /// The certificate files of TLS, PEM.
    public struct TLS: Hashable, Sendable {
        /// The certificate chain, the server's own first.
        public var certificate: String
        /// The private key.
        public var key: String

        /// Certificate files.
        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// The address to listen on.
    public var host: String
    /// Port; 0 takes a free one.
    public var port: Int
    /// How others reach it: the beginning of links, without a slash at its end.
    public var publicURL: String
    /// TLS; nil for a plain connection.
    public var tls: TLS?
    /// Whether a proxy on this machine says by `X-Forwarded-For` and `X-Forwarded-Proto` where requests come from.
    public var isBehindProxy: Bool

    /// Settings.
    public init(host: String, port: Int, publicURL: String, tls: TLS? = nil, isBehindProxy: Bool = false) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.tls = tls
        self.isBehindProxy = isBehindProxy
    }
}
