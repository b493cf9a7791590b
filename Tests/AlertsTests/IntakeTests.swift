import Alerts
import Testing

/// What intake takes in spite of its faults, what it makes of it, and what it refuses.
struct IntakeTests {
    private func read(_ old: String, _ new: String) throws -> ReceivedAlert {
        try #require(try AlertDocument.read(Documents.valid(replacing: old, with: new)).first)
    }

    @Test("A flawless message has no finding") func flawless() throws {
        let received = try #require(try AlertDocument.read(Array(Documents.valid.utf8)).first)
        #expect(received.findings.isEmpty)
        #expect(received.dialect == .cap12)
        #expect(received.signature == .absent)
        #expect(
            received.alert.id.description
                == "\(AlertID(sender: "bj-met", identifier: "11000041600000_20260701140305", sent: "2026-07-01T14:03:05+08:00"))")
    }

    static let refused: [(element: String, old: String, new: String)] = [
        ("status", "<status>Actual</status>", ""),
        ("status", "<status>Actual", "<status>"),
        ("status", "<status>Actual", "<status>Real"),
        ("status", "<status>Actual</status>", "<status>Actual</status><status>Test</status>"),
        ("msgType", "<msgType>Update</msgType>", ""),
        ("msgType", "<msgType>Update", "<msgType>Info"),
        ("sender", "<sender>bj-met</sender>", ""),
        ("sender", "<sender>bj-met</sender>", "<sender/>"),
        ("identifier", "<identifier>11000041600000_20260701140305</identifier>", ""),
        ("identifier", "</identifier>", "</identifier><identifier>other</identifier>"),
        ("sent", "<sent>2026-07-01T14:03:05+08:00</sent>", ""),
        ("sent", "<sent>2026-07-01T14:03:05+08:00", "<sent>2026-07-01T14:03:05"),
        ("sent", "<sent>2026-07-01T14:03:05+08:00", "<sent>2026-02-30T14:03:05+08:00"),
        ("sent", "<sent>2026-07-01T14:03:05+08:00", "<sent>yesterday"),
        ("info", Documents.valid.components(between: "<info>", and: "</info>"), ""),
        ("info", Documents.valid.components(between: "<info>", and: "</info>"), "<info><category>Met</category></info>"),
    ]

    @Test("What leaves the six essentials unknown is refused", arguments: refused.indices) func refusals(_ index: Int) {
        let change = IntakeTests.refused[index]
        #expect {
            try AlertDocument.read(Documents.valid(replacing: change.old, with: change.new))
        } throws: { error in
            guard case .unusable(let element, _, _)? = error as? AlertRefusal else { return false }
            return element == change.element
        }
    }

    @Test(
        "A Cancel, an Ack, a Test and a System message need no info",
        arguments: [
            ("<msgType>Update", "<msgType>Cancel"), ("<msgType>Update", "<msgType>Ack"), ("<status>Actual", "<status>System"),
            ("<status>Actual", "<status>Test"),
        ])
    func withoutInfo(_ change: (String, String)) throws {
        let info = Documents.valid.components(between: "<info>", and: "</info>")
        let text = Documents.valid.replacing(info, with: "").replacing(change.0, with: change.1)
        #expect(try AlertDocument.read(Array(text.utf8))[0].alert.infos.isEmpty)
    }

    static let times: [(text: String, canonical: String)] = [
        ("2026-07-01T06:03:05Z", "2026-07-01T06:03:05-00:00"),
        ("2026-07-01T06:03:05z", "2026-07-01T06:03:05-00:00"),
        ("2026-07-01T14:03:05.25+08:00", "2026-07-01T14:03:05+08:00"),
        ("2026-07-01 14:03:05+08:00", "2026-07-01T14:03:05+08:00"),
        ("2026-07-01 14:03:05 +08:00", "2026-07-01T14:03:05+08:00"),
        ("2026-07-01T14:03:05+0800", "2026-07-01T14:03:05+08:00"),
        ("2026-07-01T14:03+08:00", "2026-07-01T14:03:00+08:00"),
        ("2026-07-01T24:00:00+08:00", "2026-07-02T00:00:00+08:00"),
        ("2026-07-01T06:03:05+00:00", "2026-07-01T06:03:05-00:00"),
        ("2026-07-01T14:03:60+08:00", "2026-07-01T14:03:59+08:00"),
    ]

    @Test("Times are read forgivingly; the id keeps the text as received", arguments: times)
    func lenientTimes(_ time: (text: String, canonical: String)) throws {
        let received = try read("<sent>2026-07-01T14:03:05+08:00", "<sent>\(time.text)")
        #expect(CAPTime(received.alert.sent.timestamp).text == time.canonical)
        #expect(received.alert.sent.text == time.text)
        #expect(received.alert.id == AlertID(sender: "bj-met", identifier: received.alert.identifier, sent: time.text))
    }

    @Test("An expiry without an offset has that of the message") func expiryWithoutOffset() throws {
        let received = try read("20:00:00+08:00</expires>", "20:00:00</expires>")
        #expect(received.alert.infos[0].expires?.timestamp.capText == "2026-07-01T20:00:00+08:00")
        #expect(received.findings.contains { $0.rule == "intake.time" && $0.path == "info[1]/expires" })
        let none = try read("2026-07-01T20:00:00+08:00</expires>", "soon</expires>")
        #expect(none.alert.infos[0].expires == nil)
    }

    @Test("Words are read in any case, unknown ones are left out, and empty ones are absent") func words() throws {
        #expect(try read("<status>Actual", "<status>ACTUAL").alert.status == .actual)
        #expect(try read("<msgType>Update", "<msgType>Cancle").alert.msgType == .cancel)
        #expect(try read("<certainty>Likely", "<certainty>Very Likely").alert.infos[0].certainty == .likely)
        #expect(try read("<severity>Extreme", "<severity>Awful").alert.infos[0].severity == nil)
        #expect(try read("<severity>Extreme", "<severity>").alert.infos[0].severity == nil)
        #expect(try read("<scope>Public</scope>", "").alert.scope == .public)
        #expect(try read("<instruction>立即停止户外活动。", "<instruction> ").alert.infos[0].instruction == nil)
    }

    @Test("CAP 1.1 and a missing namespace are read, others are not") func namespaces() throws {
        #expect(try read("cap:1.2", "cap:1.1").dialect == .cap11)
        let bare = try read(" xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"", "")
        #expect(bare.alert.identifier == "11000041600000_20260701140305")
        #expect(bare.findings.contains { $0.rule == "cap.namespace" })
        #expect(throws: AlertRefusal.self) { try read("urn:oasis:names:tc:emergency:cap:1.2", "urn:other") }
    }

    static let references: [(text: String, expected: [Reference])] = [
        (
            "a,b,2026-07-01T12:00:00+08:00 \n\t c,d,2026-07-01T12:00:00+08:00",
            [
                Reference(sender: "a", identifier: "b", sent: "2026-07-01T12:00:00+08:00"),
                Reference(sender: "c", identifier: "d", sent: "2026-07-01T12:00:00+08:00"),
            ]
        ),
        ("only", [Reference(sender: "bj-met", identifier: "only", sent: "")]),
        ("a,b", [Reference(sender: "a", identifier: "b", sent: "")]),
        (
            "a,b,2012-10-25 09:15:58+08:00",
            [Reference(sender: "a", identifier: "b", sent: "2012-10-25T09:15:58+08:00")]
        ),
        ("My Agency,b,t", [Reference(sender: "My Agency", identifier: "b", sent: "t")]),
        ("a,b,c,d", [Reference(sender: "a", identifier: "b,c", sent: "d")]),
        (",,,", [Reference(sender: "bj-met", identifier: ",,,", sent: "")]),
    ]

    @Test("References are read forgivingly", arguments: references)
    func lenientReferences(_ reference: (text: String, expected: [Reference])) throws {
        let received = try read("bj-met,11000041600000_20260701120000,2026-07-01T12:00:00+08:00", reference.text)
        #expect(received.alert.references == reference.expected)
        #expect(received.findings.isEmpty == (reference.expected.count == 2))
    }

    @Test("A reference to itself is ignored") func selfReference() throws {
        let received = try read("bj-met,11000041600000_20260701120000,", "bj-met,11000041600000_20260701140305,")
        #expect(received.alert.references.count == 1)
        #expect(received.alert.otherReferences.isEmpty)
    }

    static let square = "39.9,116.3 39.9,116.5 40.0,116.5 40.0,116.3 39.9,116.3"

    static let polygons: [(text: String, isKept: Bool)] = [
        ("39.9,116.3 39.9,116.5 40.0,116.5 40.0,116.3", true),
        ("(39.9,116.3) (39.9,116.5) (40.0,116.5) (40.0,116.3) (39.9,116.3)", true),
        ("39.9,116.3, 39.9,116.5, 40.0,116.5, 40.0,116.3, 39.9,116.3,", true),
        ("39.9, 116.3\t39.9, 116.5\n40.0, 116.5 40.0, 116.3 39.9, 116.3", true),
        ("116.3,39.9 116.5,39.9 116.5,40.0 116.3,40.0 116.3,39.9", true),
        ("39.9,116.3 39.9,116.5 39.9,116.3", false),
        ("39.9,116.3 39.9", false),
        ("39.9,116.3 north 40.0,116.5", false),
        ("139.9,216.3 139.9,216.5 140.0,216.5 139.9,216.3", false),
        ("nan,nan nan,nan nan,nan nan,nan", false),
        ("1e400,1 2,2 3,3 1e400,1", false),
    ]

    @Test("Polygons are repaired where that is safe, else left out", arguments: polygons)
    func lenientPolygons(_ polygon: (text: String, isKept: Bool)) throws {
        let received = try read(IntakeTests.square, polygon.text)
        let expected = try AlertDocument.read(Array(Documents.valid.utf8))[0].alert.infos[0].areas[0].polygons
        #expect(received.alert.infos[0].areas[0].polygons == (polygon.isKept ? expected : []))
        #expect(received.findings.contains { $0.rule == "intake.polygon" && $0.path == "info[1]/area[1]/polygon[1]" })
    }

    @Test("Several alerts in an envelope are read; an unusable one is told with the others") func envelope() throws {
        let text = try Samples.text("feed_edxl_valid.edxlde")
        let whole = try AlertDocument.read(Array(text.utf8))
        #expect(Set(whole.map(\.alert.identifier)).count == 7)
        #expect(whole.allSatisfy { $0.envelopeStatus == "Actual" && $0.findings.allSatisfy { $0.level == .warning } })
        let sender = "<cap:sender>webmaster@rfs.nsw.gov.au</cap:sender>"
        let place = try #require(text.firstRange(of: sender))
        let damaged = try AlertDocument.read(Array((text[..<place.lowerBound] + text[place.upperBound...]).utf8))
        #expect(damaged.count == 6)
        #expect(damaged.allSatisfy { $0.findings.contains { $0.rule == "intake.envelope" } })
        let drill = text.replacing("distributionStatus>Actual", with: "distributionStatus>Exercise")
        let contradicting = try AlertDocument.read(Array(drill.utf8))
        #expect(contradicting.allSatisfy { $0.findings.contains { $0.rule == "intake.envelope.status" } })
    }

    static let json = #"""
        {"identifier":"i","sender":"s","sent":"2026-07-01T14:03:05+08:00","status":"Actual","msgType":"Alert","scope":null,
         "extra":{"deep":[1,[2,{"x":true}]]},"references":["a,b,2026-07-01T12:00:00+08:00","c,d,2026-07-01T12:00:00+08:00"],
         "info":{"language":"zh-CN","category":"Met","event":"\u66b4\u96e8 \ud83c\udf27","severity":"Extreme",
          "parameter":{"valueName":"colour","value":"red"},
          "area":{"areaDesc":"x","altitude":100.5,"polygon":"39.9,116.3 39.9,116.5 40.0,116.5 39.9,116.3",
           "geocode":[{"valueName":"n","value":110101}]}}}
        """#

    @Test("JSON is read with single values, arrays, numbers and unknown members") func jsonForm() throws {
        let received = try #require(try AlertDocument.read(Array(IntakeTests.json.utf8)).first)
        #expect(received.dialect == .capJSON)
        #expect(received.alert.references.count == 2)
        let info = try #require(received.alert.infos.first)
        #expect(info.event == "暴雨 🌧" && info.categories == [.met])
        #expect(info.areas[0].polygons.count == 1 && info.areas[0].altitude == 100.5)
        #expect(info.areas[0].geocodes == [NamedValue(valueName: "n", value: "110101")])
        for wrapped in ["{\"alert\":\(IntakeTests.json)}", "[\(IntakeTests.json)]", "{\"alert\":[\(IntakeTests.json)]}"] {
            #expect(try AlertDocument.read(Array(wrapped.utf8)).map(\.alert) == [received.alert])
        }
    }

    @Test(
        "JSON that is broken, contradictory or something else is refused",
        arguments: [
            "{", "{}", "[]", "[1]", "{\"a\":1}", "{\"identifier\":\"i\"} x", "{\"identifier\":01}",
            "{\"identifier\":\"\\ud800\"}",
            "{\"identifier\":\"a\nb\"}", "{'identifier':1}", "{\"identifier\":1,}", "{\"identifier\":tru}", "\"identifier\"",
            "12",
            "{\"type\":\"Feature\",\"properties\":{}}",
        ])
    func brokenJSON(_ text: String) {
        #expect(throws: AlertRefusal.self) { try AlertDocument.read(Array(text.utf8)) }
        let twice = IntakeTests.json.replacing("\"status\":\"Actual\"", with: "\"status\":\"Actual\",\"status\":\"Test\"")
        #expect(throws: AlertRefusal.self) { try AlertDocument.read(Array(twice.utf8)) }
    }

    @Test("JSON cut off at any byte is refused") func cutJSON() throws {
        let bytes = Array(IntakeTests.json.utf8)
        for length in bytes.indices {
            #expect(throws: AlertRefusal.self) { try AlertDocument.read(Array(bytes[..<length])) }
        }
    }
}
