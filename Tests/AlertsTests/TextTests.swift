import Alerts
import Testing

/// What is said, by whom, and how a drill is marked.
struct TextTests {
    private func alert(_ name: String) throws -> Alert { try AlertDocument.read(try Samples.bytes(name))[0].alert }

    @Test("Chinese first, else the wish, else what comes first") func languages() throws {
        let baoding = try alert("cn_cma_baoding_lightning_yellow.xml")
        #expect(baoding.infos(for: ["zh"]).map(\.event) == ["雷电"])
        #expect(baoding.infos(for: ["en"]).map(\.event) == ["thunder"])
        #expect(baoding.infos(for: ["bo", "zh"]).map(\.event) == ["雷电"])
        #expect(baoding.infos(for: ["bo"]).map(\.event) == ["thunder"])
        #expect(try alert("mo_smg_monsoon_3lang_allclear.xml").infos(for: ["zh"]).map(\.language) == ["zh-mo"])
        #expect(try alert("au_nsw_rfs_2infos_circles.cap").infos(for: ["zh", "en"]).count == 2)
        #expect(try alert("oasis_a3_update_circle_radius0.xml").infos(for: ["en"]).count == 1)
        var mixed = baoding
        mixed.infos[0].language = "zh-TW"
        #expect(mixed.infos(for: ["zh"]).map(\.language) == ["zh-CN"])
    }

    @Test("The wording is unchanged: headline, description, instruction") func wording() throws {
        let baoding = try alert("cn_cma_baoding_lightning_yellow.xml")
        let info = baoding.infos[1]
        let text = try #require(MessageText(baoding))
        let parts = [info.headline, info.description, info.instruction].compactMap { $0 }
        #expect(text.text == parts.joined(separator: "\n"))
        #expect(text.headline == "保定市气象台更新雷电黄色预警[Ⅲ级/较重]" && text.language == "zh-CN")
        let macau = try #require(MessageText(try alert("mo_smg_monsoon_3lang_allclear.xml")))
        #expect(macau.text == macau.headline, "a description that repeats the headline is said once")
        let bare = try #require(MessageText(try alert("t_missing_scope.cap")))
        #expect(bare.text == "Storm" && bare.headline == "Storm" && bare.language == "en-US")
        var empty = baoding
        empty.infos = []
        #expect(MessageText(empty) == nil)
    }

    @Test(
        "The issuer is a unit, never a forecaster",
        arguments: [
            ("cn_cma_baoding_lightning_yellow.xml", "zh", "保定市气象台"),
            ("cn_cma_baoding_lightning_yellow.xml", "en", "Baoding Meteorological Observatory"),
            ("de_dwd_polygon_altitude.xml", "zh", "Deutscher Wetterdienst"),
            ("mo_smg_monsoon_3lang_allclear.xml", "zh", "澳門特別行政區政府地球物理氣象局"),
            ("kz_no_description_effective.xml", "zh", "kalmenova_a@meteo.kz"),
            ("us_nws_hawaii_update_geocodes.xml", "en", "NWS Honolulu HI"),
            ("sig_sc_valid.xml", "en", "Seychelles Meteorological Authority"),
        ])
    func issuers(_ sample: (String, String, String)) throws {
        let rule = try ClassificationTests.hazards().issuers
        #expect(rule.issuer(of: try alert(sample.0), languages: [sample.1]) == sample.2)
    }

    static let headlines: [(headline: String?, description: String?, senderName: String?, issuer: String)] = [
        ("北京市气象台发布暴雨红色预警", nil, "于雷", "北京市气象台"),
        ("【橙色预警】", "北京市规划和自然资源委员会和北京市气象局联合发布地质灾害气象风险橙色预警", "李明", "北京市规划和自然资源委员会和北京市气象局"),
        ("暴雨红色预警", "预计未来三小时", "于雷", "s"),
        ("暴雨红色预警", nil, "东城区应急管理局", "东城区应急管理局"),
        ("于都县气象台变更暴雨预警", nil, "张站", "于都县气象台"),
        ("保定市气象台于2024年7月12日发布", nil, nil, "保定市气象台"),
        (nil, nil, "王小明", "s"),
        (nil, nil, "水利部", "水利部"),
        (nil, nil, "保定市气象台 于雷", "保定市气象台"),
        (nil, nil, "于雷（保定市气象台）", "保定市气象台"),
        (nil, nil, "保定市气象台张小台", "保定市气象台"),
        (nil, nil, "保定市气象局办公室", "保定市气象局办公室"),
        (nil, nil, "应急管理局/李处", "应急管理局"),
        ("张三发布暴雨红色预警", nil, "张三", "s"),
    ]

    @Test("Issuers in headline, description and senderName", arguments: headlines.indices)
    func issuer(_ index: Int) throws {
        let expected = TextTests.headlines[index]
        var info = Info(event: "暴雨", senderName: expected.senderName)
        info.headline = expected.headline
        info.description = expected.description
        info.language = "zh-CN"
        let sent = CAPTime(Timestamp(moment: .epoch, offsetMinutes: 480))
        let alert = Alert(identifier: "i", sender: "s", sent: sent, infos: [info])
        #expect(try ClassificationTests.hazards().issuers.issuer(of: alert) == expected.issuer)
    }

    @Test("The issuer of the 12379 dialect is the unit, not the officer") func dialectIssuer() throws {
        let alert = try AlertDocument.read(Array(Documents.warning12379.utf8))[0].alert
        #expect(try ClassificationTests.hazards().issuers.issuer(of: alert) == "北京市东城区气象台")
    }

    @Test("A drill begins and ends as one, once", arguments: ["暴雨红色预警", "立即转移。", "第一行\n第二行\n", "", "这是演练"])
    func drills(_ text: String) {
        let spoken = DrillMarking.spoken(text)
        #expect(spoken.hasPrefix("这是演练") && spoken.hasSuffix("这是演练"))
        #expect(DrillMarking.spoken(spoken) == spoken)
        let shown = DrillMarking.shown(text)
        #expect(shown.hasPrefix("【演练】") && shown.hasSuffix("【演练】"))
        #expect(DrillMarking.shown(shown) == shown)
        let kept = text.split(separator: "\n").allSatisfy { spoken.contains($0) && shown.contains($0) }
        #expect(kept)
    }

    @Test("A real alert near a drill begins as one, once") func real() {
        #expect(DrillMarking.real("暴雨") == "这不是演练。暴雨")
        #expect(DrillMarking.real(DrillMarking.real("暴雨")) == "这不是演练。暴雨")
        #expect(DrillMarking.spoken("立即转移") == "这是演练。立即转移。这是演练")
        #expect(DrillMarking.shown("立即转移") == "【演练】立即转移【演练】")
    }
}
