import Foundation
import Record
import TestSupport
import Testing

/// A duty officer with a real browser, service, broker and devices. One after the other: each needs the machine for itself.
@Suite(.serialized) struct DutyRoomTests {
    @Test("An alert comes, its coverage rises, and somebody acknowledges it, all without a reload")
    func nightShift() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment)
        let devices = try await room.devices(dead: 2)
        let browser = try Browser()
        let page = try await browser.page()
        try await page.signIn("li", at: room.base)
        #expect(try await page.shown("#calm h1").contains("无生效预警"))
        try await page.text("window.mark = 'same page'")

        try await room.send(DutyRoom.alert("night-1", headline: "&lt;script&gt;alert(1)&lt;/script&gt;暴雨红色预警"))
        try await eventually("the banner is there", standing: { try await page.shown("main") }) {
            try await page.shown("#banner h1").contains("<script>alert(1)</script>暴雨红色预警")
        }
        #expect(try await page.text("document.querySelectorAll('main script').length") == "0")
        try await eventually("the title calls") { try await page.text("document.title").hasPrefix("⚠ 红色 暴雨") }
        try await eventually("homes are drawn") {
            try await page.text("document.querySelectorAll('svg.map .dots').length") == "5"
        }
        let first = try await page.shown("#figure .big")
        try await eventually("coverage rises", within: 120, standing: { try await page.shown("#figure") }) {
            let now = try await page.shown("#figure .big")
            return now != first && now > "90"
        }
        #expect(try await page.shown("#figure .missing").contains("户未覆盖"), "two devices are dead, so somebody is missing")
        #expect(try await page.shown("#failing").contains("离线"))
        #expect(try await page.text("window.mark") == "same page", "nothing was loaded anew")

        try await page.text("document.getElementById('acknowledge').focus()")
        try await page.press("Enter", code: 13)
        try await eventually("it is acknowledged", standing: { try await page.shown("#banner") }) {
            try await page.text(
                "document.querySelector('#banner .done')?.innerText.includes('已签收') && !document.title.startsWith('⚠')") == "true"
        }
        let lines = try await room.installation.tocsin("journal", "export", environment: room.environment)
        #expect(lines.output.contains(#""type":"duty.acknowledged""#))
        #expect(browser.faults == [], "no script failed and nothing was forbidden by the policy")

        await browser.close()
        await devices.stop()
        #expect(await service.stop() == .exited(0), "open event streams do not hold up the end")
    }

    @Test("Who writes an alert cannot let it go out; a second person can, and a drill shows that it is one")
    func fourEyes() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment)
        let browser = try Browser()
        let (li, wang) = (try await browser.page(), try await browser.page())
        try await li.signIn("li", at: room.base)
        try await li.open(room.base + "/compose")
        try await li.text(
            "(document.querySelector('[name=drill]').click(), document.querySelector('[name=event]').value='暴雨', document.querySelector('[value=orange]').click(), document.querySelector('[name=headline]').value='疏散演练', document.querySelector('[name=text]').value='请到广场集合', document.querySelector('.compose button').click())"
        )
        try await eventually("the preview is there", standing: { try await li.shown("main") }) {
            try await li.shown("main").contains("1200 户")
        }
        #expect(try await li.shown("main").contains("这是演练"))
        try await li.text("document.querySelector('button[value=send]').click()")
        try await eventually("it waits", standing: { try await li.shown("main") }) {
            try await li.shown(".held h2").contains("疏散演练")
        }
        try await li.text("document.querySelector('.held form button').click()")
        try await eventually("its writer may not", standing: { try await li.shown("main") }) {
            try await li.shown("main").contains("第二人")
        }

        try await wang.signIn("wang", at: room.base)
        try await wang.text("document.querySelector('.held form button').click()")
        try await eventually("it goes out as a drill", standing: { try await wang.shown("main") }) {
            try await wang.text(
                "document.querySelector('#banner .drillmark') !== null && document.querySelector('#banner h1').innerText.includes('疏散演练')"
            ) == "true"
        }
        await browser.close()
        #expect(await service.stop() == .exited(0))
    }

    @Test("An evaluator sees every figure and no resident, gives a score, and prints the assessment")
    func evaluation() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment)
        try await room.send(DutyRoom.alert("seen-1", headline: "暴雨红色预警"))
        let browser = try Browser()
        let page = try await browser.page()
        try await page.signIn("he", at: room.base)
        #expect(try await page.text("location.pathname") == "/assessment")
        let alert = try await page.text(
            "fetch('/api/v1/alerts').then(answer => answer.json()).then(list => list.alerts[0].alert)")

        let personal = try Self.personal(room.installation.register)
        for path in [
            "/assessment", "/sheet", "/journal", "/journal?from=0", "/alerts", "/alerts/\(alert)", "/alerts/\(alert)/log",
            "/alerts/\(alert)/deliveries",
        ] {
            try await page.open(room.base + path)
            let text = try await page.text("document.documentElement.outerHTML")
            #expect(text.contains("<h1"), "\(path)")
            for word in personal where text.contains(word) { Issue.record("\(path) shows \(word)") }
        }
        for path in [
            "/register", "/homes/1-1-101", "/alerts/\(alert)/uncovered", "/plan/homes", "/plan/grades/\(alert)",
            "/api/v1/alerts/\(alert)/uncovered",
        ] {
            #expect(try await page.text("fetch('\(path)').then(answer => answer.status)") == "403", "\(path)")
        }
        try await page.open(room.base + "/assessment")
        try await page.text(
            "(document.querySelector('[value=\"1\"]').click(), document.querySelector('textarea').value='一次演练超时', document.querySelector('#own form').submit())"
        )
        try await eventually("the score stands beside", standing: { try await page.shown("#own") }) {
            try await page.shown("#own table").contains("一次演练超时")
        }
        #expect(
            try await page.text("fetch('/api/v1/score/4.7').then(a => a.json()).then(a => a.evaluator.score + ' ' + a.suggested)")
                == "1 null")
        let pdf = String(decoding: try await page.printed(), as: UTF8.self)
        #expect(pdf.hasPrefix("%PDF") && pdf.matches(of: /\/Type ?\/Page\b/).count >= 2)
        #expect(pdf.contains("/MediaBox [0 0 594") || pdf.contains("/MediaBox [0 0 595"), "it is A4")
        await browser.close()
        #expect(await service.stop() == .exited(0))
    }

    /// Phones and household names of the register; the names of staff are fictional words of Chinese text.
    private static func personal(_ register: String) throws -> [String] {
        let rows = try String(contentsOfFile: register + "/households.csv", encoding: .utf8).split(separator: "\n").dropFirst()
        let homes = rows.prefix(300).flatMap { row -> [String] in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return [">\(cells[0])<", String(cells[7].prefix(11))].filter { $0.count > 5 }
        }
        let staff = try String(contentsOfFile: register + "/staff.csv", encoding: .utf8).split(separator: "\n").dropFirst()
        return homes
            + staff.flatMap { row -> [String] in
                let cells = row.split(separator: ",", omittingEmptySubsequences: false)
                return [String(cells[1]), String(cells[3])]
            }
    }

    @Test("A screen shows, answers as a device, and comes back by itself when the service was gone")
    func screen() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        var service = try await room.installation.serveReady(environment: room.environment)
        let browser = try Browser()
        let (duty, screen) = (try await browser.page(), try await browser.page(width: 1920, height: 1080))
        try await duty.signIn("li", at: room.base)
        try await duty.open(room.base + "/devices/ds-01")
        let link = try await duty.text("document.querySelector('a[href*=\"/display/\"]').getAttribute('href')")
        let address =
            room.base
            + link.dropFirst(link.range(of: "/display/").map { link.distance(from: link.startIndex, to: $0.lowerBound) } ?? 0)
        try await screen.open(address)
        #expect(try await screen.shown("#headline") == "当前无预警")
        #expect(try await room.http([], "/display/ds-01?token=0").status == 403)

        try await room.send(DutyRoom.alert("screen-1", headline: "暴雨红色预警"))
        try await eventually("it is shown", standing: { try await screen.shown("body") }) {
            try await screen.text("document.getElementById('headline').innerText + document.getElementById('stage').className")
                == "暴雨红色预警red"
        }
        try await duty.open(room.base + "/devices/ds-01")
        try await eventually("the service knows that it is shown", standing: { try await duty.shown("main") }) {
            try await duty.shown("#holds").contains("播出")
        }

        #expect(await service.stop() == .exited(0))
        try await eventually("the screen says that it is alone") {
            try await screen.text("document.getElementById('link').className") == "lost"
        }
        #expect(try await screen.shown("#headline") == "暴雨红色预警", "and goes on showing")
        service = try await room.installation.serveReady(environment: room.environment)
        try await eventually("it comes back") { try await screen.text("document.getElementById('link').className") == "" }
        #expect(browser.faults == [])
        await browser.close()
        #expect(await service.stop() == .exited(0))
    }
}
