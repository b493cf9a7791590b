/// One request on the wire: first as the caller made it, then as redirects make of it.
struct Hop {
    var address: HTTPAddress
    var method: HTTPMethod
    var headers: HTTPHeaders
    var body: [UInt8]
    var credentials: HTTPCredentials?

    init(_ request: HTTPRequest) {
        address = request.address
        method = request.method
        headers = request.headers
        body = request.body
        credentials = request.credentials
    }

    /// Whether a status sends the client elsewhere (RFC 9110 §15.4).
    static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

    /// Why a redirect is not followed, as the end of "it redirects to".
    struct Forbidden: Error {
        let target: String
    }

    /// What a redirect makes of this request.
    func redirected(_ status: Int, to target: HTTPAddress) throws(Forbidden) -> Hop {
        if address.origin.isSecure, !target.origin.isSecure { throw Forbidden(target: "\(target.origin), without TLS") }
        var next = self
        next.address = target
        if status == 303 && method != .head || (status == 301 || status == 302) && method == .post { next.becomeGet() }
        if target.origin != address.origin { try next.forgetSecrets() }
        return next
    }

    private mutating func becomeGet() {
        method = .get
        body = []
        headers.removeAll { $0.hasPrefix("content-") }
    }

    /// Another origin is told nothing that the caller meant for the first one.
    private mutating func forgetSecrets() throws(Forbidden) {
        guard method == .get || method == .head else {
            throw Forbidden(target: "\(address.origin), where a \(method.rawValue) request is not passed on")
        }
        credentials = nil
        headers.removeAll { !Self.openHeaders.contains($0) }
    }

    private static let openHeaders: Set<String> = [
        "accept", "accept-language", "if-modified-since", "if-none-match", "user-agent",
    ]
}
