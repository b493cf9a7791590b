public import Hummingbird
public import Logging
import NIOCore

/// What is known of a request besides its bytes: who asks, and from where.
public struct ConsoleRequest: RequestContext {
    /// Hummingbird's own.
    public var coreContext: CoreRequestContextStorage
    /// The address that the connection comes from, without the port; `local` where it has none.
    public let peer: String
    /// The address that is held responsible: the peer's, or what a trusted proxy says.
    public internal(set) var address: String
    /// Whether the client speaks TLS, to us or to a trusted proxy.
    public internal(set) var isSecure = false
    /// Who asks; nil where nobody showed.
    var caller: Caller?
    /// How long a body may be, in bytes.
    public var maxUploadSize: Int { 5 << 20 }

    /// The context of a request on a connection.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
        address = peer
    }

    /// Whether the connection comes from this machine.
    var isLocal: Bool { peer == "local" || peer == "127.0.0.1" || peer == "::1" || peer.hasPrefix("127.") }
}
