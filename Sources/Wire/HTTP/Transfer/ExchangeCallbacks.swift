import CCurl
import Glibc

// Global functions: a closure made in an isolated context would trap when the library calls it. All run on the transfer's thread,
// inside the library calls that it makes.

private func exchange(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
}

/// Anything but `count` as the result ends the transfer.
func exchangeTookBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?)
    -> Int
{
    let chunk = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return exchange(context)?.answer.takeBody(chunk) == true ? chunk.count : 0
}

func exchangeTookHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?)
    -> Int
{
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return exchange(context)?.answer.takeHeader(line) == true ? line.count : 0
}

func exchangeLooksUpName(
    _ resolver: UnsafeMutableRawPointer?, _ reserved: UnsafeMutableRawPointer?, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    exchange(context)?.looksUpName()
    return 0
}

/// CURL_SOCKET_BAD counts as an address that cannot be connected to; the library then tries the next.
func exchangeOpensSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ asked: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let asked, let address = tocsin_curl_address(asked) else { return -1 }
    guard exchange(context)?.mayConnect(to: HTTPReach.bytes(address)) == true else { return -1 }
    return tocsin_curl_socket(asked)
}

/// Comes with every new TLS connection, before its first byte.
func exchangeAgreesOnTLS(
    _ easy: UnsafeMutableRawPointer?, _ tls: UnsafeMutableRawPointer?, _ context: UnsafeMutableRawPointer?
) -> CURLcode {
    exchange(context)?.agreesOnTLS()
    return CURLE_OK
}

func exchangeSendsRequest(
    _ context: UnsafeMutableRawPointer?, _ address: UnsafeMutablePointer<CChar>?, _ ownAddress: UnsafeMutablePointer<CChar>?,
    _ port: Int32, _ ownPort: Int32
) -> Int32 {
    let literal = address.map { String(cString: $0) } ?? ""
    return exchange(context)?.maySend(to: literal) == true ? Int32(CURL_PREREQFUNC_OK) : Int32(CURL_PREREQFUNC_ABORT)
}
