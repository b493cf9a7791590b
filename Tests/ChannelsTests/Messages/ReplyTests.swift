import Testing

@testable import Channels

/// What replies mean.
struct ReplyTests {
    static let rows: [(String, ReplyMeaning)] = [
        ("1", .confirms), (" 1 \n", .confirms), ("１", .confirms), ("1。", .confirms), ("“1”", .confirms), ("1️⃣", .confirms),
        ("收到", .confirms), ("收 到！", .confirms), ("好的", .confirms), ("OK", .confirms), ("ｏｋ", .confirms), ("【收到】", .confirms),
        ("回复1", .confirms), ("退订", .unsubscribes), ("T", .unsubscribes), ("td", .unsubscribes), ("ＴＤ", .unsubscribes),
        ("", .unknown), ("   ", .unknown), ("2", .unknown), ("11", .unknown), ("301 1", .unknown), ("3011", .unknown),
        ("不好", .unknown), ("收到了吗", .unknown), ("没收到", .unknown), ("1 退订", .unknown), ("tt", .unknown), ("你是谁", .unknown),
        (String(repeating: "1", count: 5000), .unknown), ("1" + String(repeating: " ", count: 400) + "没收到", .unknown),
        ("。。。", .unknown),
    ]

    @Test(arguments: rows.indices) func meanings(_ index: Int) throws {
        let (text, meaning) = ReplyTests.rows[index]
        #expect(ReplyReader(try Shipped.messages().replies).meaning(of: text) == meaning, "\(text)")
    }

    @Test("Every word of the file means what it stands under") func words() throws {
        let replies = try Shipped.messages().replies
        let reader = ReplyReader(replies)
        #expect(replies.newLink.allSatisfy { reader.meaning(of: $0) == .asksForLink })
        #expect(replies.confirm.allSatisfy { reader.meaning(of: $0) == .confirms })
        #expect(replies.unsubscribe.allSatisfy { reader.meaning(of: " \($0.uppercased())。") == .unsubscribes })
    }
}
