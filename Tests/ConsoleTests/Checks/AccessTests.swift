import Foundation
import Record
import TestSupport
import Testing

/// Every page, by day and by night, on a large screen, at twice the size and on a phone, for those who do not see well or use no mouse.
@Suite(.serialized) struct AccessTests {
    @Test("Labels, contrast, order of focus, reflow at 200 %, and nothing by colour alone, on every page by day and by night")
    func pages() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment)
        let devices = try await room.devices(dead: 2)
        let browser = try Browser()
        let (duty, evaluator) = (
            try await browser.page(width: 1920, height: 1080), try await browser.page(width: 1366, height: 768)
        )
        try await Self.judge(duty, ["/login"], at: room)
        try await duty.signIn("li", at: room.base)
        try await Self.judge(duty, ["/", "/tasks", "/devices"], at: room)
        let li = try await CurlSession("li", in: room)
        _ = try await li.post("/forms/5", [("count", "1")])
        try await room.send(DutyRoom.alert("access-1", headline: "暴雨红色预警"))
        let alert = try await room.accepted()
        let help = try await room.installation.tocsin(
            "door", "record", "1-1-101", "--result", "needsCarrying", "--at", Date.now.formatted(.iso8601), "--by", "head-1",
            environment: room.environment)
        #expect(help.isSuccess, "\(help)")
        try await room.send(DutyRoom.alert("access-2", severity: "Moderate", status: "Exercise", headline: "疏散演练"))
        try await eventually("the drill waits") { try await room.lines("alert.held").count == 1 }
        let paths = [
            "/", "/tasks", "/alerts", "/alerts/\(alert)", "/alerts/\(alert)/uncovered", "/alerts/\(alert)/deliveries",
            "/alerts/\(alert)/again", "/alerts/\(alert)/homes/1-1-101", "/homes/1-1-101", "/compose", "/drills", "/forms",
            "/forms/5/1-1", "/late/5", "/late/2", "/late/3", "/devices", "/devices/ls-01", "/devices/ds-01", "/register",
            "/sources",
            "/nothing",
        ]
        try await Self.judge(duty, paths, at: room)
        try await evaluator.signIn("he", at: room.base)
        try await Self.judge(
            evaluator, ["/assessment", "/sheet", "/journal", "/alerts", "/alerts/\(alert)", "/alerts/\(alert)/log"], at: room)

        try await duty.open(room.base + "/tasks")
        for _ in 0..<3 { try await duty.press("Tab", code: 9) }
        let focus = try await duty.text(
            "getComputedStyle(document.activeElement).outlineStyle + ' ' + document.activeElement.tagName")
        #expect(!focus.hasPrefix("none") && !focus.hasSuffix("BODY"), "who uses the keyboard sees where they are: \(focus)")
        #expect(browser.faults == [])
        await browser.close()
        await devices.stop()
        #expect(await service.stop() == .exited(0))
    }

    private static func judge(_ page: BrowserPage, _ paths: [String], at room: DutyRoom) async throws {
        for path in paths {
            for (width, light) in [(1920, "day"), (1366, "night"), (683, "day"), (390, "night")] {
                try await page.resize(width: width, height: width > 700 ? 900 : 844)
                try await page.open(room.base + "/settings?light=\(light)&to=" + path)
                let findings = try await page.text(PageJudge.script)
                #expect(findings == "", "\(path) at \(width), \(light)")
                try await page.picture("\(path.replacingOccurrences(of: "/", with: "_"))-\(width)-\(light)")
            }
        }
    }
}
