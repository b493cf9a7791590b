import Alerts
import Foundation
import Simulation
import Testing

/// What a source makes of its files.
@Suite struct SourceTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Config/alerts")

    static func file(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: folder.appendingPathComponent(name))) }

    static func schedule() throws -> Schedule {
        try Schedule(jsonLines: String(decoding: try file("storm-night.jsonl"), as: UTF8.self))
    }

    static let files = [
        "rainstorm-red", "rainstorm-update", "rainstorm-cancel", "drill-rainstorm", "test", "flood-orange", "geological-yellow",
        "fire-orange",
    ]

    /// The shipped alerts are what a user copies first: nothing may be wrong or even unwise in them.
    @Test(arguments: files) func shippedAlertHasNoFinding(_ name: String) throws {
        let bytes = try Self.file(name + ".xml")
        #expect(CAPValidator.findings(bytes).map(\.description) == [])
        #expect(CAPText(bytes).id == (try AlertDocument.read(bytes)).first?.alert.id)
    }

    @Test func everyMessageOfTheStormNightIsValidWhenItIsSent() throws {
        var press = MessagePress()
        var ids: [String: AlertID] = [:]
        for step in try Self.schedule().steps {
            let now = Commands.epoch + Int(step.at * 1000)
            let text = press.message(of: step, file: try step.file.map(Self.file) ?? [], at: now)
            #expect(CAPValidator.findings(text.bytes).filter { $0.level == .error }.map(\.description) == [], "\(step)")
            let alert = try #require(try AlertDocument.read(text.bytes).first?.alert)
            #expect(alert.id == text.id)
            if let again = step.again {
                #expect(ids[again] == alert.id)
                continue
            }
            #expect(!ids.values.contains(alert.id))
            #expect(alert.sent.moment.milliseconds / 1000 == now.milliseconds / 1000)
            #expect((alert.infos.first?.expires?.moment).map { $0 > now } == true)
            let references = alert.references.map { AlertID(sender: $0.sender, identifier: $0.identifier, sent: $0.sent) }
            #expect(references == (step.references ?? []).compactMap { ids[$0] })
            if let code = step.geocode { #expect(alert.infos[0].areas[0].geocodes.map(\.value) == [code]) }
            if let name = step.step { ids[name] = alert.id }
        }
        #expect(ids.count == 9)
    }

    @Test func onlyWhatIsChangedChanges() throws {
        let original = try Self.file("rainstorm-red.xml")
        var text = CAPText(original)
        text.replace("headline") { $0 }
        #expect(text.bytes == original)
        text.replace("event") { $0 + " <&>" }
        #expect(text.value("event") == "暴雨 <&>")
        #expect(CAPValidator.findings(text.bytes).filter { $0.level == .error }.isEmpty)
        text.refer(to: ["a,b,2026-07-01T14:03:05+08:00"])
        #expect(
            try AlertDocument.read(text.bytes)[0].alert.references == [
                Reference(sender: "a", identifier: "b", sent: "2026-07-01T14:03:05+08:00")
            ])
    }

    @Test func prefixesCommentsAndCDATAAreUnderstood() {
        let text = CAPText(
            Array(
                "<c:alert xmlns:c='x'><!-- <sender>no</sender> --><c:sender a='1'> me&amp;you </c:sender><c:note><![CDATA[<sent>]]></c:note></c:alert>"
                    .utf8))
        #expect(text.value("sender") == "me&you")
        #expect(text.value("sent") == nil)
        #expect(text.id == nil)
        var changed = text
        changed.refer(to: ["x"])
        #expect(String(decoding: changed.bytes, as: UTF8.self).hasSuffix("</c:note><c:references>x</c:references></c:alert>"))
    }

    @Test func asIsLeavesEveryByte() throws {
        var press = MessagePress()
        let bytes = try Self.file("flood-orange.xml")
        let step = ScheduleStep(at: 0, file: "flood-orange.xml", fresh: false)
        #expect(press.message(of: step, file: bytes, at: Commands.epoch).bytes == bytes)
        #expect(press.message(of: step, file: [], at: Commands.epoch).bytes == [])
    }

    @Test func sameSecondGetsASerial() throws {
        var press = MessagePress()
        let bytes = try Self.file("flood-orange.xml")
        let step = ScheduleStep(at: 0, file: "flood-orange.xml")
        let identifiers = (0..<3).map { _ in press.message(of: step, file: bytes, at: Commands.epoch).value("identifier") }
        #expect(
            identifiers == [
                "11010033200000_20260701140305", "11010033200000_20260701140305_1", "11010033200000_20260701140305_2",
            ])
    }

    @Test(arguments: [
        ("{\"at\":0}", 1), ("\n# a\nnonsense", 3), ("{\"at\":-1,\"file\":\"a\"}", 1), ("{\"at\":1,\"again\":\"x\"}", 1),
        ("{\"at\":0,\"file\":\"a\",\"step\":\"s\"}\n{\"at\":1,\"file\":\"a\",\"step\":\"s\"}", 2),
        ("{\"at\":0,\"file\":\"a\",\"status\":\"Real\"}", 1), ("{\"at\":0,\"file\":\"a\",\"changed\":true}", 1),
        ("{\"at\":5,\"file\":\"a\",\"step\":\"s\"}\n{\"at\":1,\"again\":\"s\"}", 2),
        ("{\"at\":0,\"file\":\"a\",\"expiresIn\":0}", 1),
    ])
    func scheduleSaysWhereItIsWrong(_ text: String, _ line: Int) {
        #expect { try Schedule(jsonLines: text) } throws: { ($0 as? Schedule.Problem)?.line == line }
    }
}
