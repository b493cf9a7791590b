import Crypto
import Foundation
import TestSupport
import Testing

/// Requests made by curl: a client that the simulators' author did not write.
enum Curl {
    struct Answer: Sendable {
        /// How curl ended: 0, 52 for an answer that never came, 56 for a broken connection.
        var exit: Int32
        var status: Int
        var body: String

        /// A member of the body, which is a JSON object.
        subscript(_ name: String) -> String? {
            guard let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any] else { return nil }
            return object[name].map { "\($0)" }
        }
    }

    static func get(_ url: String, headers: [String] = []) async throws -> Answer {
        try await run(headers.flatMap { ["-H", $0] } + [url])
    }

    static func post(_ url: String, _ body: String, headers: [String] = []) async throws -> Answer {
        try await run(
            ["-X", "POST", "--data-binary", body, "-H", "Content-Type: application/json"] + headers.flatMap { ["-H", $0] } + [url]
        )
    }

    private static func run(_ arguments: [String]) async throws -> Answer {
        let result = try await Executables.run("/usr/bin/curl", ["-sS", "--max-time", "60", "-w", "\n%{http_code}"] + arguments)
        guard case .exited(let exit) = result.ending else { throw NotInTime("curl ended with \(result.ending)") }
        var lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        let status = lines.popLast().flatMap { Int($0) } ?? 0
        return Answer(exit: exit, status: status, body: lines.joined(separator: "\n"))
    }
}

/// A caller of the signed gateways.
struct Customer: Sendable {
    let port: Int
    var secret = "simsecret"
    var milliseconds: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    func send(_ phone: String, _ content: String, sign: String = "示例社区", ref: String? = nil) async throws -> Curl.Answer {
        var members = ["phone": phone, "sign": sign, "content": content]
        members["ref"] = ref
        return try await post("/sms/send", try Self.json(members))
    }

    func call(_ phone: String, _ text: String, ref: String? = nil, plays: Int = 2) async throws -> Curl.Answer {
        var members: [String: Any] = ["phone": phone, "text": text, "repeat": plays]
        members["ref"] = ref
        return try await post("/voice/call", try Self.json(members))
    }

    func query(_ query: String) async throws -> Curl.Answer {
        try await Curl.get("http://127.0.0.1:\(port)/sms/query?\(query)", headers: headers(query))
    }

    func post(_ path: String, _ body: String) async throws -> Curl.Answer {
        try await Curl.post("http://127.0.0.1:\(port)\(path)", body, headers: headers(body))
    }

    private func headers(_ signed: String) -> [String] {
        let time = String(milliseconds())
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(time)\n\(signed)".utf8), using: .init(data: Data(secret.utf8)))
        return ["X-Timestamp: \(time)", "X-Signature: \(code.map { String(format: "%02x", $0) }.joined())"]
    }

    static func json(_ members: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
    }
}
