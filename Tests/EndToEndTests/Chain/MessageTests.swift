import Foundation
import Record
import TestSupport
import Testing

/// What comes in besides a plain new alert: repeats, conflicts, other dialects, and bytes that are no alert.
@Suite struct MessageTests {
    @Test func everyKindOfMessage() async throws {
        let village = try await Village()
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(village.installation.data)
        let source = try await Client(village.broker, user: "cma")
        let loudspeaker = try await TestDevice("ls-01", village.broker)
        func send(_ text: String) async throws { try await source.publish("alert/in/cma", text) }

        try await sameAlertTwice(send, watch, loudspeaker)
        try await unreadable(send, watch)
        try await notForUs(send, watch)
        try await otherDialects(send, loudspeaker)
        #expect(watch.index.doubles.isEmpty)

        await source.leave()
        await loudspeaker.client.leave()
        #expect(await service.stop() == .exited(0))
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
    }

    private typealias Send = (String) async throws -> Void

    private func sameAlertTwice(_ send: Send, _ watch: JournalWatch, _ loudspeaker: TestDevice) async throws {
        let alert = AlertText("11010041600000_20260701140305")
        try await send(alert.xml)
        let command = try await loudspeaker.command("present", of: alert.id)
        try await loudspeaker.presented(try #require(command["delivery"].text), plays: 1)
        try await send(alert.xml)
        try await watch.line("alert.repeated") { $0["alert"].text == alert.id }
        var other = alert
        other.description = "别的内容。"
        try await send(other.xml)
        try await watch.line("alert.conflicting") { $0["alert"].text == alert.id }
        try watch.catchUp()
        #expect(watch.index["alert.accepted"] == 1)
        let presented = try loudspeaker.commands.filter { $0["action"].text == "present" }.compactMap { $0["delivery"].text }
        #expect(Set(presented).count == 1, "a command may be sent again, never under another name")
    }

    /// Cut off, not XML at all, without a sender, with a DOCTYPE, with bytes that are no UTF-8, empty: each is refused, none does harm.
    private func unreadable(_ send: Send, _ watch: JournalWatch) async throws {
        let text = AlertText("unreadable").xml
        let doctype = text.replacingOccurrences(
            of: "<alert ", with: "<!DOCTYPE alert [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><alert ")
        let broken = [
            String(text.prefix(text.count / 2)), "不是预警",
            text.replacingOccurrences(of: "<sender>sample-observatory</sender>", with: ""),
            doctype, "{\"identifier\":", " ", text + text,
        ]
        for message in broken { try await send(message) }
        try await watch.until("each is refused", standing: { "\($0["alert.refused"]) refused" }) {
            $0["alert.refused"] == broken.count
        }
        let refused = watch.lines.filter { $0.type == "alert.refused" }
        #expect(refused.allSatisfy { $0.data["source"].text == "cma" && $0.data["reason"].text?.isEmpty == false })
    }

    private func notForUs(_ send: Send, _ watch: JournalWatch) async throws {
        let elsewhere = AlertText("elsewhere") { $0.geocode = "330205" }
        let expired = AlertText("expired") {
            ($0.sent, $0.expires) = (AlertText.now(plus: -7200), AlertText.now(plus: -3600))
        }
        let orphan = AlertText("orphan") {
            ($0.msgType, $0.references) = ("Cancel", ["sample-observatory,never-sent,2026-07-01T14:03:05+08:00"])
        }
        let draft = AlertText("draft") { $0.status = "Draft" }
        let expected = [(elsewhere, "elsewhere"), (expired, "expired"), (orphan, "cancel-of-unknown"), (draft, "draft")]
        for (alert, reason) in expected {
            try await send(alert.xml)
            let line = try await watch.line("alert.recorded") { $0["alert"].text == alert.id }
            #expect(line.data["reason"].text == reason)
        }
    }

    private func otherDialects(_ send: Send, _ loudspeaker: TestDevice) async throws {
        let json = AlertText("in-json")
        try await send(json.json)
        #expect(try await loudspeaker.command("present", of: json.id)["text"].text == json.description)

        let sent = AlertText.now()
        let identifier = "11010041600001_" + sent.prefix(19).filter(\.isNumber)
        try await send(Self.warning12379(identifier, sent: sent))
        let id = AlertText.id(sender: "示例区气象台", identifier: identifier, sent: sent)
        let command = try await loudspeaker.command("present", of: id)
        #expect(command["colour"].text == "yellow")
        #expect(command["event"].text?.contains("暴雨") == true)
        #expect(command["text"].text?.contains("请注意防范") == true)
    }

    /// A warning as the 12379 system sends it.
    private static func warning12379(_ identifier: String, sent: String) -> String {
        let time = sent.prefix(19).replacingOccurrences(of: "T", with: " ")
        let end = AlertText.now(plus: 6 * 3600).prefix(19).replacingOccurrences(of: "T", with: " ")
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="http://com.icss.amp"><identifier>\(identifier)</identifier><sender>示例区气象台</sender><senderCode>11010041600000</senderCode>\
            <sendTime>\(time)+08:00</sendTime><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>\
            <secClassification>None</secClassification><note/><references/><info><language>zh-CN</language><eventType>11B03</eventType>\
            <severity>Yellow</severity><certainty>Likely</certainty><effective>\(time)+08:00</effective><onset/>\
            <expires>\(end)+08:00</expires><senderName>示例区气象台</senderName><headline>示例区气象台发布暴雨黄色预警</headline>\
            <description>预计今天有暴雨，请注意防范。</description><instruction/><web/><area><areaDesc>示例区</areaDesc>\
            <polygon/><circle/><geocode>110101000000</geocode></area></info></alert>
            """
    }
}

extension AlertText {
    /// The message in the JSON form.
    var json: String {
        """
        {"identifier":"\(identifier)","sender":"\(sender)","sent":"\(sent)","status":"\(status)","msgType":"\(msgType)","scope":"Public",\
        "info":[{"language":"zh-CN","category":["Met"],"event":"\(event)","urgency":"Immediate","severity":"\(severity)",\
        "certainty":"Likely","expires":"\(expires ?? "")","senderName":"\(senderName)","headline":"\(headline ?? "")",\
        "description":"\(description ?? "")","area":[{"areaDesc":"示例市示例区",\
        "geocode":[{"valueName":"CPEAS Geographic Code","value":"\(geocode)"}]}]}]}
        """
    }
}
