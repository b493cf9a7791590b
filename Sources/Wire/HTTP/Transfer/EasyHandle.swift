import CCurl
import Glibc

/// One of the library's transfers, used again for one request after another.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let words: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?
    /// The first option that the library did not take.
    private var refusal: CURLcode?

    init?() {
        guard let made = curl_easy_init() else { return nil }
        pointer = made
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(headers)
        words.deallocate()
    }

    /// What the library wrote about a failure. May quote the request or the answer once the request was sent.
    var errorWords: String? {
        let text = String(cString: words)
        return text.isEmpty ? nil : text
    }

    // MARK: Reading

    func long(_ what: CURLINFO) -> Int { tocsin_curl_long(pointer, what) }
    func size(_ what: CURLINFO) -> Int { Int(tocsin_curl_size(pointer, what)) }
    func time(_ what: CURLINFO) -> Duration { .microseconds(tocsin_curl_size(pointer, what)) }
    func text(_ what: CURLINFO) -> String? { tocsin_curl_text(pointer, what).map { String(cString: $0) } }

    // MARK: Setting

    /// Forgets everything of the last request but the connections.
    func reset() {
        curl_easy_reset(pointer)
        curl_slist_free_all(headers)
        headers = nil
        refusal = nil
        words.pointee = 0
        note(tocsin_curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, words))
    }

    /// Throws the code of the first option since `reset` that the library did not take: none may be missing.
    func checked() throws(Refusal) {
        if let refusal { throw Refusal(code: refusal) }
    }

    /// The library does not take an option.
    struct Refusal: Error {
        let code: CURLcode
    }

    func set(_ option: CURLoption, _ value: Int) { note(tocsin_curl_set_long(pointer, option, value)) }
    func set(_ option: CURLoption, _ value: String?) { note(tocsin_curl_set_text(pointer, option, value)) }
    func set(_ option: CURLoption, bytes: Int) { note(tocsin_curl_set_size(pointer, option, curl_off_t(bytes))) }

    /// The body, which the library copies.
    func setBody(_ body: [UInt8]) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, bytes: body.count)
        // An empty array may have no address, and without one the library would ask a callback for the body.
        let copied = (body.isEmpty ? [0] : body).withUnsafeBytes {
            tocsin_curl_set_bytes(pointer, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
        }
        note(copied)
    }

    /// Header lines as the library wants them.
    func setHeaders(_ lines: [String]) {
        for line in lines {
            guard let longer = curl_slist_append(headers, line) else { return note(CURLE_OUT_OF_MEMORY) }
            headers = longer
        }
        note(tocsin_curl_set_headers(pointer, headers))
    }

    /// Has the library call back with an exchange, which MUST live as long as the transfer runs.
    func setCallbacks(_ exchange: UnsafeMutableRawPointer) {
        note(tocsin_curl_set_data_function(pointer, CURLOPT_WRITEFUNCTION, exchangeTookBody))
        note(tocsin_curl_set_data_function(pointer, CURLOPT_HEADERFUNCTION, exchangeTookHeader))
        note(tocsin_curl_set_lookup_function(pointer, exchangeLooksUpName))
        note(tocsin_curl_set_socket_function(pointer, exchangeOpensSocket))
        note(tocsin_curl_set_tls_function(pointer, exchangeAgreesOnTLS))
        note(tocsin_curl_set_request_function(pointer, exchangeSendsRequest))
        let contexts = [
            CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_RESOLVER_START_DATA, CURLOPT_OPENSOCKETDATA, CURLOPT_SSL_CTX_DATA,
            CURLOPT_PREREQDATA, CURLOPT_PRIVATE,
        ]
        for option in contexts { note(tocsin_curl_set_pointer(pointer, option, exchange)) }
    }

    private func note(_ code: CURLcode) { if code != CURLE_OK, refusal == nil { refusal = code } }
}
