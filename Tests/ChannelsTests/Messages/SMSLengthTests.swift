import Foundation
import TestSupport
import Testing

@testable import Channels

/// Lengths as carriers count them; the Chinese rows are those that were measured on Kannel.
struct SMSLengthTests {
    static let rows: [(text: String, coding: SMSCoding, units: Int, segments: Int, remaining: Int)] = [
        (String(repeating: "雨", count: 40), .ucs2, 40, 1, 30),
        (String(repeating: "雨", count: 70), .ucs2, 70, 1, 0),
        (String(repeating: "雨", count: 71), .ucs2, 71, 2, 63),
        (String(repeating: "雨", count: 134), .ucs2, 134, 2, 0),
        (String(repeating: "雨", count: 135), .ucs2, 135, 3, 66),
        (String(repeating: "雨", count: 200), .ucs2, 200, 3, 1),
        (String(repeating: "a", count: 160), .gsm7, 160, 1, 0),
        (String(repeating: "a", count: 161), .gsm7, 161, 2, 145),
        (String(repeating: "a", count: 306), .gsm7, 306, 2, 0),
        (String(repeating: "€", count: 80), .gsm7, 160, 1, 0),
        (String(repeating: "€", count: 81), .gsm7, 162, 2, 143),
        ("[{|}]~^\\€", .gsm7, 18, 1, 142),
        ("", .gsm7, 0, 1, 160),
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ", .gsm7, 31, 1, 129),
        ("ç", .ucs2, 1, 1, 69),
        ("a“", .ucs2, 2, 1, 68),
        (String(repeating: "😀", count: 35), .ucs2, 70, 1, 0),
        // 67 units hold 33 pairs and leave one unit empty.
        (String(repeating: "😀", count: 36), .ucs2, 72, 2, 61),
        (String(repeating: "😀", count: 67), .ucs2, 134, 3, 65),
    ]

    @Test(arguments: rows.indices) func counts(_ index: Int) {
        let row = SMSLengthTests.rows[index]
        let length = SMSLength(row.text)
        #expect(length.coding == row.coding && length.units == row.units)
        #expect(length.segments == row.segments && length.remaining == row.remaining)
    }

    @Test func ucs2ForEveryText() {
        let length = SMSLength("plain text", rule: .ucs2)
        #expect(length.coding == .ucs2 && length.remaining == 60)
        #expect(SMSLength(String(repeating: "a", count: 71), rule: .ucs2).segments == 2)
    }

    @Test("Segments together are the text, none is too long, and no character is torn", arguments: 0..<200)
    func splitting(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let alphabets: [[Character]] = [
            ["a", "1", "€", "[", "~", " "], ["雨", "，", "a", "😀", "𠮷", "e\u{301}", "👨‍👩‍👧"], ["😀", "𠮷"],
        ]
        let alphabet = alphabets[Int(chance.next() % 3)]
        let text = String((0..<Int(chance.next() % 500)).map { _ in alphabet[Int(chance.next() % UInt64(alphabet.count))] })
        let rule: SMSCodingRule = chance.next() % 2 == 0 ? .automatic : .ucs2
        let length = SMSLength(text, rule: rule)
        let parts = SMSLength.split(text, rule: rule)
        #expect(parts.count == length.segments)
        #expect(parts.joined() == text)
        guard parts.count > 1 else { return }
        #expect(length.units > length.coding.single)
        for part in parts {
            #expect(SMSLength(part, rule: length.coding == .ucs2 ? .ucs2 : .automatic).units <= length.coding.each)
        }
        #expect(
            length.remaining == length.coding.each
                - SMSLength(parts.last ?? "", rule: length.coding == .ucs2 ? .ucs2 : .automatic).units)
    }

    @Test("One character more never takes fewer segments") func growth() {
        var last = 0
        for count in 0...300 {
            let segments = SMSLength(String(repeating: "雨", count: count)).segments
            #expect(segments >= last && segments - last <= 1)
            last = segments
        }
    }

    @Test func signaturesCount() {
        let text = String(repeating: "雨", count: 64)
        let signature = SMSSignature(name: "示例社区", writer: .platform)
        #expect(SMSBudget(segments: 1, signature: signature).holds(text))
        #expect(!SMSBudget(segments: 1, signature: signature).holds(text + "雨"))
        #expect(signature.handedOver(text) == text && signature.placed(on: "雨") == "【示例社区】雨")
        let own = SMSSignature(name: "示例社区", place: .end, writer: .us)
        #expect(own.handedOver("雨") == "雨【示例社区】")
        #expect(!SMSBudget(segments: 9, longest: 69, signature: signature).holds(text))
    }
}
