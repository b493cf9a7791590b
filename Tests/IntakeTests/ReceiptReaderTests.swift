import Alerts
import Dissemination
import Intake
import Record
import Testing

/// Receipts are read by a fast scanner for the plain form and by a general reader for every other; both must read the same.
@Suite struct ReceiptReaderTests {
    private let reader = ReceiptReader()

    private func read(_ text: String) -> IncomingReceipt { reader.read(Array(text.utf8), device: "ls-01") }

    /// Members that devices may send, right and wrong.
    static let members = [
        #""delivery":"9f86d081884c7d65""#, #""delivery":"9F86D081884C7D65""#, #""delivery":"9f86d081884c7d6""#, #""delivery":7"#,
        #""stage":"presented""#, #""stage":"""#, #""stage":3"#,
        #""at":"2026-07-01T14:03:05.120+08:00""#, #""at":"2026-07-01T06:03:05Z""#, #""at":"2026-13-01T06:03:05Z""#, #""at":1"#,
        #""startedAt":"2026-07-01T14:03:05+08:00""#, #""endedAt":"2026-07-01T14:03:09+08:00""#, #""endedAt":"soon""#,
        #""plays":3"#, #""plays":0"#, #""plays":"3""#, #""plays":03"#, #""plays":-1"#, #""plays":123456789012345678901234567890"#,
        #""reason":"busy""#, #""reason":"tired""#, #""by":"duty-1""#, #""v":1"#, #""v":2"#,
    ]

    @Test(arguments: members)
    func plainAndGeneralFormAreReadAlike(member: String) {
        // A nested member that nobody knows sends the same receipt past the scanner.
        let plain = "{\(member)}"
        let general = #"{"unknown":{"a":[1,null]},\#(member)}"#
        expectSame(read(plain), read(general), member)
        expectSame(read(" { \(member) , \"x\" : \"y\" } "), read(general), member)
    }

    @Test func everyMemberIsRead() {
        let receipt = read(
            #"{"v":1,"delivery":"9f86d081884c7d65","stage":"failed","at":"2026-07-01T14:03:05.120+08:00","reason":"busy","#
                + #""startedAt":"2026-07-01T14:03:01+08:00","endedAt":"2026-07-01T14:03:04+08:00","plays":2,"detail":"忙"}"#)
        #expect(receipt.device == "ls-01" && receipt.delivery == DeliveryID("9f86d081884c7d65") && receipt.stage == "failed")
        #expect(receipt.reason == .busy && receipt.plays == 2)
        #expect((receipt.at?.milliseconds ?? 0) - (receipt.endedAt?.milliseconds ?? 0) == 1120)
        #expect((receipt.endedAt?.milliseconds ?? 0) - (receipt.startedAt?.milliseconds ?? 0) == 3000)
    }

    @Test(arguments: ["", "{", "[]", "null", "{}x", #"{"delivery":"9f86d081884c7d65""#, "\u{0}"])
    func whatIsNoObjectIsAReceiptWithoutMembers(text: String) {
        let receipt = read(text)
        #expect(receipt.delivery == nil && receipt.stage == nil && receipt.at == nil, "\(text)")
    }

    @Test func whatIsTooLargeIsNotRead() {
        let filler = String(repeating: "x", count: ReceiptReader.limit)
        #expect(read(#"{"stage":"delivered","detail":"\#(filler)"}"#).stage == nil)
        #expect(read(#"{"stage":"delivered","detail":"\#(filler.dropLast(64))"}"#).stage == "delivered")
    }

    private func expectSame(_ one: IncomingReceipt, _ other: IncomingReceipt, _ member: String) {
        #expect(one.delivery == other.delivery, "\(member)")
        #expect(one.stage == other.stage, "\(member)")
        #expect(one.at == other.at && one.startedAt == other.startedAt && one.endedAt == other.endedAt, "\(member)")
        #expect(one.plays == other.plays && one.reason == other.reason, "\(member)")
    }
}
