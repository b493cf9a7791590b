import Alerts
import TestSupport
import Testing

@testable import Channels

/// What is found in templates by day, so that it is not met at night.
struct MessageCheckTests {
    private let messages: MessageTemplates
    private let hazards: HazardTable
    private let signals: SignalTable

    init() throws {
        messages = try Shipped.messages()
        hazards = try Shipped.hazards()
        signals = try Shipped.signals()
    }

    @Test func theShippedTextsPassEveryCheck() throws {
        #expect(messages.findings(hazards: hazards, signals: signals) == [])
        #expect(messages.overflows(hazards: hazards, gateway: nil, sign: nil) == [])
        for name in ["simulator", "aliyun-like", "tencent-like"] {
            let gateway = try Shipped.gateway(name)
            #expect(gateway.findings() == [])
            #expect(gateway.findings(messages: messages, sign: "示例社区") == [])
            #expect(messages.overflows(hazards: hazards, gateway: gateway, sign: "北京市东城区示例街道") == [])
        }
        #expect(GatewayProfile.kannel.findings() == [])
        #expect(messages.overflows(hazards: hazards, gateway: .kannel, sign: "北京市东城区示例街道") == [])
        let voice = try Shipped.gateway("simulator-voice")
        #expect(voice.findings() == [])
        #expect(messages.overflows(hazards: hazards, spoken: voice.text?.longest, bytes: 2048) == [])
    }

    private func changed(_ change: (inout MessageTemplates) -> Void) -> MessageTemplates {
        var copy = messages
        change(&copy)
        return copy
    }

    /// What is found by composing every kind of message.
    private func overflows(_ change: (inout MessageTemplates) -> Void) -> [FileFinding] {
        let copy = changed(change)
        return copy.overflows(hazards: hazards, gateway: nil, sign: nil)
            + copy.overflows(hazards: hazards, spoken: nil, bytes: nil)
    }

    @Test("A template that can overflow is found with its place") func overflow() throws {
        let found = overflows { $0.segments["blue"] = 1 }.filter { $0.path[2] != "staff" }
        #expect(
            found.allSatisfy { $0.severity == .error && $0.text.contains("1 segment is allowed") && $0.text.contains("blue") })
        #expect(
            found.filter { $0.path[1] == "zh-CN" && $0.path[2] == "sms" }.map(\.path) == [
                ["languages", "zh-CN", "sms", "0", "forms", "1"], ["languages", "zh-CN", "sms", "1", "forms", "3"],
                ["languages", "zh-CN", "sms", "2", "forms", "3"],
            ])
        let long = TextTemplate("{issuer}{time}" + String(repeating: "长", count: 300))
        let last = overflows { $0.languages["zh-CN"]?.sms[2].forms[3] = long }
        #expect(last.isEmpty, "a form before it always fits")
        let alone = overflows { $0.languages["zh-CN"]?.sms[2].forms = [long] }
        #expect(alone.map(\.path) == [["languages", "zh-CN", "sms", "2", "forms", "0"]])
        #expect(alone[0].text.contains("segments are allowed"))
        let unused = overflows { $0.languages["zh-CN"]?.sms[1].types = [.cancel] }
        #expect(unused.map(\.path) == [["languages", "zh-CN", "sms", "1"]] && unused[0].text.contains("never used"))
        let unlimited = overflows { $0.limits["issuer"] = 200 }
        #expect(unlimited.contains { $0.path.contains("sms") })
        let brief = overflows { $0.spokenCharacters = 60 }
        #expect(brief.contains { $0.path.contains("voice") })
        let small = overflows { $0.robotBytes = 250 }
        #expect(small.contains { $0.path.contains("robots") })
    }

    @Test("A composed message is too long exactly where the check says so") func theCheckIsTheComposer() throws {
        var tight = messages
        tight.segments["blue"] = 1
        let budget = SMSBudget(segments: 1, coding: .ucs2)
        let facts = Shipped.facts.with {
            $0.colour = .blue
            $0.status = .exercise
            $0.issuer = String(repeating: "台", count: 24)
            $0.event = String(repeating: "雨", count: 24)
        }
        let message = SMSComposer(tight).sms(facts, budget: budget)
        #expect(message.shortened.contains(.shortestForm) && message.length.segments == 1)
        #expect(message.text.hasPrefix("这是演练") && message.text.hasSuffix("这是演练"), "marks survive even that")
    }

    static let faults: [(path: [String], words: String, change: @Sendable (inout MessageTemplates) -> Void)] = [
        (["usualLanguage"], "no texts", { $0.usualLanguage = "fr" }),
        (["limits"], "area is missing", { $0.limits["area"] = nil }),
        (["limits", "advice"], "not limited", { $0.limits["advice"] = 9 }),
        (["limits", "event"], "will be cut", { $0.limits["event"] = 4 }),
        (["segments"], "none is missing", { $0.segments["none"] = nil }),
        (["segments", "pink"], "no colour", { $0.segments["pink"] = 1 }),
        (["segments", "red"], "from 1 to 10", { $0.segments["red"] = 11 }),
        (["characters", "replace"], "【 is missing", { $0.characters.replace["【"] = nil }),
        (["characters", "replace", "√"], "one other character", { $0.characters.replace["√"] = "对勾" }),
        (["languages", "zh-CN", "marks", "opening"], "这是演练", { $0.languages["zh-CN"]?.marks.opening = "演练。" }),
        (["languages", "zh-CN", "marks", "closing"], "这是演练", { $0.languages["zh-CN"]?.marks.closing = "这是演练。完" }),
        (["languages", "zh-CN", "marks", "denial"], "这不是演练", { $0.languages["zh-CN"]?.marks.denial = "注意。" }),
        (["languages", "zh-CN", "reply"], "【 may not", { $0.languages["zh-CN"]?.reply = "【回复1】" }),
        (["languages", "zh-CN", "colours"], "red is missing", { $0.languages["zh-CN"]?.colours["red"] = nil }),
        (["languages", "en", "months"], "twelve", { $0.languages["en"]?.months = nil }),
        (["languages", "en", "events", "rain"], "no kind", { $0.languages["en"]?.events?["rain"] = "rain" }),
        (["languages", "zh-CN", "attribution"], "must name", { $0.languages["zh-CN"]?.attribution = "{issuer}：" }),
        (["languages", "zh-CN", "advice"], "for everything", { $0.languages["zh-CN"]?.advice.removeLast() }),
        (["languages", "zh-CN", "advice", "0", "text"], "¥ may not", { $0.languages["zh-CN"]?.advice[0].text = "花¥1" }),
        (["languages", "zh-CN", "advice", "0", "kinds"], "never fits", { $0.languages["zh-CN"]?.advice[0].kinds = ["rain"] }),
        (
            ["languages", "zh-CN", "sms", "0", "forms", "0"], "does not name {issuer}",
            { $0.languages["zh-CN"]?.sms[0].forms[0] = "{time}好" }
        ),
        (
            ["languages", "zh-CN", "sms", "0", "forms", "1"], "not every alert has",
            { $0.languages["zh-CN"]?.sms[0].forms[1] = "{issuer}{time}{link}" }
        ),
        (
            ["languages", "zh-CN", "sms", "0", "forms", "1"], "{warnung} is not known",
            { $0.languages["zh-CN"]?.sms[0].forms[1] = "{issuer}{time}{warnung}" }
        ),
        (
            ["languages", "zh-CN", "sms", "0", "forms", "1"], "★ may not",
            { $0.languages["zh-CN"]?.sms[0].forms[1] = "{issuer}{time}★" }
        ),
        (
            ["languages", "zh-CN", "sms", "0", "forms", "1"], "nothing is done",
            { $0.languages["zh-CN"]?.sms[0].forms[1] = "{issuer|percent}{time}" }
        ),
        (["languages", "zh-CN", "sms"], "every Alert", { $0.languages["zh-CN"]?.sms.removeLast() }),
        (["calls", "heardSeconds"], "from 1", { $0.calls.heardSeconds = 0 }),
        (["calls", "confirmingKeys"], "keys", { $0.calls.confirmingKeys = ["一"] }),
        (["replies", "confirm"], "is empty", { $0.replies.confirm = [] }),
        (["replies", "unsubscribe", "0"], "confirms, too", { $0.replies.unsubscribe[0] = "１" }),
    ]

    @Test(arguments: faults.indices) func faultsAreFound(_ index: Int) {
        let fault = MessageCheckTests.faults[index]
        let found = changed(fault.change).findings(hazards: hazards, signals: signals)
        #expect(
            found.contains { ($0.path == fault.path || $0.path.starts(with: fault.path)) && $0.text.contains(fault.words) },
            "\(fault.words): \(found.map { "\($0.path.joined(separator: ".")): \($0.text)" })")
    }
}
