import Alerts
import Crypto

/// The signature that the HTTP gateway asks for: `X-Timestamp` in milliseconds and `X-Signature`, the lower-case hex of
/// HMAC-SHA-256 over the time, a line feed, and what is signed (the body, or the query of a GET).
struct RequestSignature: Sendable {
    /// How far the caller's clock may be off.
    static let tolerance = Span.minutes(15)

    let secret: String

    /// What is wrong with a request's signature; nil if it is right.
    func problem(_ request: GatewayRequest, at now: Moment) -> String? {
        guard let time = request.headers["x-timestamp"], let milliseconds = Int64(time) else {
            return "X-Timestamp must be milliseconds since 1970"
        }
        let distance = (now - Moment(milliseconds: milliseconds)).milliseconds.magnitude
        if distance > RequestSignature.tolerance.milliseconds.magnitude { return "X-Timestamp is \(distance / 1000) s off" }
        let signed = request.method == "GET" ? Array(request.query.utf8) : request.body
        guard let given = request.headers["x-signature"] else { return "X-Signature is missing" }
        return given == signature(time: time, signed) ? nil : "X-Signature does not match"
    }

    /// The signature of some bytes at a time.
    func signature(time: String, _ signed: [UInt8]) -> String {
        HexText.lower(
            HMAC<SHA256>.authenticationCode(for: Array("\(time)\n".utf8) + signed, using: SymmetricKey(data: Array(secret.utf8))))
    }
}

/// Bytes in hexadecimal.
enum HexText {
    static func lower(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
