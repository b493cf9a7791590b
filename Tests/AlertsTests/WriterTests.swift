import Alerts
import Testing

/// Writing and reading again gives the same alert.
struct WriterTests {
    @Test("Every sample that is read survives XML and JSON", arguments: Samples.names) func samples(_ name: String) throws {
        guard let received = try? AlertDocument.read(try Samples.bytes(name)) else { return }
        let isValid = CAPValidator.findings(try Samples.bytes(name)).allSatisfy { $0.level == .warning }
        for one in received {
            let xml = CAPWriter.xml(one.alert)
            let again = try AlertDocument.read(xml)
            #expect(again.map(\.alert.id) == [one.alert.id])
            if isValid {
                #expect(again.map(\.alert) == [one.alert])
                #expect(CAPValidator.findings(xml).allSatisfy { $0.level == .warning })
                #expect(try AlertDocument.read(CAPWriter.json(one.alert)).map(\.alert) == [one.alert])
            }
            #expect(CAPWriter.xml(again[0].alert) == xml)
        }
    }

    @Test("Generated alerts survive, and pass the strict judgement") func generated() throws {
        for seed in UInt64(1)...400 {
            var random = SeededGenerator(seed: seed)
            let alert = GeneratedAlert.make(&random)
            let xml = CAPWriter.xml(alert)
            #expect(try AlertDocument.read(xml).map(\.alert) == [alert], "seed \(seed)")
            let errors = CAPValidator.findings(xml).filter { $0.level == .error }
            #expect(errors.isEmpty, "seed \(seed): \(errors)")
            #expect(try AlertDocument.read(CAPWriter.json(alert)).map(\.alert) == [alert], "seed \(seed)")
        }
    }

    @Test("What the schema demands is filled in") func filledIn() throws {
        let minimal =
            #"<alert><identifier>i</identifier><sender>s</sender><sent>2026-07-01T06:03:05.5Z</sent>"#
            + "<status>Actual</status><msgType>Alert</msgType><info><headline>暴雨</headline></info></alert>"
        let alert = try AlertDocument.read(Array(minimal.utf8))[0].alert
        let xml = String(decoding: CAPWriter.xml(alert), as: UTF8.self)
        #expect(CAPValidator.findings(Array(xml.utf8)).isEmpty, "\(CAPValidator.findings(Array(xml.utf8)))")
        #expect(xml.contains("<sent>2026-07-01T06:03:05-00:00</sent>"))
    }

    @Test("Texts are escaped") func escaping() throws {
        var alert = try AlertDocument.read(Array(Documents.valid.utf8))[0].alert
        alert.infos[0].description = "a < b & c > d \"e\" 'f' ]]> \u{1}🌧\r\ng"
        let again = try AlertDocument.read(CAPWriter.xml(alert))[0].alert
        #expect(again.infos[0].description == "a < b & c > d \"e\" 'f' ]]>  🌧\r\ng")
        let json = try AlertDocument.read(CAPWriter.json(alert))[0].alert
        #expect(json.infos[0].description == again.infos[0].description)
    }

    @Test("Elements that may repeat are arrays in JSON") func arrays() throws {
        let alert = try AlertDocument.read(Array(Documents.valid.utf8))[0].alert
        let json = String(decoding: CAPWriter.json(alert), as: UTF8.self)
        #expect(json.hasPrefix(#"{"identifier":"11000041600000_20260701140305","sender":"bj-met","#))
        #expect(json.contains(#""info":[{"language":"zh-CN","category":["Met"],"event":"暴雨""#))
        #expect(json.contains(#""area":[{"areaDesc":"东城区","polygon":["39.9,116.3 39.9,116.5 40,116.5 40,116.3 39.9,116.3"]"#))
    }
}
