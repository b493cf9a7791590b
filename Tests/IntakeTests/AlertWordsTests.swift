import Alerts
import Intake
import Testing

/// The marks that words carry in and near drills.
@Suite struct AlertWordsTests {
    private func received(status: String) throws -> ReceivedAlert {
        let text = """
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>a</sender>\
            <sent>2026-07-01T14:03:05+08:00</sent><status>\(status)</status><msgType>Alert</msgType><scope>Public</scope>\
            <info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency>\
            <severity>Extreme</severity><certainty>Likely</certainty><headline>暴雨红色预警</headline>\
            <description>请转移。</description></info></alert>
            """
        return try #require(try AlertDocument.read(Array(text.utf8)).first)
    }

    @Test func aRealAlertIsRelayedUnchanged() throws {
        let words = AlertWords(try received(status: "Actual"))
        #expect(words.headline == "暴雨红色预警")
        #expect(words.spoken == "暴雨红色预警\n请转移。" && words.shown == words.spoken)
    }

    @Test func aDrillIsMarkedAtBothEnds() throws {
        let words = AlertWords(try received(status: "Exercise"))
        #expect(words.spoken.hasPrefix("这是演练") && words.spoken.hasSuffix("这是演练"))
        #expect(words.shown.hasPrefix("【演练】") && words.shown.hasSuffix("【演练】"))
        #expect(words.headline.hasPrefix("【演练】") && words.headline.hasSuffix("【演练】"))
    }

    @Test("near a drill everything that can be heard or read first says that it is none, a headline that stands alone too")
    func aRealAlertNearADrill() throws {
        let words = AlertWords(try received(status: "Actual"), nearDrill: true)
        for text in [words.headline, words.spoken, words.shown] { #expect(text.hasPrefix("这不是演练"), "\(text)") }
        #expect(AlertWords(try received(status: "Exercise"), nearDrill: true).headline.hasPrefix("【演练】"))
    }

    @Test("The end of a warning says that nobody may go back while an order to leave stands")
    func keepAway() throws {
        let words = AlertWords(try received(status: "Actual"), keepAway: "未接到返回通知请勿返回。")
        #expect(words.spoken.hasSuffix("未接到返回通知请勿返回。") && words.shown.hasSuffix("未接到返回通知请勿返回。"))
        let drill = AlertWords(try received(status: "Exercise"), keepAway: "未接到返回通知请勿返回。")
        #expect(drill.spoken.contains("请勿返回") && drill.spoken.hasSuffix("这是演练"))
    }
}
