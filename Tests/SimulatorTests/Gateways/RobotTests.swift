import Alerts
import Crypto
import Foundation
import Simulation
import TestSupport
import Testing

extension GatewayTests {
    /// The group robots, met by curl: signatures, limits and sizes.
    @Suite struct RobotTests {
        private struct Robots: Sendable {
            let base: String

            func wecom(_ text: String, key: String = "w-key", type: String = "text") async throws -> Curl.Answer {
                try await Curl.post(
                    "\(base)/cgi-bin/webhook/send?key=\(key)", try Customer.json(["msgtype": type, type: ["content": text]]))
            }

            func dingtalk(_ text: String, token: String = "d-token", time: Int64? = nil, sign: String? = nil) async throws
                -> Curl.Answer
            {
                let time = String(time ?? Int64(Date().timeIntervalSince1970 * 1000))
                let sign = sign ?? RobotTests.base64(key: "d-secret", "\(time)\nd-secret")
                let escaped = sign.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                return try await Curl.post(
                    "\(base)/robot/send?access_token=\(token)&timestamp=\(time)&sign=\(escaped)",
                    try Customer.json(["msgtype": "text", "text": ["content": text]]))
            }

            func feishu(_ text: String, id: String = "f-hook", time: Int64? = nil, sign: String? = nil) async throws
                -> Curl.Answer
            {
                let time = String(time ?? Int64(Date().timeIntervalSince1970))
                let sign = sign ?? RobotTests.base64(key: "\(time)\nf-secret", "")
                return try await Curl.post(
                    "\(base)/open-apis/bot/v2/hook/\(id)",
                    try Customer.json(["timestamp": time, "sign": sign, "msg_type": "text", "content": ["text": text]]))
            }
        }

        static func base64(key: String, _ message: String) -> String {
            Data(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: .init(data: Data(key.utf8))))
                .base64EncodedString()
        }

        private func play(
            _ change: (inout GatewayOptions) -> Void = { _ in }, clock: HandClock = HandClock(),
            _ body: @escaping @Sendable (Robots) async throws -> Void
        ) async throws -> [RobotAccount.Kind: RobotAccount] {
            var options = GatewayOptions()
            options.robots.wecom = ["w-key"]
            options.robots.dingtalk = [.init(id: "d-token", secret: "d-secret")]
            options.robots.feishu = [.init(id: "f-hook", secret: "f-secret")]
            change(&options)
            let (_, account) = try await withGateways(options, log: quiet, now: { clock.now }) { _, ports in
                try await body(Robots(base: "http://127.0.0.1:\(try #require(ports.http))"))
            }
            return Dictionary(uniqueKeysWithValues: account.robots.map { ($0.kind, $0) })
        }

        @Test func postsAppear() async throws {
            let accounts = try await play { (robots) async throws in
                let answers = [
                    try await robots.wecom("红色预警"), try await robots.dingtalk("红色预警"), try await robots.feishu("红色预警"),
                ]
                #expect(answers.map(\.status) == [200, 200, 200])
                #expect(answers[0]["errcode"] == "0")
                #expect(answers[1]["errcode"] == "0")
                #expect(answers[2]["code"] == "0")
            }
            for kind in [RobotAccount.Kind.wecom, .dingtalk, .feishu] { #expect(accounts[kind]?.posts == ["红色预警"]) }
        }

        @Test func wrongSignatureShowsNothing() async throws {
            let accounts = try await play { (robots) async throws in
                let milliseconds = Int64(Date().timeIntervalSince1970 * 1000)
                let seconds = milliseconds / 1000
                // Each platform's signature in the other's place: key and message are swapped between them.
                let swapped = Self.base64(key: "\(milliseconds)\nd-secret", "")
                #expect(try await robots.dingtalk("x", time: milliseconds, sign: swapped)["errcode"] == "310000")
                #expect(
                    try await robots.feishu("x", time: seconds, sign: Self.base64(key: "f-secret", "\(seconds)\nf-secret"))[
                        "code"]
                        == "19021")
                #expect(try await robots.dingtalk("x", time: milliseconds - 3_700_000)["errcode"] == "310000")
                #expect(try await robots.feishu("x", time: seconds - 3700)["code"] == "19021")
                #expect(try await robots.wecom("x", key: "other")["errcode"] == "93000")
                #expect(try await robots.dingtalk("x", token: "other")["errcode"] != "0")
                #expect(try await robots.feishu("x", id: "other")["code"] == "19001")
            }
            #expect(accounts.values.allSatisfy { $0.posts.isEmpty })
        }

        @Test func signatureOfDingTalkIsTheOneThatOpenSSLMakes() async throws {
            let accounts = try await play { (robots) async throws in
                let time = Int64(Date().timeIntervalSince1970 * 1000)
                let file = NSTemporaryDirectory() + "signed-" + UUID().uuidString
                try Data("\(time)\nd-secret".utf8).write(to: URL(filePath: file))
                defer { unlink(file) }
                let made = try await Executables.run(
                    "/bin/sh", ["-c", "openssl dgst -sha256 -hmac d-secret -binary \(file) | openssl base64"])
                let sign = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(try await robots.dingtalk("红色预警", time: time, sign: sign)["errcode"] == "0")
            }
            #expect(accounts[.dingtalk]?.posts.count == 1)
        }

        @Test func twentyAMinuteAndThenShutOut() async throws {
            let clock = HandClock()
            let accounts = try await play(clock: clock) { (robots) async throws in
                for number in 1...20 {
                    #expect(try await robots.wecom("\(number)")["errcode"] == "0")
                    #expect(try await robots.dingtalk("\(number)")["errcode"] == "0")
                }
                #expect(try await robots.wecom("21")["errcode"] == "45009")
                #expect(try await robots.dingtalk("21")["errcode"] == "130101")
                clock.advance(.seconds(61))
                #expect(try await robots.wecom("22")["errcode"] == "0")
                #expect(try await robots.dingtalk("22")["errcode"] == "130101")
                clock.advance(.seconds(540))
                #expect(try await robots.dingtalk("23")["errcode"] == "0")
            }
            #expect(accounts[.wecom]?.posts.count == 21)
            #expect(accounts[.dingtalk]?.posts.count == 21)
            #expect(accounts[.dingtalk]?.refused == ["130101": 2])
        }

        @Test func fiveASecondAndAHundredAMinuteInFeishu() async throws {
            let clock = HandClock()
            let accounts = try await play(clock: clock) { (robots) async throws in
                for second in 1...20 {
                    for _ in 1...5 { #expect(try await robots.feishu("\(second)")["code"] == "0") }
                    if second == 1 { #expect(try await robots.feishu("too fast")["code"] == "11232") }
                    clock.advance(.seconds(1))
                }
                #expect(try await robots.feishu("too many")["code"] == "11232")
                clock.advance(.seconds(41))
                #expect(try await robots.feishu("again")["code"] == "0")
            }
            #expect(accounts[.feishu]?.posts.count == 101)
        }

        @Test func textsHaveTheirSizes() async throws {
            let accounts = try await play { (robots) async throws in
                #expect(try await robots.wecom(String(repeating: "雨", count: 682))["errcode"] == "0")
                #expect(try await robots.wecom(String(repeating: "雨", count: 683))["errcode"] == "40058")
                #expect(try await robots.wecom(String(repeating: "雨", count: 1365), type: "markdown")["errcode"] == "0")
                #expect(try await robots.wecom("x", type: "voice")["errcode"] == "40008")
                #expect(try await robots.dingtalk(String(repeating: "雨", count: 6700))["errcode"] == "460101")
                #expect(try await robots.feishu(String(repeating: "雨", count: 7000))["code"] == "9499")
            }
            #expect(accounts[.wecom]?.posts.count == 2)
        }

        @Test func keywordsAndFaults() async throws {
            let accounts = try await play({
                $0.robots.dingtalk[0].keywords = ["预警"]
                $0.robots.feishu[0].keywords = ["预警"]
            }) { (robots) async throws in
                #expect(try await robots.dingtalk("晚上好")["errcode"] == "310000")
                #expect(try await robots.feishu("晚上好")["code"] == "19024")
                #expect(try await robots.dingtalk("红色预警")["errcode"] == "0")
            }
            #expect(accounts[.dingtalk]?.posts == ["红色预警"])
            let broken = try await play({ $0.faults.loseAnswer = 1 }) { (robots) async throws in
                #expect(try await robots.wecom("x").exit != 0)
            }
            #expect(broken[.wecom]?.posts == ["x"])
            #expect(broken[.wecom]?.answersLost == 1)
        }
    }
}
