import CCurl
import Glibc

// Each text says what happened and what to do about it, names the origin and nothing else of the address. The library's own words are
// used for the steps before the request is sent only: later ones may quote it or the answer.

extension HTTPFailure {
    static func invalid(_ reason: HTTPConfigurationError) -> HTTPFailure {
        HTTPFailure(
            .invalidRequest, step: .waiting, mayHaveArrived: false, "The request was not sent: \(reason.description).")
    }

    static func overloaded(_ origin: HTTPOrigin) -> HTTPFailure {
        HTTPFailure(
            .overloaded, step: .waiting, mayHaveArrived: false,
            "The request to \(origin) was not sent, since too many are waiting already; try again when some have ended.")
    }

    static func stopped(_ origin: HTTPOrigin) -> HTTPFailure {
        HTTPFailure(
            .stopped, step: .waiting, mayHaveArrived: false,
            "The request to \(origin) was not sent, since HTTP was stopped; try again after the next start.")
    }

    static func status(_ status: Int, _ origin: HTTPOrigin) -> HTTPFailure {
        HTTPFailure(
            .status, step: .reading, mayHaveArrived: true,
            "\(origin) answered with status \(status)\(status < 400 ? ", which is no success" : ""); \(advice(forStatus: status))."
        )
    }

    private static func advice(forStatus status: Int) -> String {
        switch status {
        case 300..<400: "see whether its address has changed"
        case 401, 403, 407: "check user name, password or signature, and the far end's list of allowed addresses"
        case 404, 405, 410: "check the address"
        case 429: "send more slowly"
        case 400..<500: "check what is sent against the far end's description"
        default: "see the far end's log, and ask there before it is sent again"
        }
    }
}

extension Progress {
    // MARK: Ended from our side

    func cancelled() -> HTTPFailure { failure(.cancelled, "The request to \(origin) was cancelled \(moment)") }

    func stopped() -> HTTPFailure { failure(.stopped, "HTTP was stopped, which ended the request to \(origin) \(moment)") }

    func timedOut() -> HTTPFailure {
        let (time, connect) = (seconds(limits.time), seconds(min(limits.connect, limits.time)))
        switch step {
        case .waiting:
            return failure(.timedOut, "The request to \(origin) was not sent within \(time), since others were before it")
        case .name:
            return failure(
                .timedOut, "The name of \(origin) was not looked up within \(connect)",
                advice: "check the name service")
        case .connect:
            return failure(
                .timedOut, "\(origin) did not take a connection within \(connect)",
                advice: "check that it runs and that no firewall is in between")
        case .tls:
            return failure(
                .timedOut, "\(origin) did not agree on TLS within \(connect)",
                advice: "check that this port speaks TLS")
        case .sending: return failure(.timedOut, "\(origin) did not take the whole request within \(time)")
        case .answer: return failure(.timedOut, "\(origin) took the request but did not answer within \(time)")
        case .reading: return failure(.timedOut, "The answer of \(origin) was not complete within \(time)")
        }
    }

    // MARK: Refused by rule

    func tooLarge() -> HTTPFailure {
        failure(
            .tooLarge, "The answer of \(origin) is larger than \(limits.answerBytes) bytes",
            advice: "check the address, or raise the limit if so much is expected")
    }

    func tooManyRedirects(_ most: Int) -> HTTPFailure {
        failure(
            .tooManyRedirects, "More than \(most) redirects followed each other, the last from \(origin)",
            advice: "check the address")
    }

    func forbiddenRedirect(_ target: String) -> HTTPFailure {
        failure(
            .forbiddenRedirect, "\(origin) redirects to \(target)",
            advice: "check the address, and allow it only if that is meant")
    }

    func forbiddenAddress(isRedirect: Bool) -> HTTPFailure {
        let advice = "allow it only if that is meant"
        return isRedirect
            ? failure(.forbiddenRedirect, "A redirect leads to \(origin), which is not on the public Internet", advice: advice)
            : failure(.forbiddenAddress, "\(origin) is not on the public Internet", advice: advice)
    }

    // MARK: What the library reports

    func unknownHost(ofProxy: Bool) -> HTTPFailure {
        failure(
            .unknownHost, ofProxy ? "The proxy on the way to \(origin) has no address" : "The host of \(origin) has no address",
            advice: "check the name and the name service")
    }

    func unreachable(_ words: String, systemError: Int32) -> HTTPFailure {
        let reason = systemError == 0 ? words : String(cString: strerror(systemError))
        return failure(
            .unreachable, "No connection to \(origin): \(reason)", advice: "check that it runs, and host and port")
    }

    func tls(_ words: String) -> HTTPFailure {
        failure(
            .tls, "TLS with \(origin) failed: \(words)",
            advice:
                "check that the configured authority signed its certificate, that this names the host and is in date, and whether "
                + "a client certificate is wanted")
    }

    func tlsFiles(_ words: String) -> HTTPFailure {
        failure(.tlsFiles, "The TLS files for \(origin) cannot be used: \(words)", advice: "check authority, certificate and key")
    }

    func lost(_ words: String = "") -> HTTPFailure {
        // Of what the library may have written here, only the system's own words are sure to quote nothing.
        let reason = ["Recv failure: ", "Send failure: "].first { words.hasPrefix($0) }.map { " (\(words.dropFirst($0.count)))" }
        return failure(.lost, "The connection to \(origin) broke \(moment)\(reason ?? "")")
    }

    func malformed() -> HTTPFailure {
        failure(.malformed, "What \(origin) sent is not a proper HTTP answer", advice: "check that host and port speak HTTP")
    }

    func library(_ code: CURLcode) -> HTTPFailure {
        failure(.library, "The HTTP library gave up the request to \(origin): \(String(cString: curl_easy_strerror(code)))")
    }

    private var moment: String {
        switch step {
        case .waiting: "waiting for its turn"
        case .name: "while the name was looked up"
        case .connect: "while the connection was made"
        case .tls: "while TLS was agreed on"
        case .sending: "while the request was sent"
        case .answer: "before an answer came"
        case .reading: "before the answer was complete"
        }
    }

    private func seconds(_ duration: Duration) -> String {
        let tenths = duration.nanoseconds / 100_000_000
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
