import CCurl

/// An `http` or `https` address, read by the same library that sends to it, so that both always mean the same host.
///
/// Addresses may carry secrets in their user part, path or query. So in a text an address shows as its origin only.
public struct HTTPAddress: Sendable, Hashable, CustomStringConvertible {
    /// The whole address, without fragment. MUST NOT go to a log, the journal or an error.
    public let text: String
    /// Scheme, host and port.
    public let origin: HTTPOrigin

    /// Reads an address. Blanks and letters outside ASCII in path and query are encoded.
    public init(_ text: String) throws(HTTPConfigurationError) { try self.init(text, base: nil) }

    /// Reads an address that may be given relative to another one (RFC 3986 §5).
    public init(_ reference: String, relativeTo base: HTTPAddress) throws(HTTPConfigurationError) {
        try self.init(reference, base: base.text)
    }

    /// Scheme, host and port; nothing of the rest.
    public var description: String { origin.description }

    private init(_ text: String, base: String?) throws(HTTPConfigurationError) {
        guard let url = curl_url() else { throw HTTPConfigurationError("no memory to read an HTTP address") }
        defer { curl_url_cleanup(url) }
        for part in [base, text].compactMap({ $0 }) {
            if part.utf8.contains(0) { throw HTTPConfigurationError("an HTTP address contains a NUL character") }
            let code = curl_url_set(url, CURLUPART_URL, part, UInt32(CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME))
            if code != CURLUE_OK { throw .unreadable(code) }
        }
        curl_url_set(url, CURLUPART_FRAGMENT, nil, 0)
        origin = try HTTPOrigin(of: url)
        self.text = try url.part(CURLUPART_URL, 0)
    }
}

/// Scheme, host and port: what a connection is made to.
public struct HTTPOrigin: Sendable, Hashable, CustomStringConvertible {
    /// Whether it is reached with TLS.
    public let isSecure: Bool
    /// The host's name or address in small letters; an IPv6 address in brackets.
    public let host: String
    /// The port, 1 to 65535.
    public let port: Int

    /// For instance `https://example.org` or `http://127.0.0.1:8080`.
    public var description: String {
        (isSecure ? "https://" : "http://") + host + (port == (isSecure ? 443 : 80) ? "" : ":\(port)")
    }

    fileprivate init(of url: OpaquePointer) throws(HTTPConfigurationError) {
        let scheme = try url.part(CURLUPART_SCHEME).lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw HTTPConfigurationError("an address begins with neither http:// nor https://")
        }
        isSecure = scheme == "https"
        host = try url.part(CURLUPART_HOST).lowercased()
        guard let port = Int(try url.part(CURLUPART_PORT)), (1...65535).contains(port) else {
            throw HTTPConfigurationError("the port of an HTTP address is not in 1 to 65535")
        }
        self.port = port
    }
}

extension OpaquePointer {
    fileprivate func part(_ what: CURLUPart, _ flags: Int32 = CURLU_DEFAULT_PORT) throws(HTTPConfigurationError) -> String {
        var text: UnsafeMutablePointer<CChar>?
        let code = curl_url_get(self, what, &text, UInt32(flags))
        guard code == CURLUE_OK, let text else { throw .unreadable(code) }
        defer { curl_free(text) }
        return String(cString: text)
    }
}

extension HTTPConfigurationError {
    fileprivate static func unreadable(_ code: CURLUcode) -> HTTPConfigurationError {
        HTTPConfigurationError("an HTTP address cannot be read: \(String(cString: curl_url_strerror(code)))")
    }
}
