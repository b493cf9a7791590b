import CCurl

/// One request from its turn to its answer, over all its redirects. Only the transfer's thread touches it: the callbacks run inside the
/// library calls that this thread makes.
final class Exchange {
    /// How a request on the wire ended.
    enum Ending {
        /// A redirect is to be followed: the handle is prepared anew.
        case redirected
        case ended(HTTPOutcome)
    }

    let ticket: Ticket
    let easy: EasyHandle
    var answer: Answer
    private(set) var connections = 0
    private let configuration: HTTPConfiguration
    private let begun: MonotonicTime
    private var hop: Hop
    private var redirects = 0

    // How far the hop came.
    private var looksUp = false
    private var connects = false
    private var secures = false
    private var sends = false
    /// What the library had sent before the request: to a proxy.
    private var bytesBefore = 0
    private var refusedAddress = false
    private var refusedRepetition = false

    init(_ ticket: Ticket, _ easy: EasyHandle, _ configuration: HTTPConfiguration) {
        self.ticket = ticket
        self.easy = easy
        self.configuration = configuration
        begun = .now()
        hop = Hop(ticket.request)
        answer = Answer(limit: ticket.request.limits.answerBytes)
    }

    private var request: HTTPRequest { ticket.request }

    /// Tells the library of the request; nil if that went well.
    func prepare() -> HTTPFailure? {
        answer = Answer(limit: request.limits.answerBytes)
        (looksUp, connects, secures, sends, bytesBefore) = (false, false, false, false, 0)
        (refusedAddress, refusedRepetition) = (false, false)
        let remaining = Duration.nanoseconds(ticket.deadline.nanoseconds - MonotonicTime.now().nanoseconds)
        easy.prepare(hop, of: request, configuration, remaining: remaining)
        easy.setCallbacks(Unmanaged.passUnretained(self).toOpaque())
        if !isDirect, reach.permits(hop.address.origin.host) == false {
            return progress.forbiddenAddress(isRedirect: redirects > 0)
        }
        do throws(EasyHandle.Refusal) { try easy.checked() } catch { return progress.library(error.code) }
        return nil
    }

    // MARK: What the library asks

    func looksUpName() { looksUp = true }

    func agreesOnTLS() { secures = true }

    /// Whether a new connection may go to an address. A proxy's own address is the configuration's choice.
    func mayConnect(to address: [UInt8]) -> Bool {
        if isDirect, !reach.permits(address) {
            refusedAddress = true
            return false
        }
        connects = true
        return true
    }

    /// Whether the request may go out on a connection, which may be one that is kept from before. The library asks again when it found
    /// such a connection broken and would send the request on another one.
    func maySend(to literal: String) -> Bool {
        if isDirect, reach != .anywhere, reach.permits(literal) != true { refusedAddress = true; return false }
        if bytesSent > 0, !request.mayRepeat { refusedRepetition = true; return false }
        if !sends { bytesBefore = easy.long(CURLINFO_REQUEST_SIZE) }
        sends = true
        return true
    }

    private var reach: HTTPReach { redirects == 0 ? request.reach : request.redirects.reach }

    private var isDirect: Bool { configuration.proxy?.serves(hop.address.origin.host) != true }

    // MARK: How far it came

    private var bytesSent: Int { sends ? easy.long(CURLINFO_REQUEST_SIZE) - bytesBefore : 0 }

    var progress: Progress {
        Progress(
            origin: hop.address.origin, step: step, mayHaveArrived: redirects > 0 || bytesSent > 0, limits: request.limits)
    }

    private var step: HTTPFailure.Step {
        if answer.hasBegun { return .reading }
        if sends {
            return bytesSent == 0 || easy.size(CURLINFO_SIZE_UPLOAD_T) < hop.body.count ? .sending : .answer
        }
        if secures { return .tls }
        // Without a look-up it connects to an address known before, or waits for a connection that another request is making.
        return looksUp && !connects ? .name : .connect
    }

    // MARK: The end

    /// What a result code of the library means.
    func end(_ code: CURLcode) -> Ending {
        connections += easy.long(CURLINFO_NUM_CONNECTS)
        guard code == CURLE_OK else { return .ended(.failure(failure(code))) }
        // The library takes a header that breaks off for one that has ended.
        guard answer.hasWholeHeader else { return .ended(.failure(progress.lost())) }
        let status = easy.long(CURLINFO_RESPONSE_CODE)
        // The library's own idea of the target would bring the credentials along.
        if request.redirects.most > 0, Hop.isRedirect(status), let target = answer.headers["Location"] {
            if let failure = follow(status, target) { return .ended(.failure(failure)) }
            return .redirected
        }
        return .ended(.success(response(status)))
    }

    private func failure(_ code: CURLcode) -> HTTPFailure {
        if answer.isTooLarge { return progress.tooLarge() }
        if refusedRepetition {
            var broken = progress
            broken.step = .answer
            return broken.lost()
        }
        if refusedAddress, !connects || code == CURLE_ABORTED_BY_CALLBACK {
            return progress.forbiddenAddress(isRedirect: redirects > 0)
        }
        let words = easy.errorWords ?? String(cString: curl_easy_strerror(code))
        return progress.failure(code, words: words, systemError: Int32(easy.long(CURLINFO_OS_ERRNO)))
    }

    /// Makes the next hop; a failure if the redirect is not to be followed.
    private func follow(_ status: Int, _ target: String) -> HTTPFailure? {
        if redirects == request.redirects.most { return progress.tooManyRedirects(redirects) }
        guard let address = try? HTTPAddress(target, relativeTo: hop.address) else {
            return progress.forbiddenRedirect("something that is neither http nor https")
        }
        do throws(Hop.Forbidden) {
            hop = try hop.redirected(status, to: address)
        } catch {
            return progress.forbiddenRedirect(error.target)
        }
        redirects += 1
        return prepare()
    }

    private func response(_ status: Int) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: answer.headers, body: answer.body, version: version, address: hop.address,
            redirects: redirects, timings: timings)
    }

    private var version: HTTPVersion {
        switch easy.long(CURLINFO_HTTP_VERSION) {
        case Int(CURL_HTTP_VERSION_1_0): .http1_0
        case Int(CURL_HTTP_VERSION_2_0): .http2
        default: .http1_1
        }
    }

    private var timings: HTTPTimings {
        let isNew = easy.long(CURLINFO_NUM_CONNECTS) > 0
        return HTTPTimings(
            waiting: .nanoseconds(begun.nanoseconds - ticket.entered.nanoseconds),
            name: isNew ? easy.time(CURLINFO_NAMELOOKUP_TIME_T) : .zero,
            connect: isNew ? easy.time(CURLINFO_CONNECT_TIME_T) : .zero,
            tls: isNew ? easy.time(CURLINFO_APPCONNECT_TIME_T) : .zero,
            firstByte: easy.time(CURLINFO_STARTTRANSFER_TIME_T),
            total: .nanoseconds(MonotonicTime.now().nanoseconds - ticket.entered.nanoseconds), newConnections: connections)
    }
}
