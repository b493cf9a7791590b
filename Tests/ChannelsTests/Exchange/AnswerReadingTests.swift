import Alerts
import Testing

@testable import Channels

/// JSON, forms, fields, times and codes of foreign interfaces.
struct AnswerReadingTests {
    @Test func numbersKeepTheirDigits() {
        let tree = JSONReader.read(Array(#"{"id": 12345678901234567890123, "x": -1.50e+3, "s":"\u96e8\ud83d\ude00\/\n"}"#.utf8))
        #expect(tree?.part("id")?.scalar == "12345678901234567890123" && tree?.part("x")?.scalar == "-1.50e+3")
        #expect(tree?.part("s")?.scalar == "雨😀/\n")
    }

    @Test(
        "What is not JSON is not read",
        arguments: [
            "", "{", "{\"a\":1", "{\"a\":1}x", "{'a':1}", "[1,]", "{\"a\" 1}", "01", "1.", "+1", "nul", "\"\u{1}\"", "\"\\x\"",
            "\"\\ud800\"", "\"a",
            "\"\\u12g4\"", "[1 2]", "{\"a\":}", "--1", "1e",
        ])
    func notJSON(_ text: String) { #expect(JSONReader.read(Array(text.utf8)) == nil) }

    @Test func hostileJSON() {
        #expect(JSONReader.read(Array(String(repeating: "[", count: 100_000).utf8)) == nil)
        #expect(JSONReader.read(Array((String(repeating: "[", count: 32) + String(repeating: "]", count: 32)).utf8)) != nil)
        #expect(JSONReader.read(Array((String(repeating: "[", count: 33) + String(repeating: "]", count: 33)).utf8)) == nil)
        #expect(JSONReader.read([0x22, 0xFF, 0x22]) == nil)
        let whole = Array(#"{"a":[{"b":"雨","c":-1.5e3},true,null]}"#.utf8)
        for length in 0..<whole.count { #expect(JSONReader.read(Array(whole[..<length])) == nil) }
    }

    @Test func forms() {
        let fields = FormReader.read(Array("a=1&b=%E9%9B%A8+x&&c&d=%zz%4".utf8))
        #expect(
            fields == [
                .init(name: "a", value: .text("1")), .init(name: "b", value: .text("雨 x")), .init(name: "c", value: .text("")),
                .init(name: "d", value: .text("%zz%4")),
            ])
        #expect(FormReader.read(Array("a=%ff".utf8)) == nil)
        #expect(FormReader.read(Array(String(repeating: "a=1&", count: 5000).utf8)) == nil)
    }

    @Test func fields() throws {
        let tree = try #require(
            JSONReader.read(Array(#"{"a":{"b":[{"c":" x "}]},"t":"id:7 stat:UNDELIV err:012 text","e":""}"#.utf8)))
        #expect(FieldLocator("a.b.0.c").text(in: tree) == "x")
        #expect(FieldLocator("a.b.1.c").text(in: tree) == nil && FieldLocator("a").text(in: tree) == nil)
        #expect(FieldLocator([.init(at: "t", after: "stat:", until: " ")]).text(in: tree) == "UNDELIV")
        #expect(FieldLocator([.init(at: "t", after: "sub:")]).text(in: tree) == nil)
        #expect(FieldLocator([.init(at: "e"), .init(at: "t", until: " ")]).text(in: tree) == "id:7")
    }

    @Test(
        "Times in the forms of gateways",
        arguments: [
            ("yyyy-MM-dd HH:mm:ss", "2026-07-01 14:03:05", 1_782_885_785), ("yyMMddHHmm", "2607011403", 1_782_885_780),
            ("yyyyMMddHHmmss", "20260701140305", 1_782_885_785), ("rfc3339", "2026-07-01T06:03:05Z", 1_782_885_785),
            ("epoch-s", "1782885785", 1_782_885_785), ("epoch-ms", "1782885785000", 1_782_885_785),
            ("yyyy/MM/dd HH:mm", "2026/07/01 14:03", 1_782_885_780),
            ("yyyy-MM-dd HH:mm:ss", "2026-02-30 14:03:05", nil), ("yyyy-MM-dd HH:mm:ss", "2026-07-01 24:03:05", nil),
            ("yyyy-MM-dd HH:mm:ss", "2026-07-01 14:03", nil), ("yyyy-MM-dd HH:mm:ss", "2026-07-01 14:03:05 ", nil),
            ("yyyy-MM-dd HH:mm:ss", "", nil), ("epoch-s", "-5", nil), ("epoch-s", "99999999999999999999", nil),
            ("yyMMddHHmm", "26070114a3", nil),
        ] as [(String, String, Int64?)])
    func times(_ row: (form: String, text: String, seconds: Int64?)) {
        #expect(TimeForm(row.form).problem == nil)
        #expect(TimeForm(row.form).moment(row.text) == row.seconds.map { Moment(milliseconds: $0 * 1000) })
    }

    @Test func zones() throws {
        #expect(
            TimeForm("yyyy-MM-dd HH:mm:ss", offsetMinutes: 0).moment("2026-07-01 06:03:05")
                == Moment(milliseconds: 1_782_885_785_000))
        #expect(TimeForm("HH:mm").problem != nil)
    }

    @Test func codes() {
        let table: CodeTable<DeliveryFault> = ["a.*": .fault, "a.b.*": .blocked, "a.b.c": .absent, "x": .off]
        #expect(table["a.b.c"] == .absent && table["a.b.d"] == .blocked && table["a.z"] == .fault && table["x"] == .off)
        #expect(table["xy"] == nil && table[""] == nil)
    }

    @Test(
        "Codes are shown without anybody's number",
        arguments: [
            ("OK", "OK"), ("手机号13800000011错误", "手机号*********11错误"), ("200003", "200003"), ("a\nb\u{1B}[0m", "a b [0m"),
            ("tel:+8613800000011.", "tel:+***********11."), ("0x0000000b", "0x0000000b"),
            (String(repeating: "x", count: 500), String(repeating: "x", count: 80)),
        ])
    func shown(_ row: (String, String)) { #expect(ShownCode(row.0).text == row.1) }

    @Test func journaledCodes() {
        #expect(ShownCode("Retries Exceeded").journaled == "Retries-Exceeded")
        #expect(ShownCode("MK:0001").journaled == "MK:0001" && ShownCode("手机0x14").journaled == "--0x14")
    }
}
