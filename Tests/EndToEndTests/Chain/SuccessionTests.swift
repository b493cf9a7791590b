import Foundation
import Record
import TestSupport
import Testing
import Wire

/// One message after another: Update and Cancel, drills, tests of the line.
@Suite struct SuccessionTests {
    /// An Update takes the place of an alert, a Cancel ends both: devices take back what they had, and hear of the end once.
    @Test func updateThenCancel() async throws {
        let village = try await Village()
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(village.installation.data)
        let source = try await Client(village.broker, user: "cma")
        let county = try await Client(village.broker, user: "county", reads: ["coverage/+"])
        let (heard, silent) = (try await TestDevice("ls-01", village.broker), try await TestDevice("ls-24", village.broker))

        let first = AlertText("first")
        try await source.publish("alert/in/cma", first.xml)
        let old = try #require(try await heard.command("present", of: first.id)["delivery"].text)
        try await heard.presented(old)

        let update = AlertText("update") {
            ($0.msgType, $0.severity, $0.references) = ("Update", "Extreme", [first.triplet])
        }
        try await source.publish("alert/in/cma", update.xml)
        #expect(try await heard.command("withdraw", of: first.id)["delivery"].text == old, "withdraw repeats the delivery id")
        let new = try await heard.command("present", of: update.id)
        #expect(new["delivery"].text != old && new["msgType"].text == "Update")
        try await heard.answer(old, "withdrawn")
        let ended = try await watch.line("alert.ended") { $0["alert"].text == first.id }
        #expect(ended.data["cause"].text == "superseded" && ended.data["by"].text == update.id)
        _ = try await county.json("coverage/\(first.id)", "the first alert has ended") { $0["ended"].text == "superseded" }
        try await heard.presented(try #require(new["delivery"].text), plays: 3)
        try await watch.until("the update was heard") { $0.alerts[update.id]?.presented == ["ls-01"] }

        let cancel = AlertText("cancel") {
            ($0.msgType, $0.references) = ("Cancel", [update.triplet])
            ($0.headline, $0.description) = ("解除。", "解除。")
        }
        try await source.publish("alert/in/cma", cancel.xml)
        #expect(try await heard.command("withdraw", of: update.id)["delivery"] == new["delivery"])
        let told = try await heard.command("present", of: cancel.id)
        #expect(told["msgType"].text == "Cancel" && told["repeat"].integer == 1 && told["text"].text == "解除。")
        #expect(try await watch.line("alert.ended") { $0["alert"].text == update.id }.data["cause"].text == "cancelled")
        let last = try await county.json("coverage/\(update.id)", "the update was cancelled") { $0["ended"].text == "cancelled" }
        #expect(last["withinDeadline"] == .null)

        // What was withdrawn is never to be played again: a device that comes back is told to withdraw.
        _ = try await silent.command("withdraw", of: first.id)
        for client in [source, county, heard.client, silent.client] { await client.leave() }
        #expect(await service.stop() == .exited(0))
    }

    @Test func exerciseWaitsUntilADrillIsDeclared() async throws {
        let village = try await Village()
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(village.installation.data)
        let source = try await Client(village.broker, user: "cma")
        let county = try await Client(village.broker, user: "county", reads: ["alert/out", "coverage/+"])
        let loudspeaker = try await TestDevice("ls-01", village.broker)
        let display = try await TestDevice("ds-01", village.broker)

        let early = AlertText("exercise-early") { $0.status = "Exercise" }
        try await source.publish("alert/in/cma", early.xml)
        #expect(try await watch.line("alert.held") { $0["alert"].text == early.id }.data["reason"].text == "drill")
        let declared = try await village.tocsin([
            "drill", "declare", "--name", "autumn", "--full", "--by", "duty-1", "--from", TestDevice.text(.now - 60), "--to",
            TestDevice.text(.now + 3600),
        ])
        #expect(declared.isSuccess, "\(declared)")
        try await watch.line("drill.declared")

        let drill = AlertText("exercise") { ($0.status, $0.note) = ("Exercise", "autumn") }
        try await source.publish("alert/in/cma", drill.xml)
        let spoken = try await loudspeaker.command("present", of: drill.id)
        #expect(spoken["status"].text == "Exercise")
        #expect(spoken["text"].text?.hasPrefix("这是演练") == true && spoken["text"].text?.hasSuffix("这是演练") == true)
        let shown = try await display.command("present", of: drill.id)
        #expect(shown["text"].text?.hasPrefix("【演练】") == true && shown["text"].text?.hasSuffix("【演练】") == true)
        #expect(try await county.json("coverage/\(drill.id)", "coverage of the drill")["status"].text == "Exercise")

        let real = AlertText("real")
        try await source.publish("alert/in/cma", real.xml)
        #expect(try await loudspeaker.command("present", of: real.id)["text"].text?.hasPrefix("这不是演练") == true)
        try await eventually("both go on") { county.messages("alert/out").count >= 2 }
        #expect(county.messages("alert/out").map(\.payload) == [Array(drill.xml.utf8), Array(real.xml.utf8)])
        for client in [source, county, loudspeaker.client, display.client] { await client.leave() }
        #expect(await service.stop() == .exited(0))
    }

    @Test func testOfTheLineIsASilentCheck() async throws {
        let village = try await Village()
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(village.installation.data)
        let source = try await Client(village.broker, user: "cma")
        let loudspeaker = try await TestDevice("ls-01", village.broker)
        let test = AlertText("line-test") {
            ($0.status, $0.event, $0.headline, $0.description) = ("Test", "测试", "测试", "链路测试。")
        }
        try await source.publish("alert/in/cma", test.xml)
        let check = try await loudspeaker.command("check", of: test.id)
        #expect(check.names == Members.command && check["status"].text == "Test")
        let delivery = try #require(check["delivery"].text)
        try await loudspeaker.presented(delivery)
        #expect(try await watch.line("receipt.refused").data["reason"].text == "stage", "nothing is presented in a check")
        try await loudspeaker.answer(delivery, "delivered")
        try await watch.line("receipt.accepted") { $0["delivery"].text == delivery && $0["stage"].text == "delivered" }
        #expect(try loudspeaker.commands.allSatisfy { $0["action"].text != "present" })
        let coverage = try await village.retained("coverage/#")
        #expect(coverage.isEmpty, "a test has no coverage")
        for client in [source, loudspeaker.client] { await client.leave() }
        #expect(await service.stop() == .exited(0))
    }
}
