import Alerts
import Testing

@testable import Channels

/// What reports of calls prove.
struct CallTests {
    private let gateway: GatewayProfile
    private let practice: MessageTemplates.CallPractice

    init() throws {
        gateway = try Shipped.gateway("simulator-voice")
        practice = try Shipped.messages().calls
    }

    private static func body(
        _ code: String, dtmf: String = "", start: String = "", end: String = "2026-07-01 14:03:35", seconds: Int = 0
    ) -> GatewayCallback {
        GatewayCallback(
            body: Array(
                """
                [{"status_code":"\(code)","status_msg":"x","callee":"13800000011","originate_time":"2026-07-01 14:03:01",
                "ring_time":"2026-07-01 14:03:03","b_start_time":"\(start)","end_time":"\(end)","duration":"\(seconds)",
                "dtmf":"\(dtmf)","call_id":"C1","out_id":"a"}]
                """.utf8))
    }

    private static let answeredAt = "2026-07-01 14:03:05"

    static let rows: [(callback: GatewayCallback, meaning: CallOutcome.Meaning, result: CallResult?)] = [
        (body("200000", dtmf: "1", start: answeredAt, seconds: 30), .confirmed, .confirmed),
        (body("200000", dtmf: "31", start: answeredAt, end: "2026-07-01 14:03:08", seconds: 3), .confirmed, .confirmed),
        (body("200000", dtmf: "5", start: answeredAt, seconds: 30), .heard, .answered),
        (body("200000", start: answeredAt, seconds: 30), .heard, .answered),
        (body("200000", start: answeredAt, end: "2026-07-01 14:03:20", seconds: 15), .heard, .answered),
        (body("200000", start: answeredAt, end: "2026-07-01 14:03:19", seconds: 14), .answeredBriefly, .answered),
        (body("200000", start: answeredAt, end: "2026-07-01 14:03:08", seconds: 60), .answeredBriefly, .answered),
        (body("200000", seconds: 20), .heard, .answered), (body("200000"), .answeredBriefly, .answered),
        (body("200000", start: "2026-07-01 14:05:05", seconds: 60), .answeredBriefly, .answered),
        (body("200002"), .failed(.busy), .busy), (body("200003"), .failed(.unanswered), .unanswered),
        (body("200004"), .failed(.refused), .refused), (body("200005"), .failed(.off), .off),
        (body("200007"), .failed(.absent), .absent), (body("200010"), .failed(.fault), .fault),
        (body("200003", dtmf: "1"), .failed(.unanswered), .unanswered),
        (body("299999", dtmf: "1", start: answeredAt, seconds: 60), .unclear, nil),
    ]

    @Test(arguments: rows.indices) func outcomes(_ index: Int) throws {
        let row = CallTests.rows[index]
        let report = try #require(try gateway.calls(from: row.callback).items.first)
        let outcome = report.outcome(practice)
        #expect(outcome.meaning == row.meaning && outcome.result == row.result)
        #expect(report.reference == "a" && report.id == "C1" && report.number == Shipped.handset.canonical)
        #expect(outcome.at == report.ended && report.ringing == Moment(milliseconds: 1_782_885_783_000))
    }

    @Test func theOrderOfACall() throws {
        let message = OutgoingMessage(phone: Shipped.handset, text: "雨", reference: "a", repeats: 3)
        let account = GatewayAccount(address: "http://h", secret: "s")
        let request = try gateway.request(for: message, account: account, at: Shipped.moment, nonce: "n")
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"phone":"+8613800000011","ref":"a","repeat":3,"text":"雨"}"#)
        var silent = message
        silent.repeats = nil
        #expect(throws: MissingValue(name: "repeat")) {
            try gateway.request(for: silent, account: account, at: Shipped.moment, nonce: "n")
        }
    }

    @Test("Only a confirmed call closes a 叫应, and every result has its word and its reason") func theRecord() {
        #expect(
            CallResult.allCases.map(\.words) == ["已应答确认", "接通未确认", "无人接听", "占线", "关机", "停机空号", "拒接", "被转接", "通道故障"])
        #expect(CallResult.allCases.filter { $0.fault == nil } == [.confirmed, .answered])
    }
}
