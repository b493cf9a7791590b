import Alerts
import Foundation
import Testing
import Yams

/// The shipped tables, and what they say about alerts.
struct ClassificationTests {
    static let config = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Config")
    let table: HazardTable

    init() throws { table = try ClassificationTests.hazards() }

    static func hazards() throws -> HazardTable {
        try YAMLDecoder().decode(HazardTable.self, from: Data(contentsOf: config.appending(path: "hazards.yaml")))
    }

    private func alert(_ info: Info) -> Alert {
        let sent = CAPTime(Timestamp(moment: Moment(milliseconds: 1_780_000_000_000), offsetMinutes: 480))
        return Alert(identifier: "i", sender: "s", sent: sent, infos: [info])
    }

    struct EventCase: Sendable {
        let event: String
        let code: String?
        let kind: String?
        let hazard: Hazard
        let pace: Pace

        init(_ event: String, code: String? = nil, _ kind: String?, _ hazard: Hazard, _ pace: Pace = .immediate) {
            self.event = event
            self.code = code
            self.kind = kind
            self.hazard = hazard
            self.pace = pace
        }
    }

    static let events: [EventCase] = [
        EventCase("暴雨", "rainstorm", .weather), EventCase("11B03", "rainstorm", .weather),
        EventCase("x", code: "11B03", "rainstorm", .weather), EventCase("x", code: "11b06", "gale", .weather),
        EventCase("雷电", "thunderstorm", .weather), EventCase("雷雨大风", "thunder-gale", .weather),
        EventCase("大风", "gale", .weather), EventCase("高温", "heat", .weather, .gradual),
        EventCase("寒潮", "cold-wave", .weather, .gradual), EventCase("灰霾", "haze", .weather, .gradual),
        EventCase("干旱", "drought", .weather, .gradual), EventCase("霜冻", "frost", .weather, .gradual),
        EventCase("山洪灾害气象风险", "flash-flood", .flood), EventCase("洪水", "flood", .flood),
        EventCase("地质灾害气象风险", "geological", .geological), EventCase("森林火险", "forest-fire-danger", .fire),
        EventCase("高空坠物", "falling-object", .fallingObject), EventCase("燃气泄漏", "hazardous-material", .productionSafety),
        EventCase("Flood Warning", "flood", .flood), EventCase("FLASH FLOOD", "flash-flood", .flood),
        EventCase("Strong Winds", "gale", .weather), EventCase("thunder", "thunderstorm", .weather),
        EventCase("Earthquake", "earthquake", .earthquake), EventCase("Training day", nil, .weather),
        EventCase("停课信号", nil, .weather), EventCase("Wheat rust", nil, .weather), EventCase("強烈季候風信號", "gale", .weather),
    ]

    @Test("Events and codes become kinds; unknown ones pass through", arguments: events.indices)
    func event(_ index: Int) {
        let expected = ClassificationTests.events[index]
        var info = Info(event: expected.event)
        info.categories = [.met]
        info.eventCodes = expected.code.map { [NamedValue(valueName: "any", value: $0)] } ?? []
        let found = table.classify(alert(info))
        #expect(found.kind == expected.kind && found.hazard == expected.hazard && found.pace == expected.pace, "\(found)")
        #expect(found.event == (expected.event == "11B03" ? "暴雨" : expected.event))
        #expect(found.notes.isEmpty == (expected.kind != nil))
    }

    @Test(
        "Unknown events take the hazard of their category",
        arguments: [
            (Category.met, Hazard.weather), (.geo, .geological), (.fire, .fire), (.cbrne, .productionSafety), (.other, .other),
        ])
    func category(_ pair: (Category, Hazard)) {
        var info = Info(event: "停工信号")
        info.categories = [pair.0]
        #expect(table.classify(alert(info)).hazard == pair.1)
        #expect(table.classify(alert(info)).pace == .immediate)
    }

    @Test("An order to leave is one only where it is meant at once") func evacuation() {
        var info = Info(event: "山洪", urgency: .immediate)
        info.responseTypes = [.evacuate]
        #expect(table.classify(alert(info)).pace == .evacuate)
        info.urgency = .future
        #expect(table.classify(alert(info)).pace == .immediate)
        info.urgency = .immediate
        info.responseTypes = [.prepare]
        #expect(table.classify(alert(info)).pace == .immediate)
    }

    @Test("Weather that drowns loudspeakers is told") func weather() {
        #expect(table.classify(alert(Info(event: "雷雨大风"))).weather == [.rain, .gale])
        #expect(table.classify(alert(Info(event: "冰雹"))).weather == [.hail, .rain])
        #expect(table.classify(alert(Info(event: "高温"))).weather == [])
    }

    struct ColourCase: Sendable {
        let headline: String?
        let parameter: NamedValue?
        let severity: Severity
        let colour: Colour?
        let source: Classification.ColourSource?

        init(
            _ headline: String?, parameter: (String, String)? = nil, _ severity: Severity, _ colour: Colour?,
            _ source: Classification.ColourSource?
        ) {
            self.headline = headline
            self.parameter = parameter.map { NamedValue(valueName: $0.0, value: $0.1) }
            self.severity = severity
            self.colour = colour
            self.source = source
        }
    }

    static let colours: [ColourCase] = [
        ColourCase("北京市气象台发布暴雨红色预警", .unknown, .red, .headline),
        ColourCase("北京市气象台将暴雨黄色预警升级为橙色预警", .moderate, .orange, .headline),
        ColourCase("由暴雨红色预警降级为暴雨蓝色预警", .minor, .blue, .headline),
        ColourCase("暴雨蓝色预警更新为黄色，黄色预警升级为红色", .minor, .red, .headline),
        ColourCase("发布暴雨红色、雷电黄色预警", .severe, .orange, .severity),
        ColourCase("黄石市气象台发布暴雨红色预警", .moderate, .red, .headline),
        ColourCase("深圳市发布台风白色预警信号", .minor, nil, .headline),
        ColourCase("Observatory updates lightning yellow warning", .extreme, .yellow, .headline),
        ColourCase("Flooding threatened in the district", .minor, .blue, .severity),
        ColourCase(nil, .unknown, nil, nil),
        ColourCase(nil, .extreme, .red, .severity),
        ColourCase("暴雨蓝色预警", parameter: ("colour", "red"), .minor, .red, .parameter),
        ColourCase(nil, parameter: ("12379:severity", "Orange"), .minor, .orange, .parameter),
        ColourCase(nil, parameter: ("颜色", "橙"), .minor, .orange, .parameter),
        ColourCase(nil, parameter: ("awareness_level", "2; yellow; Moderate"), .severe, .yellow, .parameter),
        ColourCase(nil, parameter: ("awareness_level", "1; green; Minor"), .minor, nil, .parameter),
        ColourCase(nil, parameter: ("AREA_COLOR", "251 140 0"), .moderate, .yellow, .severity),
        ColourCase("Vigilance jaune orages", .severe, .yellow, .headline),
    ]

    @Test("The colour comes from where it is said plainly", arguments: colours.indices)
    func colour(_ index: Int) {
        let expected = ClassificationTests.colours[index]
        var info = Info(event: "暴雨", severity: expected.severity, headline: expected.headline)
        info.parameters = expected.parameter.map { [$0] } ?? []
        let found = table.classify(alert(info))
        #expect(found.colour == expected.colour && found.colourSource == expected.source, "\(found)")
        if found.colour == nil, found.colourSource != nil { #expect(!found.notes.isEmpty) }
    }

    @Test("A code that ends in a level gives kind and colour, under its own names only") func levelCode() {
        var info = Info(event: "x")
        info.eventCodes = [NamedValue(valueName: "weather.com.cn", value: "0203")]
        let found = table.classify(alert(info))
        #expect(found.kind == "rainstorm" && found.colour == .orange && found.colourSource == .eventCode)
        info.eventCodes = [NamedValue(valueName: "other", value: "0203")]
        #expect(table.classify(alert(info)).kind == nil)
    }

    @Test(
        "The samples",
        arguments: [
            ("cn_cma_baoding_lightning_yellow.xml", "thunderstorm", Colour.yellow, Classification.ColourSource.headline, "雷电"),
            ("at_geosphere_meteoalarm_update.xml", "thunderstorm", .yellow, .parameter, "Gewitterwarnung"),
            ("de_dwd_polygon_altitude.xml", "thunderstorm", .yellow, .severity, "STARKES GEWITTER"),
            ("dz_meteo_empty_desc_rel_web.xml", "heat", .yellow, .severity, "CANICULE"),
            ("us_nws_hawaii_update_geocodes.xml", "gale", .blue, .severity, "Small Craft Advisory"),
            ("oasis_a3_update_circle_radius0.xml", "earthquake", .blue, .severity, "Earthquake"),
            ("gdacs_wf_parentheses_polygon.xml", "forest-fire", nil, .headline, "Forest Fires"),
            ("mo_smg_monsoon_3lang_allclear.xml", "gale", .yellow, .severity, "強烈季候風信號"),
            ("kz_no_description_effective.xml", "road-ice", .yellow, .severity, "Freezing rain, icing"),
        ] as [(String, String, Colour?, Classification.ColourSource, String)])
    func samples(_ sample: (String, String, Colour?, Classification.ColourSource, String)) throws {
        let found = table.classify(try AlertDocument.read(try Samples.bytes(sample.0))[0].alert)
        #expect(found.kind == sample.1 && found.colour == sample.2 && found.colourSource == sample.3, "\(found)")
        #expect(found.event == sample.4)
    }

    @Test("The 12379 dialect is classified by its code and colour") func dialect() throws {
        let found = table.classify(try AlertDocument.read(Array(Documents.warning12379.utf8))[0].alert)
        #expect(found.kind == "rainstorm" && found.event == "暴雨" && found.colour == .red && found.colourSource == .parameter)
    }

    @Test("The table is sound") func soundTable() {
        #expect(Set(table.kinds.map(\.kind)).count == table.kinds.count)
        let codes = table.kinds.flatMap(\.codes)
        #expect(codes.allSatisfy { table.systems[$0.system] != nil && !$0.source.isEmpty })
        #expect(Set(codes.map { "\($0.system)/\($0.code)" }).count == codes.count)
        #expect(Set(table.categories.keys) == Set(Category.allCases.map(\.rawValue)))
        #expect(codes.filter { $0.system == "12379" }.count == 17)
    }

    @Test("The signals are sound, and known to the table of hazards") func signals() throws {
        let signals = try YAMLDecoder().decode(
            SignalTable.self, from: Data(contentsOf: ClassificationTests.config.appending(path: "signals.yaml")))
        #expect(Set(signals.signals.map(\.kind)).isSubset(of: Set(table.kinds.map(\.kind))))
        #expect(signals.signals.flatMap(\.levels).allSatisfy { !$0.source.isEmpty && !$0.text.isEmpty })
        let rain = signals.levels(kind: "rainstorm")
        #expect(rain.map(\.colour) == [.blue, .yellow, .orange, .red])
        #expect(rain.map { $0.limits[0].value } == [50, 50, 50, 100])
        #expect(rain.map { $0.limits[0].hours } == [12, 6, 3, 3])
        #expect(rain.allSatisfy { $0.verified })
        #expect(signals.levels(kind: "fog").allSatisfy { !$0.verified })
        #expect(
            signals.levels(kind: "flash-flood", family: "county-rainfall").map { $0.limits.map(\.value) }.last == [
                80, 120, 150, 200,
            ])
    }
}
