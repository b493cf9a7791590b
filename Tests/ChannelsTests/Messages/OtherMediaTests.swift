import Alerts
import Testing

@testable import Channels

/// What calls say and robots post.
struct OtherMediaTests {
    private let messages: MessageTemplates

    init() throws { messages = try Shipped.messages() }

    @Test func calls() {
        let call = CallComposer(messages).call(Shipped.facts)
        #expect(call.text.hasPrefix("请注意，北京市气象台7月1日14点3分发布暴雨红色预警，范围：示例社区。"))
        #expect(call.text.hasSuffix("听到请按1。") && call.repeats == 3 && call.shortened.isEmpty)
        let drill = CallComposer(messages).call(Shipped.facts.with { $0.status = .exercise }, longest: 90)
        #expect(drill.text.hasPrefix("这是演练。") && drill.text.hasSuffix("这是演练") && drill.text.count <= 90)
        #expect(drill.text.contains("听到请按1"))
        let cancel = CallComposer(messages).call(Shipped.facts.with { $0.msgType = .cancel })
        #expect(!cancel.text.contains("请按1"))
        #expect(CallComposer(messages).call(Shipped.facts.with { $0.colour = .blue }).repeats == 2)
    }

    @Test func posts() {
        let facts = Shipped.facts.with { $0.text = "北京市气象台发布暴雨红色预警\n预计三小时内降雨量将达100毫米以上" }
        let post = RobotComposer(messages).text(facts, bytes: 2048)
        #expect(post.text.hasSuffix("预计三小时内降雨量将达100毫米以上。") && !post.text.contains("回复"))
        let long = facts.with { $0.text = String(repeating: "雨", count: 3000) }
        let short = RobotComposer(messages).text(long, bytes: 2048)
        #expect(short.text.utf8.count <= 2048 && short.text.contains("请留在安全的室内"), "a text that does not fit gives way whole")
        let drill = RobotComposer(messages).text(facts.with { $0.status = .exercise }, bytes: 2048)
        #expect(drill.text.hasPrefix("这是演练。") && drill.text.hasSuffix("。这是演练"))
    }
}
