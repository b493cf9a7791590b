import Alerts
import Testing

/// What counts as a well-formed document, and that no other is acted on.
struct XMLReadingTests {
    @Test("A document cut off at any byte is refused", arguments: Samples.names) func cutOff(_ name: String) throws {
        let bytes = try Samples.bytes(name)
        guard (try? AlertDocument.read(bytes)) != nil else { return }
        let end = try #require(bytes.lastIndex(of: 0x3E))
        #if DEBUG
            // Unoptimised builds cut long samples at a stride that still meets every kind of place; optimised ones everywhere.
            let step = max(1, bytes.count / 500)
        #else
            let step = 1
        #endif
        for length in stride(from: 0, through: end, by: step) {
            #expect(throws: AlertRefusal.self, "cut at \(length)") { try AlertDocument.read(Array(bytes[..<length])) }
        }
        for length in max(0, end - 200)...end {
            #expect(throws: AlertRefusal.self, "cut at \(length)") { try AlertDocument.read(Array(bytes[..<length])) }
        }
    }

    static let broken: [(why: String, old: String, new: String)] = [
        ("a second root", "</alert>", "</alert><alert/>"),
        ("text behind the root", "</alert>", "</alert>x"),
        ("text before the root", "<alert ", "x<alert "),
        ("crossed tags", "</sender>", "</sent>"),
        ("a lone ampersand", "bj-met<", "bj & met<"),
        ("an undefined entity", "bj-met<", "bj&nbsp;met<"),
        ("a forbidden number", "bj-met<", "bj&#0;met<"),
        ("a surrogate", "bj-met<", "bj&#xD800;met<"),
        ("a control character", "bj-met<", "bj\u{1}met<"),
        ("the end of CDATA in text", "bj-met<", "bj]]>met<"),
        ("an attribute without quotes", "<info>", "<info a=b>"),
        ("an attribute without value", "<info>", "<info a>"),
        ("an attribute twice", "<info>", "<info a='1' a='2'>"),
        ("a tag in an attribute", "<info>", "<info a='<'>"),
        ("attributes run together", "<info>", "<info a='1'b='2'>"),
        ("a double hyphen in a comment", "<info>", "<!-- a -- b --><info>"),
        ("a declaration inside", "<info>", "<?xml version='1.0'?><info>"),
        ("a name that begins with a digit", "<info>", "<1info>"),
        ("an entity declaration", "<info>", "<!ENTITY a 'b'><info>"),
        ("U+FFFF", "bj-met<", "bj\u{FFFF}met<"),
    ]

    @Test("What is not well-formed is refused", arguments: broken.indices) func notWellFormed(_ index: Int) throws {
        let change = XMLReadingTests.broken[index]
        let bytes = Documents.valid(replacing: change.old, with: change.new)
        try #require(!bytes.isEmpty)
        #expect("\(change.why)") {
            try AlertDocument.read(bytes)
        } throws: { error in
            guard case .notWellFormed? = error as? AlertRefusal else { return false }
            return true
        }
    }

    static let harmless: [(why: String, old: String, new: String)] = [
        ("a comment", "<info>", "<!-- a - b --><info>"),
        ("a processing instruction", "<info>", "<?go <now>?><info>"),
        ("a style sheet", "<alert ", "<?xml-stylesheet href='a.xsl'?><alert "),
        ("blanks in tags", "</sender>", "</sender  \n>"),
        ("blanks behind the root", "</alert>", "</alert>\r\n \t<!-- end -->\n"),
        ("CDATA", "bj-met<", "<![CDATA[bj-met]]><"),
        ("split CDATA", "bj-met<", "<![CDATA[bj]]>-<![CDATA[met]]><"),
        ("numbers for letters", "bj-met<", "&#98;&#x6A;-met<"),
        ("blanks around a value", "bj-met<", "\n  bj-met \u{3000}\t<"),
        (
            "a schema location", "<alert ",
            "<alert xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b' "
        ),
    ]

    @Test("What XML allows changes nothing", arguments: harmless.indices) func allowed(_ index: Int) throws {
        let change = XMLReadingTests.harmless[index]
        let expected = try AlertDocument.read(Array(Documents.valid.utf8))[0].alert
        let received = try AlertDocument.read(Documents.valid(replacing: change.old, with: change.new))
        #expect(received.map(\.alert) == [expected], "\(change.why)")
    }

    @Test("Prefixes and other elements change nothing") func prefixes() throws {
        let expected = try AlertDocument.read(Array(Documents.valid.utf8))[0]
        var text = Documents.valid.replacing("xmlns=", with: "xmlns:c=").replacing("</", with: "<~").replacing("<", with: "<c:")
        text = text.replacing("<c:~", with: "</c:").replacing("<c:?xml", with: "<?xml")
        let received = try AlertDocument.read(Array(text.utf8))[0]
        #expect(received.alert == expected.alert)
        #expect(received.findings.isEmpty)
    }

    @Test("Line ends become line feeds") func lineEnds() throws {
        let bytes = Documents.valid(replacing: "预计未来", with: "一\r\n二\r三\n四")
        #expect(try AlertDocument.read(bytes)[0].alert.infos[0].description?.hasPrefix("一\n二\n三\n四") == true)
    }

    @Test("A byte order mark is passed over, other encodings are refused") func encodings() throws {
        let bytes = Array(Documents.valid.utf8)
        #expect(try AlertDocument.read([0xEF, 0xBB, 0xBF] + bytes).count == 1)
        #expect(throws: AlertRefusal.self) { try AlertDocument.read([0xFF, 0xFE] + bytes.flatMap { [$0, 0] }) }
        #expect(throws: AlertRefusal.self) { try AlertDocument.read(bytes.flatMap { [0, $0] }) }
        #expect(throws: AlertRefusal.self) { try AlertDocument.read(Documents.valid(replacing: "UTF-8", with: "GB18030")) }
        var damaged = bytes
        damaged[try #require(bytes.lastIndex { $0 > 0x80 })] = 0x41
        #expect(throws: AlertRefusal.self) { try AlertDocument.read(damaged) }
    }

    @Test("Declared ISO-8859-1 is read") func latin1() throws {
        let received = try AlertDocument.read(try Samples.bytes("us_usgs_iso8859-1_signed.cap"))[0]
        #expect(received.alert.infos[0].headline == "EQ 4.6 Usulután, Usulután, El Salvador - PRELIMINARY REPORT")
        #expect(received.signature == .present)
    }

    @Test("Nothing is accepted that is empty, too large, too deep or has a DOCTYPE") func limits() {
        let cases: [([UInt8], AlertRefusal)] = [
            ([], .notWellFormed(line: 1, reason: "The document is empty.")),
            (Array(repeating: 0x20, count: AlertDocument.sizeLimit + 1), .tooLarge(bytes: AlertDocument.sizeLimit + 1)),
            (Documents.valid(replacing: "<alert ", with: "<!DOCTYPE a><alert "), .documentType(line: 2)),
            (Array(String(repeating: "<a>", count: 65).utf8), .tooDeep(line: 1)),
            (Array((#"{"a":"# + String(repeating: "[", count: 65)).utf8), .tooDeep(line: 1)),
        ]
        for (bytes, refusal) in cases { #expect(throws: refusal) { try AlertDocument.read(bytes) } }
    }

    @Test("A document that is something else is named") func kinds() throws {
        let names = [
            "feed_atom_index.atom": "Atom feed", "feed_rss_au_bom.rss": "RSS feed", "t_not_a_cap_document.xml": "XML schema",
        ]
        for (name, kind) in names {
            do {
                _ = try AlertDocument.read(try Samples.bytes(name))
                Issue.record("\(name) was read")
            } catch let refusal as AlertRefusal {
                #expect(refusal.description.contains(kind))
            }
        }
    }
}
