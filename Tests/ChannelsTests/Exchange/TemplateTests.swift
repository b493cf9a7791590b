import Alerts
import TestSupport
import Testing
import Yams

@testable import Channels

/// Places for values, and how a value is written where it stands.
struct TemplateTests {
    @Test func placesAreFound() throws {
        let template = TextTemplate("{{a}} {phone}-{text|sha256|percent}!")
        #expect(template.names == ["phone", "text"])
        #expect(try template.filled { $0 == "phone" ? "1" : "" }.hasPrefix("{a} 1-e3b0c44298fc1c14"))
        #expect(throws: MissingValue(name: "phone")) { try template.filled { _ in nil } }
        #expect(try TextTemplate("{a}").filled { _ in "{a}{b}" } == "{a}{b}", "values are not templates")
    }

    @Test(
        "A brace that opens nothing is refused, and says why",
        arguments: [
            ("a{b", "{{ or }}"), ("a}b", "{{ or }}"), ("{}", "{{ or }}"), ("{A b}", "{{ or }}"),
            ("{text|upper}", "use one of percent"),
        ])
    func malformed(_ row: (text: String, words: String)) throws {
        #expect(try TextTemplate(row.text).filled { _ in "x" } == row.text)
        let error = #expect(throws: DecodingError.self) {
            try YAMLDecoder().decode([TextTemplate].self, from: "[\"\(row.text)\"]")
        }
        #expect("\(String(describing: error))".contains(row.words))
    }

    private static let hostile = "a\"b\\c&d=e<f>\r\nX: y\u{0}%41+雨 {sign}/?#"

    private func request(_ yaml: String, text: String = hostile) throws -> GatewayRequest {
        let template = try YAMLDecoder().decode(RequestTemplate.self, from: yaml)
        let values = RequestValues(
            named: ["address": "http://h:1/p", "text": text, "n": "12", "bad": "1,\"x\":2"],
            parameters: [.init(name: "a\"", value: text), .init(name: "b", value: "2")], moment: Shipped.moment, nonce: "n")
        return try template.filled(values, signing: nil)
    }

    @Test func inAddressesAndQueries() throws {
        let escaped = "a%22b%5Cc%26d%3De%3Cf%3E%0D%0AX%3A%20y%00%2541%2B%E9%9B%A8%20%7Bsign%7D%2F%3F%23"
        let request = try request("{url: '{address}/{text}', query: {q: '{text}', a: '1'}}")
        #expect(request.url == "http://h:1/p/\(escaped)?a=1&q=\(escaped)" && request.method == "GET" && request.body.isEmpty)
        #expect(try self.request("{url: '{address}?x=1', query: {q: 'é'}}").url == "http://h:1/p?x=1&q=%C3%A9")
        let form = try self.request("{url: '{address}', body: {form: {t: '{text}', u: ''}}}")
        #expect(String(decoding: form.body, as: UTF8.self) == "t=\(escaped)&u=" && form.method == "POST")
        #expect(form.header("content-type") == "application/x-www-form-urlencoded; charset=utf-8")
        #expect(
            FormReader.read(form.body) == [
                .init(name: "t", value: .text(TemplateTests.hostile)), .init(name: "u", value: .text("")),
            ])
    }

    @Test func inHeaders() throws {
        let request = try request(
            "{url: '{address}', headers: {X-Text: '{text}', Content-Type: text/x}, body: {text: '{text|xml}'}}")
        #expect(request.header("X-Text")?.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
        #expect(request.headers.count == 2 && request.header("Content-Type") == "text/x")
        #expect(String(decoding: request.body, as: UTF8.self).contains("a&quot;b\\c&amp;d=e&lt;f&gt;"))
    }

    @Test func inJSON() throws {
        let request = try request(
            "{url: '{address}', body: {json: {t: 'x{text}', n: '{n|number}', bad: '{bad|number}', o: '{parameters|object}', "
                + "l: '{parameters|list}', s: '{parameters}', f: true, i: 7, z: null, a: [1.5, 'b']}}}")
        let tree = try #require(JSONReader.read(request.body))
        #expect(tree.part("t") == .text("x" + TemplateTests.hostile))
        #expect(tree.part("n") == .number("12") && tree.part("bad") == .text("1,\"x\":2"))
        #expect(tree.part(at: ["o", "a\""]) == .text(TemplateTests.hostile) && tree.part(at: ["l", "1"]) == .text("2"))
        #expect(JSONReader.read(Array((tree.part("s")?.scalar ?? "").utf8)) == tree.part("o"))
        #expect(tree.part("f") == .flag(true) && tree.part("i") == .number("7") && tree.part("z") == .null)
        #expect(tree.part("a") == .list([.number("1.5"), .text("b")]))
    }

    @Test("Whatever a value is, the body stays JSON with that value in it", arguments: 0..<200)
    func anyValue(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let text = String(
            String.UnicodeScalarView((0..<chance.int(0...40)).compactMap { _ in Unicode.Scalar(UInt32(chance.int(0...0x2FFF))) }))
        let request = try request("{url: '{address}', body: {json: {t: '{text}'}}}", text: text)
        let read = JSONReader.read(request.body)?.part("t")?.scalar
        #expect(read.map { Array($0.utf8) } == Array(text.utf8), "seed \(seed)")
    }

    @Test func printingShowsNothing() throws {
        let request = try GatewayProfile.kannel.request(
            for: OutgoingMessage(phone: try Shipped.phone("13800000011"), text: "秘密", reference: "r"),
            account: GatewayAccount(
                address: "http://u:pw@127.0.0.1:1/x", account: "ews", secret: "geheim", callback: "http://h/c?k=v"),
            at: Shipped.moment, nonce: "n")
        var dumped = ""
        dump(request, to: &dumped)
        for shown in ["\(request)", String(reflecting: request), "\([request])", dumped] {
            #expect(!shown.contains("geheim") && !shown.contains("138") && !shown.contains("ews") && !shown.contains("pw"))
        }
        #expect("\(request)" == "GET 127.0.0.1:1")
        dumped = ""
        dump(GatewayAccount(address: "a", secret: "geheim"), to: &dumped)
        #expect(!dumped.contains("geheim"))
    }
}
