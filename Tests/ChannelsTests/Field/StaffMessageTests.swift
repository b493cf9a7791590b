import Alerts
import TestSupport
import Testing

@testable import Channels

/// What messages to staff say: the warning, what to do, their own link, how to answer.
struct StaffMessageTests {
    private static let link = "https://tocsin.example.gov.cn/t/AbCdEfGhIjKlMnOpQrStUvWxYz012345"
    private let composer: SMSComposer

    init() throws { composer = SMSComposer(try Shipped.messages()) }

    private func text(_ facts: MessageFacts, segments: Int = 3) -> String {
        composer.sms(facts, budget: SMSBudget(segments: segments, coding: .ucs2)).text
    }

    @Test func theCallWithItsLink() {
        let facts = Shipped.facts.with { ($0.link, $0.doors) = (Self.link, 0) }
        #expect(
            text(facts)
                == "北京市气象台7月1日14:03发布暴雨红色预警，范围：示例社区。请立即到岗，任务见\(Self.link) 收到回1；入户结果可回短信，如301 1。")
    }

    @Test func howManyDoors() {
        let facts = Shipped.facts.with { ($0.link, $0.doors) = (Self.link, 8) }
        #expect(text(facts).contains("您有8户待入户告知：\(Self.link) "))
        #expect(text(facts.with { $0.language = "en" }).contains("8 doors to go to: \(Self.link) "))
    }

    @Test func withoutALink() {
        let facts = Shipped.facts.with { $0.doors = 3 }
        #expect(!text(facts).contains("http") && text(facts).contains("请立即到岗"))
    }

    @Test func drillsAndOwnTexts() {
        let facts = Shipped.facts.with { ($0.link, $0.doors, $0.status) = (Self.link, 2, .exercise) }
        #expect(text(facts).hasPrefix("这是演练。") && text(facts).hasSuffix("这是演练") && text(facts).contains(Self.link))
        let own = facts.with { $0.ownText = "给居民的话" }
        #expect(!text(own).contains("给居民的话"), "what the alert says to residents is no call")
    }

    @Test("At its longest every message to staff has room for the link")
    func fits() throws {
        let findings = try Shipped.messages().overflows(hazards: Shipped.hazards(), gateway: nil, sign: nil)
        #expect(findings.isEmpty, "\(findings.map { "\($0.path.joined(separator: ".")): \($0.text)" })")
        var messages = try Shipped.messages()
        let far = String(repeating: "很长的话", count: 40)
        messages.languages["zh-CN"]?.staffReply = far
        #expect(
            messages.overflows(hazards: try Shipped.hazards(), gateway: nil, sign: nil).contains { $0.path.contains("staff") })
    }

    @Test func residentsGetNoLinkUnlessATextAsksForIt() throws {
        let messages = try Shipped.messages()
        for (_, texts) in messages.languages { #expect(!texts.sms.contains { $0.forms.contains { $0.names.contains("link") } }) }
    }
}
