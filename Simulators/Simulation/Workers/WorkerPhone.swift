public import Alerts
import Foundation
import Wire

/// The browser of one worker's phone: a cookie jar and real requests to the page behind the link.
struct WorkerPhone: Sendable {
    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var body: String
    }

    private let transfer: HTTPTransfer
    private let address: HTTPAddress
    private var cookies: [String: String] = [:]

    /// Nil for an address that is none.
    init?(_ link: String, over transfer: HTTPTransfer) {
        guard let address = try? HTTPAddress(link) else { return nil }
        self.address = address
        self.transfer = transfer
    }

    /// Looks at the page; nil where nobody answers.
    mutating func open() async -> Answer? { await ask(.get, []) }

    /// Sends a form; nil where nobody answers.
    mutating func send(_ fields: [(String, String)]) async -> Answer? { await ask(.post, fields) }

    private mutating func ask(_ method: HTTPMethod, _ fields: [(String, String)]) async -> Answer? {
        var headers: HTTPHeaders = ["Accept": "text/html"]
        if !cookies.isEmpty {
            headers["Cookie"] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        if method == .post { headers["Content-Type"] = "application/x-www-form-urlencoded" }
        var request = HTTPRequest(method, address, headers: headers, body: Array(Self.encoded(fields).utf8))
        request.limits = HTTPLimits(time: .seconds(20), connect: .seconds(5), answerBytes: 1 << 20)
        guard let response = try? await transfer.send(request) else { return nil }
        for cookie in response.headers.values(of: "Set-Cookie") {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { cookies[pair[0]] = pair[1] }
        }
        return Answer(status: response.status, body: String(decoding: response.body, as: UTF8.self))
    }

    private static func encoded(_ fields: [(String, String)]) -> String {
        let kept = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return fields.map { name, value in "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: kept) ?? "")" }.joined(
            separator: "&")
    }
}
