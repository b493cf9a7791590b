import Alerts
import Testing
import Yams

@testable import Channels

/// Loudspeakers that are not ours.
struct SpeakerTests {
    private let order = SpeakerOrder(device: "ls-1", reference: "0123456789abcdef", text: "请\"转移\"", plays: 3, priority: 1)
    private let account = GatewayAccount(address: "http://127.0.0.1:9")

    private func states(_ name: String, _ body: String, device: String? = "ls-1", reference: String? = nil) throws
        -> [SpeakerReport]
    {
        try Shipped.speaker(name).states(GatewayCallback(body: Array(body.utf8)), device: device, reference: reference).items
    }

    @Test("One vendor's 2 is playing, another's is finished") func codesDiffer() throws {
        let a = try states(
            "vendor-a", #"{"errNum":0,"orderId":"x","state":2,"terminals":[{"id":"ls-1","state":2}]}"#, reference: "x")
        let b = try states("vendor-b", #"{"id":"x","code":2,"begin":1782885700,"end":1782885785,"count":3}"#)
        #expect(a.map(\.meaning) == [.known(.playing)] && a.first?.reference == "x")
        #expect(b.map(\.meaning) == [.known(.finished)] && b.first?.reference == "x")
        #expect(b.first?.startedAt == Moment(milliseconds: 1_782_885_700_000) && b.first?.plays == 3 && b.first?.device == "ls-1")
    }

    @Test("An unknown code proves nothing and is named") func unknownCodes() throws {
        #expect(try states("vendor-b", #"{"id":"x","code":7}"#).first?.meaning == .unclear(code: "7"))
        #expect(try states("vendor-a", #"{"terminals":[{"id":"ls-1","state":"DONE"}]}"#).first?.meaning == .unclear(code: "DONE"))
    }

    @Test func vendorA() throws {
        let profile = try Shipped.speaker("vendor-a")
        guard case .http(let request)? = try profile.order(order, account: account, at: Shipped.moment, nonce: "n") else {
            Issue.record("an order by HTTP is a request")
            return
        }
        #expect(request.url == "http://127.0.0.1:9/vendor-a/order" && request.method == "POST")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"orderId":"0123456789abcdef","priority":1,"repeat":3,"terminals":["ls-1"],"text":"请\"转移\""}"#)
        let received = profile.answer(status: 200, body: Array(#"{"errNum":0,"errMsg":"订单已接收"}"#.utf8))
        #expect(received == .accepted(reference: nil, isQueued: false), "received is dispatched and no more")
        #expect(profile.answer(status: 200, body: Array(#"{"errNum":9}"#.utf8)) == .unclear(code: "9"))
        #expect(
            profile.answer(status: 200, body: Array(#"{"errNum":2,"errMsg":"终端不存在"}"#.utf8))
                == .refused(.absent, code: "2: 终端不存在"))
        let question = try profile.query(device: "ls-1", reference: "a b", account: account, at: Shipped.moment, nonce: "n")
        #expect(question?.url == "http://127.0.0.1:9/vendor-a/status?orderId=a%20b")
        let done = try states(
            "vendor-a",
            #"{"errNum":0,"state":3,"terminals":[{"id":"ls-2","state":3},{"id":"ls-1","state":3,"startTime":"2026-07-01 14:02:00","endTime":"2026-07-01 14:03:05","plays":3}]}"#,
            reference: "x")
        #expect(done.count == 1 && done[0].meaning == .known(.finished) && done[0].plays == 3, "nobody speaks for another device")
        #expect(
            done[0].startedAt == Moment(milliseconds: 1_782_885_720_000)
                && done[0].endedAt == Moment(milliseconds: 1_782_885_785_000))
        #expect(throws: PushProblem.malformed) { try states("vendor-a", #"{"errNum":3,"errMsg":"订单不存在"}"#) }
    }

    @Test func vendorB() throws {
        let profile = try Shipped.speaker("vendor-b")
        #expect(
            try profile.order(order, account: account, at: Shipped.moment, nonce: "n")
                == .mqtt(
                    topic: "vendor-b/ls-1/order",
                    payload: Array(#"{"id":"0123456789abcdef","level":1,"times":3,"tts":"请\"转移\""}"#.utf8)))
        #expect(
            try profile.withdrawal(order, account: account, at: Shipped.moment, nonce: "n")
                == .mqtt(topic: "vendor-b/ls-1/cancel", payload: Array(#"{"id":"0123456789abcdef"}"#.utf8)))
        #expect(try profile.query(device: "ls-1", reference: "a", account: account, at: .epoch, nonce: "") == nil)
        #expect(profile.stateSubscription == "vendor-b/+/state")
        #expect(profile.device(ofStateTopic: "vendor-b/ls-1/state") == "ls-1")
        for topic in [
            "vendor-b/ls-1/order", "vendor-b//state", "vendor-b/a/b/state", "x/ls-1/state", "vendor-b/+/state",
            "vendor-b/#/state",
        ] {
            #expect(profile.device(ofStateTopic: topic) == nil)
        }
        var hostile = order
        for name in ["+", "a/b", "#", "", "a\u{0}"] {
            hostile.device = name
            #expect(throws: MissingValue(name: "device")) { try profile.order(hostile, account: account, at: .epoch, nonce: "") }
        }
    }

    @Test(arguments: ["vendor-a", "vendor-b"]) func theShippedProfilesPass(_ name: String) throws {
        #expect(try Shipped.speaker(name).findings() == [])
    }

    @Test func faultsAreFound() throws {
        var profile = try Shipped.speaker("vendor-b")
        profile.mqtt?.stateTopic = "vendor-b/state"
        profile.state.states = ["0": .failed]
        profile.state.reference = nil
        profile.mqtt?.order.topic = "{devise}"
        let found = profile.findings()
        #expect(
            Set(found.map(\.path)) == [["mqtt", "stateTopic"], ["state", "states"], ["state"], ["mqtt", "order", "topic"]])
        profile.mqtt = nil
        #expect(profile.findings().contains { $0.path.isEmpty && $0.text.contains("by http or by mqtt") })
    }
}
