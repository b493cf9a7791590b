/// A value that no request could be sent with: part of a configuration, an address, a header. The words name neither query nor
/// password.
public struct HTTPConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String

    init(_ description: String) { self.description = description }
}

extension HTTPConfiguration {
    /// Checks every value that can be checked without a far end; throws the first that is wrong.
    public func validate() throws(HTTPConfigurationError) {
        try require(parallel > 0 && parallelPerHost > 0, "HTTP needs at least one transfer at a time, in all and per host")
        try require(waiting > 0 && waitingPerHost > 0, "HTTP needs room for at least one waiting request, in all and per host")
        try require(idleLimit >= .seconds(1), "an idle HTTP connection is kept for at least a second")
        try require(HTTPHeaders.isValue(userAgent), "the HTTP user agent must be one line of text")
        try tls.validate()
    }

    private func require(_ condition: Bool, _ text: String) throws(HTTPConfigurationError) {
        if !condition { throw HTTPConfigurationError(text) }
    }
}

extension HTTPTLS {
    /// Checks that certificate and key come together.
    public func validate() throws(HTTPConfigurationError) {
        if (certificateFile == nil) != (keyFile == nil) {
            throw HTTPConfigurationError("a TLS client certificate needs its key file, and a key its certificate")
        }
    }
}

extension HTTPRequest {
    /// Checks what can be checked before anything is sent; throws the first that is wrong.
    public func validate() throws(HTTPConfigurationError) {
        for field in headers {
            if !HTTPHeaders.isName(field.name) {
                throw HTTPConfigurationError("an HTTP header has a name that HTTP does not allow")
            }
            if !HTTPHeaders.isValue(field.value) {
                throw HTTPConfigurationError("the HTTP header \(field.name) must be one line of text")
            }
            if Self.ownHeaders.contains(field.name.lowercased()) {
                throw HTTPConfigurationError("the HTTP header \(field.name) is set by the transfer itself; leave it out")
            }
        }
        if !body.isEmpty, method == .get || method == .head {
            throw HTTPConfigurationError("an HTTP \(method.rawValue) request carries no body; use POST or leave the body out")
        }
        if limits.time <= .zero || limits.connect <= .zero || limits.answerBytes < 0 || redirects.most < 0 {
            throw HTTPConfigurationError("the limits of an HTTP request must be positive")
        }
        if let credentials, credentials.user.utf8.contains(0) || credentials.password.utf8.contains(0) {
            throw HTTPConfigurationError("user name and password of an HTTP request must not contain a NUL character")
        }
        try tls?.validate()
    }

    /// Those that say how the message is framed (RFC 9112 §6): two opinions on that would be a way to smuggle requests.
    private static let ownHeaders: Set<String> = ["connection", "content-length", "expect", "te", "transfer-encoding", "upgrade"]
}
