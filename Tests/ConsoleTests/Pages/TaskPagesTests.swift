import Foundation
import Record
import TestSupport
import Testing

/// What duty staff do on the pages of tasks, forms and drills, and by the commands that go with them, against the real service.
@Suite struct TaskPagesTests {
    private func room() async throws -> (DutyRoom, Program) {
        let room = try await DutyRoom()
        return (room, try await room.installation.serveReady(environment: room.environment))
    }

    @Test("Who was called and who has what is seen at a glance; answers, handovers and rounds are confirmed by their lines")
    func tasks() async throws {
        let (room, service) = try await room()
        defer { room.remove() }
        let li = try await CurlSession("li", in: room)
        #expect(try await li.page("/tasks").body.contains("现在没有需要人员处理的预警"))
        try await room.send(DutyRoom.alert("tasks-1", headline: "暴雨红色预警"))
        let alert = try await room.accepted()
        try await eventually("doors of vulnerable persons are given at once") {
            try await li.page("/tasks").body.contains("id=\"holder-")
        }
        let page = try await li.page("/tasks").body
        #expect(page.contains("叫应") && page.contains("未应答") && page.contains("再次呼叫"))

        let staff = try #require(try await li.values("staff", on: "/tasks").last)
        let answered = try await li.post(
            "/tasks/answer", [("alert", alert), ("staff", staff), ("means", "person"), ("report", "onPost")])
        #expect(answered.status == 303 && answered.location.contains("done="), "\(answered)")
        #expect(try await li.page(answered.location).body.contains("已记入日志"))
        let line = try #require(try await room.lines("call.answered").first { $0.contains(staff) })
        #expect(line.contains(#""means":"person""#) && line.contains("enteredBy") && line.contains("onPost"))
        let again = try await li.post("/tasks/answer", [("alert", alert), ("staff", staff), ("means", "person")])
        #expect(again.status == 409, "a second answer says nothing new, and nothing claims that it was written")

        let from = try #require(try await li.values("from", on: "/tasks").first)
        let to = try #require(try await li.values("staff", on: "/tasks").first { $0 != from })
        let handed = try await li.post("/tasks/handover", [("alert", alert), ("from", from), ("to", to)])
        #expect(handed.status == 303, "\(handed)")
        #expect(try await room.lines("task.handedOver").contains { $0.contains(#""reason":"order""#) && $0.contains(to) })

        let buildings = try await li.values("building", on: "/tasks")
        #expect(buildings.count > 3)
        let fields = [("alert", alert), ("to", to), ("means", "gong")] + buildings.prefix(2).map { ("building", $0) }
        #expect(try await li.post("/tasks/round", fields).status == 303)
        #expect(try await room.lines("task.assigned").contains { $0.contains(#""means":"gong""#) && $0.contains(buildings[1]) })

        #expect(try await CurlSession("he", in: room).page("/tasks").status == 403, "an evaluator sees no residents")
        let names = try String(contentsOfFile: room.installation.register + "/staff.csv", encoding: .utf8).split(separator: "\n")
            .dropFirst().map { String($0.split(separator: ",")[1]) }
        let journal = try await room.installation.tocsin("journal", "export", environment: room.environment).output
        for name in names where journal.contains(name) { Issue.record("the journal holds a name") }
        #expect(await service.stop() == .exited(0))
    }

    @Test("A call for help stands at the top of every page until somebody takes it")
    func help() async throws {
        let (room, service) = try await room()
        defer { room.remove() }
        let li = try await CurlSession("li", in: room)
        try await room.send(DutyRoom.alert("help-1", headline: "暴雨红色预警"))
        _ = try await room.accepted()
        let recorded = try await room.installation.tocsin(
            "door", "record", "1-1-101", "--result", "needsCarrying", "--whom", "resident", "--at", Self.now(), "--by", "head-1",
            environment: room.environment)
        #expect(recorded.isSuccess, "\(recorded)")
        try await eventually("it is shown") { try await li.page("/devices").body.contains("class=\"help\"") }
        let page = try await li.page("/register").body
        #expect(page.contains("需要搬运") && page.contains("1-1-101"))
        #expect(try await !CurlSession("he", in: room).page("/alerts").body.contains("class=\"help\""))
        let record = try #require(page.firstMatch(of: /help\/([0-9a-f]{16})\/take/)).1
        let taken = try await li.post("/help/\(record)/take", [("to", "/devices")])
        #expect(taken.status == 303 && taken.location.hasPrefix("/devices?done="))
        #expect(try await !li.page("/devices").body.contains("class=\"help\""))
        #expect(try await li.post("/help/\(record)/take", [("to", "/devices")]).status == 409)
        #expect(await service.stop() == .exited(0))
    }

    private static func now(_ seconds: Double = 0) -> String { (Date.now + seconds).formatted(.iso8601) }

    @Test(
        "What stands on paper is typed in by page and by command: marked, numbered, once, and corrected by naming the old record")
    func paper() async throws {
        let (room, service) = try await room()
        defer { room.remove() }
        let li = try await CurlSession("li", in: room)
        let printed = try await li.post("/forms/5", [("count", "2")])
        #expect(printed.location == "/forms/5/1-2", "\(printed)")
        let sheets = try await li.page(printed.location).body
        #expect(sheets.contains("F5-000001") && sheets.contains("F5-000002") && sheets.contains("入户通知签收单"))
        let doors = try await li.post("/forms/4", [("grid", "g1")])
        #expect(try await li.page(doors.location).body.contains("1-1-101"), "the doors of a grid in the order of the route")
        #expect(try await li.page("/forms/5/1-9").status == 404, "a sheet that nobody printed has no number")

        try await room.send(DutyRoom.alert("paper-1", headline: "暴雨红色预警"))
        let alert = try await room.accepted()
        let page = try await li.page("/late/5").body
        let person = try #require(page.firstMatch(of: /<option value="([0-9a-f]{16})">示例/)).1
        let local = Date.now.formatted(Date.ISO8601FormatStyle(timeZone: .init(identifier: "Asia/Shanghai")!))
        let (day, time) = (String(local.prefix(10)), String(local.dropFirst(11).prefix(8)))
        let head = [("sheet", "F5-000001"), ("alert", alert), ("day", day), ("person", String(person))]
        let rows = [
            ("room-1", "1-1-101"), ("time-1", time), ("result-1", "told"), ("whom-1", "resident"), ("room-2", "9-9-999"),
            ("time-2", time), ("result-2", "told"), ("room-3", "1-1-102"), ("time-3", "00:00:01"), ("result-3", "told"),
        ]
        let entered = try await li.post("/late/5", head + rows)
        #expect(entered.status == 200 && entered.body.contains("已记入") && entered.body.contains("名册没有此房号"))
        let line = try #require(try await room.lines("door.recorded").first)
        #expect(line.contains(#""late":true"#) && line.contains(#""form":"F5-000001""#) && line.contains("enteredBy"))
        let again = try await li.post("/late/5", head + rows.prefix(4))
        #expect(again.body.contains("已有同一记录"), "the same row is the same record")
        #expect(try await room.lines("door.recorded").count == 1)

        let record = try #require(line.firstMatch(of: /"record":"([0-9a-f]{16})"/)).1
        let household = [
            "door", "record", "1-1-101", "--result", "notice", "--at", Self.now(), "--by", "head-1", "--form", "f5-000001",
            "--row", "1", "--entered-by", "duty-1",
        ]
        func command(_ more: String...) async throws -> Executables.Result {
            try await Executables.run(
                Executables.tocsin, household + more + ["--config", room.installation.file], environment: room.environment)
        }
        let same = try await command()
        #expect(same.ending == .exited(1) && same.errors.contains("--corrects"), "\(same)")
        let corrected = try await command("--corrects", String(record))
        #expect(corrected.isSuccess && corrected.output.contains("typed in"), "\(corrected)")
        #expect(try await room.lines("door.recorded").last?.contains(#""corrects":"\#(record)""#) == true)
        let story = try await li.page("/alerts/\(alert)/homes/1-1-101").body
        #expect(story.contains("无人，已留条") && !story.contains("当面告知"), "the correction counts, the old one does not")
        let wrong = try await room.installation.tocsin(
            "door", "record", "1-1-101", "--result", "told", "--at", Self.now(), "--by", "nobody", environment: room.environment)
        #expect(wrong.ending == .exited(1) && wrong.errors.contains("staff.csv"))
        #expect(await service.stop() == .exited(0))
    }

    @Test("A drill is declared, signed in for, faulted, reported and closed; it gives way to the real thing")
    func drills() async throws {
        let (room, service) = try await room()
        defer { room.remove() }
        let li = try await CurlSession("li", in: room)
        #expect(try await li.page("/drills").body.contains("尚未完成全员演练"))
        let local = (Date.now - 60).formatted(Date.ISO8601FormatStyle(timeZone: .init(identifier: "Asia/Shanghai")!))
        let (day, from) = (String(local.prefix(10)), String(local.dropFirst(11).prefix(5)))
        let declared = try await li.post(
            "/drills", [("name", "autumn"), ("day", day), ("from", from), ("to", "23:59"), ("full", "yes")])
        #expect(declared.status == 303 || from >= "23:58", "\(declared)")
        for (group, count) in [("resident", "59"), ("staff", "141")] {
            #expect(try await li.post("/drills/autumn/people", [("group", group), ("count", count)]).status == 303)
        }
        #expect(try await li.page("/drills").body.contains("居民 59 ÷ 参加者 200，要求 ≥ 30%"))
        #expect(try await li.page("/drills/autumn/report").body.contains("✗ 29.50%"), "29.5 % is not 30 %")
        _ = try await li.post("/drills/autumn/people", [("group", "resident"), ("count", "2")])
        #expect(try await li.page("/drills/autumn/report").body.contains("✓ 30.19%"))
        let named = try await li.post("/drills/autumn/fault", [("kind", "people"), ("detail", "示例一没有接电话")])
        #expect(named.status == 422, "no name goes into the journal")
        #expect(try await li.post("/drills/autumn/fault", [("kind", "device"), ("detail", "3号喇叭无声，已报修")]).status == 303)

        try await room.send(DutyRoom.alert("drill-1", status: "Exercise", headline: "疏散演练"))
        let exercise = try await room.accepted()
        try await room.send(DutyRoom.alert("drill-2", headline: "暴雨红色预警"))
        try await eventually("the drill gave way") { try await room.lines("alert.ended").contains { $0.contains(exercise) } }
        let report = try await li.page("/drills/autumn/report").body
        #expect(report.contains("演练已立即中止") && report.contains("3号喇叭无声"))
        let closed = try await li.post("/drills/autumn/close", [])
        #expect(closed.location.hasPrefix("/drills/autumn/report?done="))
        try await room.send(DutyRoom.alert("drill-3", status: "Exercise", headline: "又一次演练"))
        try await eventually("an Exercise waits again") { try await room.lines("alert.held").count == 1 }
        #expect(await service.stop() == .exited(0))
    }
}
