import CCurl

extension Progress {
    /// What a result code of the library means; `words` is what it wrote beside the code, `systemError` the `errno` it kept.
    func failure(_ code: CURLcode, words: String, systemError: Int32) -> HTTPFailure {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: unknownHost(ofProxy: false)
        case CURLE_COULDNT_RESOLVE_PROXY: unknownHost(ofProxy: true)
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY: unreachable(words, systemError: systemError)
        case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CRL_BADFILE: tlsFiles(words)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
            tls(words)
        case CURLE_OPERATION_TIMEDOUT: timedOut()
        case CURLE_FILESIZE_EXCEEDED: tooLarge()
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR: malformed()
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            broken(words, systemError: systemError)
        default: library(code)
        }
    }

    /// A connection that broke: where no request was sent on it yet, it is that step that failed.
    private func broken(_ words: String, systemError: Int32) -> HTTPFailure {
        switch step {
        case .waiting, .name, .connect: return unreachable(words, systemError: systemError)
        case .tls: return tls(words)
        case .sending, .answer:
            // In TLS 1.3 the far end judges the client's certificate only when the client may have sent its request already; it
            // reads nothing of that before, and says with an alert that it will not (RFC 8446 §4.4.2.4, §6.2).
            guard Self.isCertificateAlert(words) else { return lost(words) }
            var refused = self
            (refused.step, refused.mayHaveArrived) = (.tls, false)
            return refused.tls(words)
        case .reading: return lost(words)
        }
    }

    private static func isCertificateAlert(_ words: String) -> Bool {
        words.contains(" alert ") && (words.contains("certificate") || words.contains("unknown ca"))
    }
}
