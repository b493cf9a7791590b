import Alerts
import Testing

@testable import Channels

/// Faults of profiles, found before a message is sent.
struct ProfileCheckTests {
    /// The ten lines of the documentation.
    static let tenLines = """
        gateway: example
        number: digits
        request: {url: "{address}/send", headers: {Authorization: "Bearer {secret}"}, body: {json: {to: "{phone}", msg: "{text}", id: "{reference}"}}}
        answer: {code: status, reference: msgid, accepted: ["0"], refused: {"21": absent}, temporary: ["8"], trouble: ["40*"]}
        reports: {reference: id, state: stat, states: {DELIVRD: delivered, UNDELIV: failed, EXPIRED: failed}, reasons: {EXPIRED: expired}, time: time}
        replies: {number: from, text: msg}
        times: yyyyMMddHHmmss
        limits: {rate: 20}
        text: {longest: 500, segments: 8, coding: ucs2}
        sign: {by: us}
        """

    @Test func tenLinesAreEnough() throws {
        let gateway = try Shipped.gateway(yaml: ProfileCheckTests.tenLines)
        #expect(gateway.findings() == [])
        let account = GatewayAccount(address: "https://sms.example", secret: "s", sign: "示例社区")
        let message = OutgoingMessage(phone: Shipped.handset, text: "【示例社区】雨", reference: "a")
        let request = try gateway.request(for: message, account: account, at: Shipped.moment, nonce: "n")
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"id":"a","msg":"【示例社区】雨","to":"8613800000011"}"#)
        #expect(
            request.header("Authorization") == "Bearer s" && request.url == "https://sms.example/send" && request.method == "POST"
        )
        #expect(
            gateway.answer(status: 200, body: Array(#"{"status":0,"msgid":7}"#.utf8))
                == .accepted(reference: "7", isQueued: false))
        let report = try gateway.reports(
            from: GatewayCallback(body: Array(#"{"id":"a","stat":"EXPIRED","time":"20260701140305"}"#.utf8)))
        #expect(report.items.first?.meaning == .failed(.expired) && report.items.first?.at?.milliseconds == 1_782_885_785_000)
    }

    static let faults: [(old: String, new: String, path: [String], words: String)] = [
        ("\"{phone}\"", "\"{mobile}\"", ["request", "body", "json"], "{mobile} is not known here"),
        ("\"{phone}\"", "\"x\"", ["request"], "{phone} stands nowhere"),
        ("\"{text}\"", "\"x\"", ["request"], "{text} stands nowhere"),
        ("\"{reference}\"", "\"x\"", ["request"], "{reference} stands nowhere"),
        ("Bearer {secret}", "Bearer {signature}", ["request", "headers", "Authorization"], "{signature} is not known"),
        ("{address}/send", "{address}/{phone|number}", ["request", "url"], "JSON body only"),
        ("id: \"{reference}\"}}", "id: \"a{reference|number}\"}}", ["request", "body", "json"], "must stand alone"),
        ("body: {json:", "body: {text: x, json:", ["request", "body"], "not several"),
        ("accepted: [\"0\"]", "accepted: []", ["answer", "accepted"], "is empty"),
        ("accepted: [\"0\"]", "accepted: [\"*\"]", ["answer", "accepted"], "takes every code"),
        ("temporary: [\"8\"]", "temporary: [\"0\"]", ["answer"], "0 stands in two lists"),
        ("DELIVRD: delivered", "DELIVRD: underway", ["reports", "states"], "no state means delivered"),
        ("reports: {reference: id", "reports: {number: id", ["reports"], "finds its message by reference"),
        ("state: stat", "bits: true, state: stat", ["reports", "states"], "a number above 0"),
        ("rate: 20", "rate: 0", ["limits", "rate"], "at least 1"),
        ("replies: {", "replies: {answer: {status: 500}, ", ["replies", "answer", "status"], "send the same again"),
        ("gateway: example", "gateway: \"a b\"", ["gateway"], "is not a name"),
        ("number: digits", "channel: voice", ["reports"], "belongs to channel: sms"),
        ("sign: {by: us}", "templates: []", ["templates"], "is empty"),
        (
            "sign: {by: us}", "templates: [{code: a, text: \"{issuer}{tyme}\"}]", ["templates", "0", "text"],
            "{tyme} is not known"
        ),
        (
            "sign: {by: us}", "query: {request: {url: \"{address}/q\"}, state: s, states: {a: delivered}}", ["query", "request"],
            "asks for nothing"
        ),
        ("sign: {by: us}", "signing: {algorithm: hmac-sha256, over: \"{body}\", encoding: hex}", ["signing"], "needs a key"),
        (
            "sign: {by: us}", "signing: {algorithm: md5, over: \"{bodi}\", encoding: hex}", ["signing", "over"],
            "{bodi} is not known"
        ),
        ("sign: {by: us}", "signing: {algorithm: md5, over: \"{body}\", encoding: hex}", ["request"], "stands nowhere in it"),
    ]

    @Test(arguments: faults.indices) func faultsAreFound(_ index: Int) throws {
        let fault = ProfileCheckTests.faults[index]
        #expect(ProfileCheckTests.tenLines.contains(fault.old))
        let gateway = try Shipped.gateway(yaml: ProfileCheckTests.tenLines.replacing(fault.old, with: fault.new))
        let found = gateway.findings()
        #expect(found.contains { $0.path == fault.path && $0.text.contains(fault.words) }, "\(fault.words): \(found)")
    }

    @Test func aSignatureInTheBodyIsNoSignatureOfTheBody() throws {
        let yaml =
            ProfileCheckTests.tenLines.replacing("id: \"{reference}\"}}", with: "id: \"{reference}\", sig: \"{signature}\"}}")
            + "\nsigning: {algorithm: md5, over: \"{body}{secret}\", encoding: hex}"
        #expect(try Shipped.gateway(yaml: yaml).findings().contains { $0.text.contains("cannot be both") })
    }

    @Test func wordsOfClosedSetsAreChecked() {
        for (old, new) in [
            ("UNDELIV: failed", "UNDELIV: lost"), ("by: us", "by: them"), ("coding: ucs2", "coding: utf8"),
            ("times: yyyyMMddHHmmss", "times: nonsense"),
        ] {
            #expect(throws: (any Error).self) { try Shipped.gateway(yaml: ProfileCheckTests.tenLines.replacing(old, with: new)) }
        }
    }

    @Test("Nothing that a gateway is not told can be proved by it") func warnings() throws {
        let bare = ProfileCheckTests.tenLines.split(separator: "\n").filter { !$0.hasPrefix("reports") }.joined(separator: "\n")
        let found = try Shipped.gateway(yaml: bare).findings()
        #expect(found.map(\.severity) == [.warning] && found[0].text.contains("no message can count as delivered"))
    }
}
