import Alerts
import Testing

@testable import Channels

/// Gateways that take reviewed templates only.
struct ReviewedTemplateTests {
    private let messages: MessageTemplates
    private let gateway: GatewayProfile

    init() throws {
        messages = try Shipped.messages()
        gateway = try Shipped.gateway("aliyun-like")
    }

    @Test func theTemplateThatFits() throws {
        let sms = try #require(gateway.sms(Shipped.facts, messages: messages, sign: "示例社区"))
        #expect(sms.template?.code == "SMS_000000003")
        #expect(sms.template?.parameters.map(\.name) == ["issuer", "time", "warning", "area", "advice-short"])
        #expect(sms.template?.parameters.map(\.value) == ["北京市气象台", "7月1日14:03", "暴雨红色预警", "示例社区", "远离低洼地下空间，不要涉水。"])
        #expect(sms.shown == "【示例社区】北京市气象台7月1日14:03发布暴雨红色预警，范围：示例社区。远离低洼地下空间，不要涉水。回复1确认收到")
        #expect(sms.text == String(sms.shown.dropFirst(6)) && sms.length.segments == 1)
    }

    @Test(
        "Drills, real messages near them and cancels have templates of their own",
        arguments: [
            (Status.exercise, false, MsgType.alert, "SMS_000000013"), (.exercise, true, .cancel, "SMS_000000011"),
            (.actual, true, .update, "SMS_000000022"), (.actual, false, .cancel, "SMS_000000001"),
            (.test, false, .alert, "SMS_000000013"),
        ])
    func occasions(_ row: (Status, Bool, MsgType, String)) {
        let facts = Shipped.facts.with { ($0.status, $0.nearDrill, $0.msgType) = (row.0, row.1, row.2) }
        #expect(gateway.sms(facts, messages: messages, sign: "示例社区")?.template?.code == row.3)
    }

    @Test func noTemplateNoMessage() {
        var poor = gateway
        poor.templates?.removeAll { $0.occasion == .drill }
        #expect(poor.sms(Shipped.facts.with { $0.status = .exercise }, messages: messages, sign: "示例社区") == nil)
        #expect(poor.sms(Shipped.facts.with { $0.language = "en" }, messages: messages, sign: "示例社区") == nil)
    }

    @Test func variablesAreCutToTheProvidersLimit() throws {
        var strict = gateway
        strict.templates?[2].longest = ["area": 6]
        strict.templates?[2].parameters = ["area": "place"]
        let sms = try #require(strict.sms(Shipped.facts.with { $0.area = "北京市东城区示例社区" }, messages: messages, sign: "示例社区"))
        #expect(sms.template?.parameters.contains(.init(name: "place", value: "北京市东城…")) == true)
        #expect(sms.shortened == [.variable("area")])
    }

    static let faults: [(path: [String], words: String, change: @Sendable (inout GatewayProfile) -> Void)] = [
        (["templates", "0", "text"], "【 may not", { $0.templates?[0].text = "【社区】{issuer}{time}" }),
        (["templates", "0", "text"], "★ may not", { $0.templates?[0].text = "{issuer}{time}★" }),
        (
            ["templates", "0", "text"], "◆ may not",
            {
                $0.templates?[0].text = "{issuer}{time}◆"; $0.text?.forbidden = "◆"
            }
        ),
        (["templates", "0", "text"], "does not name {issuer}", { $0.templates?[0].text = "{time}{warning}" }),
        (["templates", "0", "text"], "no links in variables", { $0.templates?[0].text = "{issuer}{time}{link}" }),
        (["templates", "0", "text"], "{text} has no limit", { $0.templates?[0].text = "{issuer}{time}{text}" }),
        (["templates", "0", "text"], "the provider takes 20", { $0.text?.variable = 20 }),
        (["templates", "0", "text"], "can be too long", { $0.text?.longest = 60 }),
        (["templates", "0", "language"], "no texts", { $0.templates?[0].language = "fr" }),
        (["templates", "3", "text"], "begins and ends", { $0.templates?[3].text = "{issuer}{time}这是演练" }),
        (["templates", "6", "text"], "begins with 这不是演练", { $0.templates?[6].text = "{issuer}{time}" }),
        (["templates"], "every Alert of occasion actual", { $0.templates?[2].kinds = ["heat"] }),
        (["sign", "longest"], "takes 3", { $0.sign?.longest = 3 }),
    ]

    @Test(arguments: faults.indices) func faultsAreFound(_ index: Int) {
        let fault = ReviewedTemplateTests.faults[index]
        var copy = gateway
        fault.change(&copy)
        let found = copy.findings(messages: messages, sign: "示例社区")
        #expect(found.contains { $0.path == fault.path && $0.text.contains(fault.words) }, "\(fault.words): \(found)")
    }
}
