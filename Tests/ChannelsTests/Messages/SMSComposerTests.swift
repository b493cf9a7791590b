import Alerts
import TestSupport
import Testing

@testable import Channels

/// What short messages say, and what survives when they have to be short.
struct SMSComposerTests {
    private let composer: SMSComposer
    private let messages: MessageTemplates

    init() throws {
        messages = try Shipped.messages()
        composer = SMSComposer(messages)
    }

    private func text(_ facts: MessageFacts, segments: Int = 4) -> String {
        composer.sms(facts, budget: SMSBudget(segments: segments, coding: .ucs2)).text
    }

    @Test func aWarning() {
        #expect(
            text(Shipped.facts)
                == "北京市气象台7月1日14:03发布暴雨红色预警，范围：示例社区。请留在安全的室内，远离低洼、地下空间和河边，切勿涉水行车；"
                + "住在危险处的请按社区通知转移。回复1确认收到。")
    }

    @Test func shorterForms() {
        #expect(text(Shipped.facts, segments: 1) == "北京市气象台7月1日14:03发布暴雨红色预警。远离低洼地下空间，不要涉水。回复1确认收到。")
        let signature = SMSSignature(name: "北京市东城区示例街道示例社区居委会", writer: .platform)
        let message = composer.sms(Shipped.facts, budget: SMSBudget(segments: 1, coding: .ucs2, signature: signature))
        #expect(message.text == "北京市气象台7月1日14:03发布暴雨红色预警。远离低洼地下空间，不要涉水。回复1确认收到。")
        #expect(message.length.segments == 1 && message.origin == .template(language: "zh-CN", rule: 2, form: 2))
        let long = SMSSignature(name: String(repeating: "社", count: 30), writer: .us)
        #expect(
            composer.sms(Shipped.facts, budget: SMSBudget(segments: 1, coding: .ucs2, signature: long)).text
                == "【\(long.name)】北京市气象台7月1日14:03发布暴雨红色预警。回复1确认收到。")
    }

    @Test func theAlertsOwnInstructionGoesFirst() {
        let facts = Shipped.facts.with { $0.instruction = "低洼处居民立即转移" }
        #expect(text(facts) == "北京市气象台7月1日14:03发布暴雨红色预警，范围：示例社区。低洼处居民立即转移。回复1确认收到。")
        let long = facts.with { $0.instruction = String(repeating: "转移", count: 200) }
        #expect(text(long).contains("请留在安全的室内"), "an instruction that does not fit gives way to the table's advice, whole")
    }

    @Test func drillsAreMarkedAtBothEnds() {
        for segments in 1...5 {
            let drill = text(Shipped.facts.with { $0.status = .exercise }, segments: segments)
            #expect(drill.hasPrefix("这是演练。") && drill.hasSuffix("这是演练"))
            #expect(drill.contains("北京市气象台7月1日14:03") && drill.contains("回复1确认收到"))
        }
        #expect(text(Shipped.facts.with { $0.nearDrill = true }).hasPrefix("这不是演练。北京市气象台"))
        let test = text(Shipped.facts.with { $0.status = .test })
        #expect(test.hasPrefix("这是演练"), "nothing but Actual ever looks real")
    }

    @Test func updatesAndCancels() {
        #expect(text(Shipped.facts.with { $0.msgType = .update }).contains("更新暴雨红色预警"))
        let cancel = text(Shipped.facts.with { $0.msgType = .cancel })
        #expect(cancel == "北京市气象台7月1日14:03解除暴雨红色预警，范围：示例社区。请留意后续天气，感谢配合。")
        #expect(!text(Shipped.facts.with { $0.asksForReply = false }).contains("回复"))
    }

    @Test(
        "Names of events and colours are not said twice",
        arguments: [
            ("暴雨", Colour.red, "暴雨红色预警"), ("暴雨红色预警信号", .red, "暴雨红色预警"), ("暴雨预警", .orange, "暴雨橙色预警"),
            ("暴雨红色", .red, "暴雨红色预警"), ("地质灾害气象风险预警", nil, "地质灾害气象风险预警"), ("预警", nil, "预警预警"),
            ("停课信号", .yellow, "停课黄色预警"),
        ] as [(String, Colour?, String)])
    func warnings(_ row: (event: String, colour: Colour?, warning: String)) {
        let facts = Shipped.facts.with {
            $0.event = row.event
            $0.colour = row.colour
        }
        #expect(text(facts).contains("发布\(row.warning)，"))
    }

    @Test func english() {
        let facts = Shipped.facts.with {
            $0.language = "en-GB"
            $0.issuer = "Beijing Observatory"
            $0.area = "Example Community"
        }
        #expect(
            text(facts)
                == "Beijing Observatory 1 July 14:03: red warning of rainstorm for Example Community. Stay indoors, keep away from low "
                + "ground, basements and rivers, do not drive through water. Reply 1 to confirm.")
        let message = composer.sms(facts, budget: SMSBudget(segments: 2))
        #expect(message.length.coding == .gsm7 && message.length.segments == 2)
        let drill = text(facts.with { $0.status = .exercise })
        #expect(drill.hasPrefix("这是演练 THIS IS A DRILL. Beijing") && drill.hasSuffix("confirm. THIS IS A DRILL 这是演练"))
        #expect(text(Shipped.facts.with { $0.language = "bo" }).contains("发布暴雨"), "a language without texts gets the usual one")
    }

    @Test func theAlertsOwnTextIsRelayed() {
        let own = "【暴雨红色预警】北京市气象台2026年7月1日14时发布暴雨红色预警：\n请立即避险！<b>勿外出</b>"
        let message = composer.sms(Shipped.facts.with { $0.ownText = own }, budget: SMSBudget(segments: 4, coding: .ucs2))
        #expect(
            message.text == "（暴雨红色预警）北京市气象台2026年7月1日14时发布暴雨红色预警：请立即避险！<b>勿外出</b>。回复1确认收到。")
        #expect(message.origin == .own && message.shortened.isEmpty)
        let nameless = text(Shipped.facts.with { $0.ownText = "请立即避险" })
        #expect(nameless == "北京市气象台7月1日14:03：请立即避险。回复1确认收到。")
    }

    @Test func itIsCutOnlyAtItsEnd() {
        let own = "北京市气象台7月1日14时发布暴雨红色预警，" + String(repeating: "请立即避险，", count: 60)
        let facts = Shipped.facts.with {
            $0.ownText = own
            $0.status = .exercise
        }
        let message = composer.sms(facts, budget: SMSBudget(segments: 2, coding: .ucs2))
        #expect(message.length.segments == 2 && message.length.remaining == 0, "it is as long as it may be")
        #expect(message.text.hasPrefix("这是演练。北京市气象台") && message.text.hasSuffix("…回复1确认收到。这是演练"))
        guard case .ownText(let kept, let whole)? = message.shortened.first else {
            Issue.record("it was cut and does not say so")
            return
        }
        #expect(whole == own.count && kept < whole && message.text.contains(own.prefix(kept) + "…"))
    }

    @Test(
        "Marks that the alert brings are not doubled",
        arguments: [
            "这是演练。北京市气象台14时发布暴雨预警。这是演练", "【演练】北京市气象台14时发布暴雨预警【演练】",
            "这是演练，这是演练！北京市气象台14时发布暴雨预警，这是演练。", "北京市气象台14时发布暴雨预警",
        ])
    func ownMarks(_ own: String) {
        let facts = Shipped.facts.with {
            $0.ownText = own
            $0.status = .exercise
        }
        let drill = text(facts)
        #expect(drill.hasPrefix("这是演练。北京市气象台14时发布暴雨预警"))
        #expect(drill.hasSuffix("回复1确认收到。这是演练"))
        #expect(drill.components("这是演练") == 2 && !drill.contains("【"))
    }

    @Test func longValuesAreCutAndSaid() {
        let facts = Shipped.facts.with {
            $0.issuer = String(repeating: "台", count: 50)
            $0.event = "雨\u{202E}\u{7}\n暴{issuer}【甲】¥"
        }
        let message = composer.sms(facts, budget: SMSBudget(segments: 4, coding: .ucs2))
        #expect(message.shortened == [.variable("issuer")])
        #expect(message.text.hasPrefix(String(repeating: "台", count: 23) + "…"))
        #expect(
            message.text.contains("雨 暴{issuer}（甲）元"), "values are text: nothing in them is a template, a control or a bracket")
    }

    @Test func linksAreNeverCut() throws {
        var messages = try Shipped.messages()
        messages.languages["zh-CN"]?.sms[2].forms.insert("{issuer}{time}发布{warning}。{instruction}详见{link} ", at: 0)
        let composer = SMSComposer(messages)
        let facts = Shipped.facts.with {
            $0.link = "https://e.cn/w"
            $0.instruction = "请转移"
        }
        let budget = SMSBudget(segments: 4, coding: .ucs2)
        #expect(composer.sms(facts, budget: budget).text.contains("请转移。详见https://e.cn/w 回复1"))
        let long = facts.with { $0.link = "https://example.cn/" + String(repeating: "a", count: 60) }
        let text = composer.sms(long, budget: budget).text
        #expect(!text.contains("http") && text.contains("请转移"))
    }

    @Test("Whatever comes in fits, names unit and time, and is marked", arguments: 0..<300)
    func anyFacts(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let letters: [Character] = [
            "雨", "a", "😀", "\n", "【", "¥", "{", "}", "\u{202E}", "\u{0}", "<", "。", " ", "1", "👨‍👩‍👧", "e\u{301}",
        ]
        func noise(_ most: Int) -> String { String((0..<chance.int(0...most)).map { _ in chance.pick(letters) }) }
        let facts = MessageFacts(
            status: chance.pick([.actual, .exercise]), nearDrill: chance.chance(0.3),
            msgType: chance.pick([.alert, .update, .cancel]), kind: chance.pick(["rainstorm", "heat", nil]),
            hazard: chance.pick(Hazard.allCases), event: noise(40), colour: chance.pick([.red, .blue, nil]), area: noise(80),
            instruction: chance.chance(0.5) ? noise(400) : nil, ownText: chance.chance(0.4) ? noise(3000) : nil,
            issuer: "市气象台" + noise(40), sent: Timestamp(moment: Shipped.moment, offsetMinutes: 480),
            language: chance.pick(["zh-CN", "en"]), link: chance.chance(0.3) ? "https://e.cn/1" : nil)
        let segments = messages.segments(for: facts.colour)
        let budget = SMSBudget(segments: segments, coding: .ucs2, signature: SMSSignature(name: "示例社区", writer: .us))
        let message = composer.sms(facts, budget: budget)
        #expect(message.length.segments <= segments, "seed \(seed)")
        #expect(!message.shortened.contains(.shortestForm), "seed \(seed)")
        #expect(message.text.hasPrefix("【示例社区】") && message.text.components("【") == 1 && message.text.components("¥") == 0)
        #expect(!message.text.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
        if facts.status == .exercise {
            #expect(message.text.hasPrefix("【示例社区】这是演练") && message.text.hasSuffix("这是演练"))
        } else if facts.nearDrill {
            #expect(message.text.hasPrefix("【示例社区】这不是演练"))
        }
        #expect(message.text.contains("市气象台"), "seed \(seed)")
        if facts.ownText == nil { #expect(message.text.contains("14:03"), "seed \(seed)") }
    }
}

extension String {
    /// How often a part stands in it.
    func components(_ part: String) -> Int { ranges(of: part).count }
}
