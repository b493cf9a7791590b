import CCurl

extension EasyHandle {
    /// Everything that a request needs to be told to the library; `remaining` is the time that is left for it.
    func prepare(_ hop: Hop, of request: HTTPRequest, _ configuration: HTTPConfiguration, remaining: Duration) {
        reset()
        set(CURLOPT_URL, hop.address.text)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_NOSIGNAL, 1)
        // Without it the thread would wait for a slow name server before it gives a request up, and all others with it.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_MAXAGE_CONN, Int(configuration.idleLimit.components.seconds))
        setLimits(request.limits, remaining, isHead: hop.method == .head)
        setMethod(hop)
        setHeaders(hop, configuration)
        if request.decompresses { set(CURLOPT_ACCEPT_ENCODING, "gzip") }
        if hop.address.origin.isSecure { setTLS(request.tls ?? configuration.tls) }
        setVersion(hop, mayRepeat: request.mayRepeat)
        setProxy(configuration, hop.address.origin.host)
    }

    private func setLimits(_ limits: HTTPLimits, _ remaining: Duration, isHead: Bool) {
        set(CURLOPT_TIMEOUT_MS, remaining.milliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.milliseconds)
        // Ends a transfer as soon as the answer says that it is too large; a HEAD request asks only how large it would be.
        if !isHead { set(CURLOPT_MAXFILESIZE_LARGE, bytes: max(limits.answerBytes, 1)) }
    }

    private func setMethod(_ hop: Hop) {
        switch hop.method {
        case .get: set(CURLOPT_HTTPGET, 1)
        case .head: set(CURLOPT_NOBODY, 1)
        case .delete where hop.body.isEmpty: set(CURLOPT_CUSTOMREQUEST, hop.method.rawValue)
        case .post, .put, .patch, .delete:
            set(CURLOPT_POST, 1)
            setBody(hop.body)
            if hop.method != .post { set(CURLOPT_CUSTOMREQUEST, hop.method.rawValue) }
        }
    }

    private func setHeaders(_ hop: Hop, _ configuration: HTTPConfiguration) {
        set(CURLOPT_USERAGENT, configuration.userAgent)
        // The library takes a name with a semicolon for an empty field, and a name with nothing after the colon for one to leave out.
        var lines = hop.headers.map { field in
            field.value.allSatisfy { $0 == " " || $0 == "\t" } ? "\(field.name);" : "\(field.name): \(field.value)"
        }
        // It would wait a second for gateways that do not know 100 Continue, and call any body a form.
        lines.append("Expect:")
        if hop.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        setHeaders(lines)
        if let credentials = hop.credentials {
            set(CURLOPT_USERNAME, credentials.user)
            set(CURLOPT_PASSWORD, credentials.password)
        }
    }

    private func setTLS(_ tls: HTTPTLS) {
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // How long, in seconds, the library goes on with authorities whose file has changed.
        set(CURLOPT_CA_CACHE_TIMEOUT, 600)
        // The system's folder of authorities would be trusted beside a file of our own, and it keeps the library from caching the
        // system's file, which has the same ones.
        set(CURLOPT_CAPATH, nil)
        if let authorities = tls.authorityFile { set(CURLOPT_CAINFO, authorities) }
        set(CURLOPT_SSLCERT, tls.certificateFile)
        set(CURLOPT_SSLKEY, tls.keyFile)
        // Without a password OpenSSL would ask for that of an encrypted key on the terminal.
        set(CURLOPT_KEYPASSWD, "")
    }

    /// HTTP/2 over TLS, but only for reading what may be read again.
    ///
    /// A server may end a connection at any moment with requests in it that it did not take (GOAWAY, RFC 9113 §6.8), and libcurl does
    /// not tell those from lost ones: of 2,500 orders to an nginx, which does so after every 1,000 requests, a dozen were left open
    /// although it had taken none of them. And a server that answers without reading the body may reset the stream afterwards
    /// (RFC 9113 §8.1), upon which libcurl 7.88 throws the whole answer away: two of three when nginx did so.
    private func setVersion(_ hop: Hop, mayRepeat: Bool) {
        guard mayRepeat, hop.method == .get || hop.method == .head else {
            return set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        }
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Waits for a connection that is being made, to share it if it turns out to be HTTP/2.
        set(CURLOPT_PIPEWAIT, 1)
    }

    /// An empty text keeps the library from looking into the environment.
    private func setProxy(_ configuration: HTTPConfiguration, _ host: String) {
        set(CURLOPT_NOPROXY, "")
        guard let proxy = configuration.proxy, proxy.serves(host) else { return set(CURLOPT_PROXY, "") }
        set(CURLOPT_PROXY, proxy.address.text)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_PROXYUSERNAME, proxy.credentials?.user)
        set(CURLOPT_PROXYPASSWORD, proxy.credentials?.password)
        set(CURLOPT_PROXY_CAPATH, nil)
        if let authorities = configuration.tls.authorityFile { set(CURLOPT_PROXY_CAINFO, authorities) }
    }
}

extension Duration {
    /// Whole milliseconds for the library, at least one: zero would mean no limit.
    fileprivate var milliseconds: Int { Int(clamping: max(1, min(nanoseconds / 1_000_000, 0x7FFF_FFFF))) }
}
