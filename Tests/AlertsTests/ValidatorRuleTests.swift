import Alerts
import Testing

/// One change to a valid message for every rule, and the rule that must notice it.
struct ValidatorRuleTests {
    typealias Change = (rule: String, level: Finding.Level, path: String, old: String, new: String)

    static let changes: [Change] = [
        ("cap.namespace", .error, "alert", "cap:1.2\"", "cap:1.3\""),
        ("cap.element.required", .error, "alert", "<scope>Public</scope>", ""),
        ("cap.element.repeated", .error, "scope", "<scope>Public</scope>", "<scope>Public</scope><scope>Public</scope>"),
        ("cap.element.order", .error, "sender", "<sender>bj-met</sender>", "<source>x</source><sender>bj-met</sender>"),
        ("cap.element.unknown", .error, "colour", "<code>plan-1</code>", "<code>plan-1</code><colour>red</colour>"),
        ("cap.element.empty", .error, "identifier", "11000041600000_20260701140305</identifier>", "</identifier>"),
        ("cap.element.empty", .warning, "info[1]/instruction", "立即停止户外活动。", " "),
        ("cap.element.text", .error, "info[1]/headline", "北京市气象台发布暴雨红色预警", "<b>暴雨</b>"),
        ("cap.attribute", .error, "info[1]", "<info>", "<info kind=\"x\">"),
        ("cap.enumeration", .error, "status", "<status>Actual", "<status>actual"),
        ("cap.enumeration", .error, "info[1]/urgency", "Immediate</urgency>", "</urgency>"),
        ("cap.enumeration", .error, "info[1]/category[1]", "<category>Met", "<category> Met"),
        ("cap.time", .error, "sent", "14:03:05+08:00</sent>", "06:03:05Z</sent>"),
        ("cap.time", .error, "sent", "14:03:05+08:00</sent>", "14:03:05.120+08:00</sent>"),
        ("cap.time", .error, "sent", "2026-07-01T14:03:05+08:00</sent>", "2026-02-30T14:03:05+08:00</sent>"),
        ("cap.time", .error, "sent", "01T14:03:05+08:00</sent>", "01 14:03:05+08:00</sent>"),
        ("cap.time", .error, "sent", "14:03:05+08:00</sent>", "14:03:05,08:00</sent>"),
        ("cap.time.zero", .warning, "info[1]/expires", "20:00:00+08:00</expires>", "20:00:00+00:00</expires>"),
        ("cap.language", .error, "info[1]/language", "zh-CN</language>", "zh_CN</language>"),
        ("cap.uri", .error, "info[1]/web", "https://example.org/a", "https://example.org/ a"),
        ("cap.web.absolute", .error, "info[1]/web", "https://example.org/a", "www.example.org/a"),
        ("cap.integer", .error, "info[1]/resource[1]/size", "<size>4", "<size>4 kB"),
        ("cap.decimal", .error, "info[1]/area[1]/altitude", "<altitude>0", "<altitude>0 ft"),
        ("cap.identifier.characters", .error, "identifier", "<identifier>1", "<identifier>1 "),
        ("cap.sender.characters", .error, "sender", "<sender>bj-met", "<sender>bj,met"),
        ("cap.restriction.required", .error, "alert", "<scope>Public", "<scope>Restricted"),
        (
            "cap.restriction.scope", .warning, "restriction", "<scope>Public</scope>",
            "<scope>Public</scope><restriction>x</restriction>"
        ),
        ("cap.addresses.required", .error, "alert", "<scope>Public", "<scope>Private"),
        ("cap.references.required", .error, "references", "bj-met,11000041600000_20260701120000,2026-07-01T12:00:00+08:00", ""),
        ("cap.references.form", .error, "references", "<references>bj-met,", "<references>"),
        ("cap.references.self", .error, "references", "_20260701120000,", "_20260701140305,"),
        ("cap.references.later", .warning, "references", "01T12:00:00+08:00</references>", "01T23:00:00+08:00</references>"),
        ("cap.references.sent", .warning, "references", "01T12:00:00+08:00</references>", "01T06:03:05-00:00</references>"),
        ("cap.note.exercise", .warning, "alert", "<status>Actual", "<status>Exercise"),
        ("cap.note.error", .warning, "alert", "<msgType>Update", "<msgType>Error"),
        ("cap.text.markup", .warning, "info[1]/description", "预计未来", "预计&lt;br/&gt;未来"),
        ("cap.text.markup", .warning, "info[1]/description", "预计未来", "预计&amp;nbsp;未来"),
        (
            "cap.headline.length", .warning, "info[1]/headline", "<headline>北",
            "<headline>\(String(repeating: "雨", count: 160))"
        ),
        ("cap.expires.order", .warning, "info[1]/expires", "01T20:00:00+08:00</expires>", "01T10:00:00+08:00</expires>"),
        ("cap.mimeType", .error, "info[1]/resource[1]/mimeType", "image/png", "picture"),
        (
            "cap.uri.relative", .error, "info[1]/resource[1]/uri", "<derefUri>AAECAw==</derefUri>", "<uri>map.png</uri>"
        ),
        ("cap.derefUri", .error, "info[1]/resource[1]/derefUri", "AAECAw==", "AAECAx=="),
        ("cap.derefUri", .error, "info[1]/resource[1]/derefUri", "AAECAw==", "AAECAw="),
        ("cap.digest", .warning, "info[1]/resource[1]/digest", "<digest>a0", "<digest>"),
        ("cap.polygon.form", .error, "info[1]/area[1]/polygon[1]", "<polygon>39.9,", "<polygon>39.9, "),
        ("cap.polygon.form", .error, "info[1]/area[1]/polygon[1]", "<polygon>39.9,", "<polygon>1e1,"),
        ("cap.polygon.points", .error, "info[1]/area[1]/polygon[1]", "39.9,116.5 40.0,116.5 40.0,116.3 ", "40.0,116.3 "),
        ("cap.polygon.closed", .error, "info[1]/area[1]/polygon[1]", "39.9,116.3</polygon>", "39.9,116.4</polygon>"),
        ("cap.polygon.range", .error, "info[1]/area[1]/polygon[1]", "39.9,116.5 40.0", "116.5,39.9 40.0"),
        ("cap.polygon.crossing", .warning, "info[1]/area[1]/polygon[1]", "40.0,116.5 40.0,116.3", "40.0,116.3 40.0,116.5"),
        ("cap.circle.form", .error, "info[1]/area[1]/circle[1]", "39.95,116.4 1.5", "39.95 116.4 1.5"),
        ("cap.circle.range", .error, "info[1]/area[1]/circle[1]", "39.95,116.4 1.5", "39.95,216.4 1.5"),
        ("cap.circle.radius", .error, "info[1]/area[1]/circle[1]", "39.95,116.4 1.5", "39.95,116.4 -1.5"),
        ("cap.ceiling", .error, "info[1]/area[1]/ceiling", "<altitude>0</altitude>", ""),
        ("cap.ceiling", .error, "info[1]/area[1]/ceiling", "<altitude>0<", "<altitude>1000<"),
        ("document.doctype", .error, "", "<alert ", "<!DOCTYPE alert><alert "),
        ("document.well-formed", .error, "", "</alert>", ""),
        ("document.declaration", .error, "", "<?xml", " <?xml"),
        (
            "cap.signature.value", .error, "Signature", "</alert>",
            "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo/></Signature></alert>"
        ),
    ]

    @Test("The unchanged message has no finding") func validMessage() {
        #expect(CAPValidator.findings(Array(Documents.valid.utf8)).isEmpty)
    }

    @Test("Each rule notices its change", arguments: changes.indices) func rule(_ index: Int) {
        let change = ValidatorRuleTests.changes[index]
        let findings = CAPValidator.findings(Documents.valid(replacing: change.old, with: change.new))
        let noticed = findings.contains { $0.rule == change.rule && $0.level == change.level && $0.path == change.path }
        #expect(noticed, "\(change.rule) \(change.new): \(findings)")
    }

    @Test("A finding names place and line") func place() throws {
        let findings = CAPValidator.findings(Documents.valid(replacing: "<altitude>0</altitude>", with: ""))
        let finding = try #require(findings.first)
        #expect(finding.text.hasPrefix("info[1]/area[1]/ceiling, line 40: "))
    }

    @Test("The same words under two languages are noticed") func languages() {
        let info = Documents.valid.components(between: "<info>", and: "</info>")
        let second = info.replacing("zh-CN", with: "en-US")
        let findings = CAPValidator.findings(Documents.valid(replacing: "</info>", with: "</info>" + second))
        #expect(findings.map(\.rule) == ["cap.language.text"])
    }

    @Test("An area without any place is unwise, no more") func nowhere() {
        let area = Documents.valid.components(between: "<area>", and: "</area>")
        let bare = "<area><areaDesc>somewhere</areaDesc></area>"
        let findings = CAPValidator.findings(Documents.valid(replacing: area, with: bare))
        #expect(findings.map(\.rule) == ["cap.area.place"])
        #expect(findings.map(\.level) == [.warning])
    }

    @Test("Findings are limited, and the rest is counted") func limited() throws {
        let noise = String(repeating: "<x/>", count: 5000)
        let findings = CAPValidator.findings(Documents.valid(replacing: "</info>", with: noise + "</info>"))
        #expect(findings.count == 201)
        #expect(try #require(findings.last).message == "Further findings are left out.")
    }

    @Test("JSON is judged by the same rules, without order and namespace") func json() {
        let good = #"{"msgType":"Alert","status":"Actual","scope":"Public","sent":"2026-07-01T14:03:05+08:00","sender":"s","#
        let end =
            #""identifier":"i","info":{"category":"Met","event":"e","urgency":"Past","severity":"Minor","certainty":"Likely"}}"#
        #expect(CAPValidator.findings(Array((good + end).utf8)).isEmpty)
        let bad = CAPValidator.findings(Array((good + end.replacing("Met", with: "met")).utf8))
        #expect(bad.map(\.rule) == ["cap.enumeration"])
        #expect(bad.map(\.path) == ["info[1]/category[1]"])
    }
}

extension String {
    /// From the first occurrence of a mark to the end of the next occurrence of another.
    func components(between start: String, and end: String) -> String {
        guard let first = firstRange(of: start), let last = self[first.upperBound...].firstRange(of: end) else { return "" }
        return String(self[first.lowerBound..<last.upperBound])
    }
}
