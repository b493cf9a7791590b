import Alerts
import Testing

/// Drafts become alerts that pass the strict judgement without a finding, or say why not.
struct AlertDraftTests {
    private var draft: AlertDraft {
        var draft = AlertDraft(
            sender: "dongcheng-duty",
            sent: Timestamp(moment: Moment(milliseconds: 1_782_885_785_120), offsetMinutes: 480), event: "暴雨",
            areas: [
                Area(areaDesc: "东城区", geocodes: [NamedValue(valueName: "CPEAS Geographic Code", value: "110101000000")])
            ])
        draft.colour = .red
        draft.headline = "东城区气象台发布暴雨红色预警"
        draft.description = "预计未来三小时降雨量将达100毫米以上。"
        return draft
    }

    @Test("A draft becomes an alert without a finding, and reads back the same") func composed() throws {
        let alert = try draft.alert()
        let xml = CAPWriter.xml(alert)
        #expect(CAPValidator.findings(xml).isEmpty)
        #expect(try AlertDocument.read(xml).map(\.alert) == [alert])
        #expect(alert.sent.text == "2026-07-01T14:03:05+08:00")
        let found = try ClassificationTests.hazards().classify(alert)
        #expect(found.colour == .red && found.colourSource == .parameter && found.kind == "rainstorm")
    }

    @Test("The same draft has the same identifier, another one another") func identifiers() throws {
        let first = try draft.alert()
        var other = draft
        other.headline = "东城区气象台发布暴雨橙色预警"
        #expect(try draft.alert().identifier == first.identifier)
        #expect(try other.alert().identifier != first.identifier)
        #expect(first.identifier.hasPrefix("20260701140305-"))
    }

    static let faults: [(rule: String, change: @Sendable (inout AlertDraft) -> Void)] = [
        ("cap.sender.characters", { $0.sender = "duty officer" }),
        ("cap.element.empty", { $0.event = "" }),
        ("cap.note.exercise", { $0.status = .exercise }),
        ("cap.references.required", { $0.msgType = .cancel }),
        ("cap.area.place", { $0.areas = [Area(areaDesc: "somewhere")] }),
        ("cap.headline.length", { $0.headline = String(repeating: "雨", count: 161) }),
        ("cap.expires.order", { $0.expires = Timestamp(moment: .epoch, offsetMinutes: 480) }),
        ("cap.language", { $0.language = "Chinese (China)" }),
        ("cap.polygon.points", { $0.areas[0].polygons = [Polygon(points: [Coordinate(latitude: 1, longitude: 1)])] }),
    ]

    @Test("A faulty draft says what is wrong", arguments: faults.indices) func faulty(_ index: Int) {
        let fault = AlertDraftTests.faults[index]
        var draft = draft
        fault.change(&draft)
        #expect {
            try draft.alert()
        } throws: { error in
            (error as? AlertDraftError)?.findings.contains { $0.rule == fault.rule } == true
        }
    }
}
