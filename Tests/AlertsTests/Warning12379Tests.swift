import Alerts
import Testing

/// The warning XML of the 12379 system as it is really sent, turned into CAP.
struct Warning12379Tests {
    private func read(_ old: String = "<status>", _ new: String = "<status>") throws -> ReceivedAlert {
        try #require(try AlertDocument.read(Documents.warning12379(replacing: old, with: new)).first)
    }

    @Test("Everything becomes CAP") func conversion() throws {
        let received = try read()
        let alert = received.alert
        #expect(received.dialect == .warning12379)
        #expect(received.findings.map(\.rule) == ["intake.polygon", "intake.circle"])
        #expect(alert.sender == "北京市东城区气象台" && alert.source == "11010141600000")
        #expect(alert.sent.text == "2026-07-01T14:03:05+08:00")
        #expect(alert.id == AlertID(sender: alert.sender, identifier: alert.identifier, sent: "2026-07-01T14:03:05+08:00"))
        #expect(
            alert.references == [
                Reference(
                    sender: alert.sender, identifier: "11010141600000_20260701120000", sent: "2026-07-01T12:00:00+08:00")
            ])
        let info = try #require(alert.infos.first)
        #expect(info.severity == .extreme && info.certainty == .likely && info.urgency == .unknown)
        #expect(info.eventCodes.map(\.value) == ["11B03"])
        #expect(info.parameters.map(\.value) == ["Red"])
        #expect(info.expires?.text == "2026-07-01T20:03:05+08:00")
        let area = try #require(info.areas.first)
        #expect(area.geocodes.map(\.value) == ["110101001001", "110101001002", "62102300000000"])
        #expect(area.geocodes.allSatisfy { $0.valueName == "CPEAS Geographic Code" })
        #expect(area.circles == [Circle(centre: Coordinate(latitude: 39.95, longitude: 116.4), radiusKilometres: 1.5)])
        #expect(area.polygons.first?.points.first == Coordinate(latitude: 39.9, longitude: 116.3))
        #expect(area.polygons.first?.points.count == 4)
    }

    @Test("Texts for single channels are kept") func channelTexts() throws {
        let received = try read()
        #expect(received.channelText("sms") == "东城区暴雨红色预警，请避险。")
        #expect(received.channelText("SPEAKER") == nil)
        #expect(received.channelTexts.map(\.methodName) == ["SMS", "SPEAKER"])
    }

    @Test("As CAP it passes the strict judgement, as it came it does not") func asCAP() throws {
        let xml = CAPWriter.xml(try read().alert)
        #expect(CAPValidator.findings(xml).filter { $0.level == .error }.isEmpty, "\(CAPValidator.findings(xml))")
        #expect(CAPValidator.findings(Array(Documents.warning12379.utf8)).map(\.rule) == ["cap.namespace"])
    }

    @Test("Cancle is Cancel, and needs no info") func cancel() throws {
        let received = try read("<msgType>Alert", "<msgType>Cancle")
        #expect(received.alert.msgType == .cancel)
        #expect(received.findings.contains { $0.rule == "intake.msgType" })
        let info = Documents.warning12379.components(between: "<info>", and: "</info>")
        let bare = Documents.warning12379.replacing(info, with: "").replacing("<msgType>Alert", with: "<msgType>Cancle")
        #expect(try AlertDocument.read(Array(bare.utf8))[0].alert.infos.isEmpty)
    }

    @Test("A root named after the status is the status") func rootName() throws {
        let text = Documents.warning12379.replacing("<alert ", with: "<Test ").replacing("</alert>", with: "</Test>")
            .replacing("<status>Actual</status>", with: "")
        #expect(try AlertDocument.read(Array(text.utf8))[0].alert.status == .test)
        let bare = Documents.warning12379.replacing(" xmlns=\"http://com.icss.amp\"", with: "")
        #expect(try AlertDocument.read(Array(bare.utf8))[0].dialect == .warning12379)
    }

    @Test(
        "Identifiers of 29 and 31 characters are usual, others are noted",
        arguments: [
            ("11010841600000_20211229072633", true), ("11010841600000_20211229072633_0", true),
            ("11010841600_20211229072633", true), ("WARN-1", false), ("11010841600000_2021", false),
        ])
    func identifiers(_ identifier: (text: String, isUsual: Bool)) throws {
        let received = try read("<identifier>11010141600000_20260701140305", "<identifier>\(identifier.text)")
        #expect(received.alert.identifier == identifier.text)
        #expect(received.findings.contains { $0.rule == "intake.identifier" } == !identifier.isUsual)
    }

    @Test("An internal warning does not become public") func inner() throws {
        let received = try read("<secClassification>None", "<secClassification>Inner")
        #expect(received.alert.scope == .restricted)
    }

    @Test("A time without an offset is Beijing time") func beijing() throws {
        let received = try read("<sendTime>2026-07-01 14:03:05+08:00", "<sendTime>2026-07-01 14:03:05")
        #expect(received.alert.sent.text == "2026-07-01T14:03:05+08:00")
    }

    @Test("Forbidden characters leave the sender") func sender() throws {
        let received = try read("<sender>北京市东城区气象台", "<sender>北京 东城,气象台")
        #expect(received.alert.sender == "北京_东城_气象台")
        #expect(try read("<sender>北京市东城区气象台</sender>", "").alert.sender == "11010141600000")
    }

    @Test(
        "What leaves the essentials unknown is refused",
        arguments: [
            ("<sendTime>2026-07-01 14:03:05+08:00", "<sendTime>"), ("<status>Actual", "<status>"),
            ("<msgType>Alert", "<msgType>Go"),
            ("<identifier>11010141600000_20260701140305", "<identifier>"),
        ])
    func refused(_ change: (String, String)) {
        #expect(throws: AlertRefusal.self) { try read(change.0, change.1) }
    }
}
