import Foundation
import Glibc
import Record
import TestSupport
import Testing

/// A worker with a cheap phone, the real service and a real browser: the link by message, the list, the network gone and back.
@Suite(.serialized) struct FieldPageTests {
    /// Phones of the shipped register.
    private static let (gridOne, gridTwo, resident) = ("19990000006", "19990000007", "19900000001")

    /// A service whose messages are caught; everything is a door at once.
    private func room(asking: Bool = false) async throws -> (DutyRoom, TextCatcher, [String: String]) {
        let catcher = try await TextCatcher()
        let room = try await DutyRoom { installation in
            try installation.change(
                "policy.yaml", "red: {vulnerable: 0, households: 0.5, places: 1, silentMinutes: 5}",
                to: "red: {vulnerable: 0, households: 0, places: 0, silentMinutes: 120}")
            try installation.setNoon()
            try "secret\n".write(toFile: installation.config + "/gateway.secret", atomically: true, encoding: .utf8)
            guard asking else { return }
            try installation.change(
                "messages.yaml", "- \"{issuer}{time}发布{warning}，范围：{area}。{instruction}\"",
                to: "- \"{issuer}{time}发布{warning}。请点开确认：{link} \"")
        }
        var environment = room.environment
        environment["TOCSIN_SMS"] = catcher.setting
        environment["TOCSIN_HTTP_PUBLIC_URL"] = room.base
        return (room, catcher, environment)
    }

    private func link(to phone: String, _ catcher: TextCatcher) async throws -> String {
        try await eventually("a message brings the link", within: 60) { catcher.link(to: phone) != nil }
        return try #require(catcher.link(to: phone))
    }

    private func lines(_ room: DutyRoom, _ environment: [String: String], _ type: String) async throws -> [JSONValue] {
        let export = try await room.installation.tocsin("journal", "export", environment: environment)
        #expect(export.isSuccess, "\(export)")
        return try export.output.split(separator: "\n").filter { $0.contains("\"type\":\"\(type)\"") }.map {
            try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))["data"]
        }
    }

    @Test("The link comes by message, opens on one phone, and what is tapped without network is sent later with its own time")
    func wet() async throws {
        let (room, catcher, environment) = try await room()
        defer {
            room.remove()
            catcher.stop()
        }
        var service = try await room.installation.serveReady(environment: environment)
        try await room.send(DutyRoom.alert("field-1", headline: "示例市气象台发布暴雨红色预警信号"))
        let address = try await link(to: Self.gridOne, catcher)
        #expect(address.hasPrefix(room.base + "/t/"))
        let token = String(address.suffix(32))

        // Whatever looks at the message on its way opens nothing and learns of no door.
        let looked = try await room.http([], "/t/\(token)")
        #expect(looked.status == 200 && looked.body.contains("我已收到") && !looked.body.contains("1-1-10"))
        #expect(try await lines(room, environment, "link.bound").isEmpty)

        let browser = try Browser()
        let page = try await browser.page(width: 360, height: 640)
        try await page.open(address)
        try await page.shot("threshold")
        try await page.text("document.querySelector('button.great').click()")
        try await page.comes("#doors")
        #expect(try await lines(room, environment, "link.bound").count == 1)
        #expect(try await lines(room, environment, "call.answered").contains { $0["means"].text == "link" })
        try await page.shot("list")
        #expect(try await page.text("document.documentElement.scrollWidth <= 360") == "true", "nothing has to be moved sideways")
        #expect(try await page.text("document.querySelectorAll('a[data-door]').length") == "30")
        try await noPersonalData(room, page)
        let weight = try await page.weight()
        #expect(weight < 50_000, "\(weight) bytes on first load")

        // A second phone, before and after a restart.
        let other = try await browser.page(width: 360, height: 640)
        try await other.open(address)
        #expect(try await other.shown("h1") == "已在另一部手机上打开")
        try await other.shot("elsewhere")
        #expect(try await room.http(["-d", "do=help&need=other"], "/t/\(token)").status == 403)
        #expect(await service.stop() == .exited(0))

        // No network: the taps stay on the phone.
        let doors = try await page.text(
            "[...document.querySelectorAll('a[data-door]')].slice(0, 3).map(a => a.dataset.door).join()"
        )
        .split(separator: ",").map(String.init)
        try await page.setOffline(true)
        try await page.tap("a[data-door='\(doors[0])']")
        try await page.shot("door")
        try await page.tap("#sheet [value='told:resident']")
        try await page.tap("a[data-door='\(doors[1])']")
        try await page.tap("#sheet [value='notice']")
        try await page.tap("a[data-door='\(doors[2])']")
        try await page.tap("#sheet [value='heard']")
        try await eventually("the phone says that it waits", standing: { try await page.shown("#state") }) {
            try await page.shown("#state").contains("3 条")
        }
        #expect(try await page.shown("a[data-door=\"\(doors[0])\"]").contains("已记在本机"))
        try await page.shot("offline")
        let tappedBy = Date.now

        service = try await room.installation.serveReady(environment: environment)
        // The phone died meanwhile: its page is opened anew and still has them.
        try await page.setOffline(false)
        try await page.open(address)
        try await eventually("everything was sent", standing: { try await page.shown("body") }) {
            try await page.text("(localStorage.getItem('tocsin.' + document.body.dataset.link + '.queue') || '[]')") == "[]"
        }
        let records = try await lines(room, environment, "door.recorded")
        #expect(records.map { $0["result"].text } == ["told", "notice", "heard"])
        for record in records {
            let far = try #require(
                record["far"].text.flatMap { try? Date($0, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)) })
            #expect(far <= tappedBy, "the phone's own time counts")
            #expect(record["moment"].text == record["far"].text)
        }
        // The same tap once more, as a phone sends it that never saw the answer.
        let repeated = try await page.text(
            "fetch(location.pathname, {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'}, body: 'do=door&script=1&household=\(doors[0])&result=told:resident&record=\(try #require(records[0]["record"].text))'}).then(a => a.text())"
        )
        #expect(repeated == #"{"kept":true}"#)
        #expect(try await lines(room, environment, "door.recorded").count == 3)

        try await page.comes(".row.done")
        try await page.shot("later")
        try await mistakesAndHelp(room, environment, page)
        try await english(page, address)
        try await other.open(address)
        #expect(try await other.shown("h1") == "已在另一部手机上打开", "a restart changes nothing")
        #expect(browser.faults == [])
        await browser.close()
        #expect(await service.stop() == .exited(0))
        #expect(!room.installation.log.contains(token), "no token stands in the log")
        let export = try await room.installation.tocsin("journal", "export", environment: environment)
        #expect(!export.output.contains(token) && !export.output.contains(Self.gridOne))
        let verified = try await room.installation.tocsin("journal", "verify", "--figures", environment: environment)
        #expect(verified.isSuccess, "\(verified)")
    }

    private func noPersonalData(_ room: DutyRoom, _ page: BrowserPage) async throws {
        let html = try await page.text("document.documentElement.outerHTML")
        let staff = try String(contentsOfFile: room.installation.register + "/staff.csv", encoding: .utf8)
        for row in staff.split(separator: "\n").dropFirst() {
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            #expect(!html.contains(cells[3]), "a phone stands on the page")
        }
        #expect(html.matches(of: /1[3-9][0-9]{9}\b/).isEmpty, "a number stands on the page")
    }

    /// A tap that was a mistake is taken back, and a call for help goes out.
    private func mistakesAndHelp(_ room: DutyRoom, _ environment: [String: String], _ page: BrowserPage) async throws {
        try await page.tap(".row.done form[class=tap] button")
        try await eventually("it is taken back") { try await lines(room, environment, "record.voided").count == 1 }
        try await page.text("document.querySelector('.sos').click()")
        try await page.shot("help")
        try await page.tap("#help [value=medical]")
        try await eventually("help is called") { try await lines(room, environment, "help.called").count == 1 }
        try await page.text("document.querySelector('.slim summary').click()")
        try await page.text(
            "(document.querySelector('[name=state][value=moving]').checked = true, document.querySelector('[name=households]').value = '2', document.querySelector('[name=residents]').value = '5')"
        )
        try await page.shot("report")
        try await page.tap("details form[class=tap] button:not([name])")
        try await eventually("the report is there") {
            try await lines(room, environment, "call.answered").contains { $0["reported"]["state"].text == "moving" }
        }
    }

    private func english(_ page: BrowserPage, _ address: String) async throws {
        let path = String(address.suffix(35))
        try await page.open(String(address.dropLast(35)) + "/settings?lang=en&to=" + path)
        try await page.comes("#doors")
        #expect(try await page.shown("#doors h2").contains("doors to go to"))
        try await page.shot("list-en")
        try await page.tap("a[data-door]")
        try await page.shot("door-en")
        #expect(try await page.text("document.documentElement.scrollWidth <= 360") == "true")
    }

    @Test("Without script every button is a form, and a round with its begin and end is one record")
    func plainForms() async throws {
        let (room, catcher, environment) = try await room()
        defer {
            room.remove()
            catcher.stop()
        }
        let service = try await room.installation.serveReady(environment: environment)
        try await room.send(DutyRoom.alert("field-2", headline: "暴雨红色预警"))
        let address = try await link(to: Self.gridTwo, catcher)
        let (path, jar) = ("/t/" + address.suffix(32), room.installation.folder + "/cookies")
        let cookies = ["-b", jar, "-c", jar]
        #expect(try await room.http(cookies + ["-d", "do=bind"], path).status == 303)
        let list = try await room.http(cookies, path)
        #expect(list.status == 200)
        let door = try #require(list.body.firstMatch(of: /\?door=([0-9a-f]{16})/)?.1)
        let form = try await room.http(cookies, "\(path)?door=\(door)")
        #expect(form.body.contains("name=\"household\" value=\"\(door)\"") && form.body.contains("told:carer"))
        let record = try #require(form.body.firstMatch(of: /name="record" value="([0-9a-f]{16})"/)?.1)
        for _ in 0..<2 {
            let sent = try await room.http(
                cookies + ["-d", "do=door&record=\(record)&household=\(door)&result=told:carer"], path)
            #expect(sent.status == 303)
        }
        let records = try await lines(room, environment, "door.recorded")
        #expect(records.count == 1 && records[0]["whom"].text == "carer" && records[0]["far"] == .null)

        #expect(try await room.http(cookies + ["-d", "do=begin&means=gong"], path).status == 303)
        let going = try await room.http(cookies, path)
        let started = try #require(going.body.firstMatch(of: /name="started" value="([0-9]+)"/)?.1)
        let building = try #require(going.body.firstMatch(of: /name="building" value="([0-9a-f]{16})"/)?.1)
        #expect(
            try await room.http(
                cookies + ["-d", "do=round&record=00000000000000e1&means=gong&started=\(started)&building=\(building)"], path
            ).status == 303)
        let rounds = try await lines(room, environment, "round.recorded")
        #expect(rounds.count == 1 && rounds[0]["means"].text == "gong")

        #expect(try await room.http(cookies + ["-d", "do=nonsense"], path).status == 422)
        #expect(
            try await room.http(cookies + ["-H", "Origin: http://elsewhere.example", "-d", "do=help&need=other"], path).status
                == 403)
        #expect(try await room.http([], "/t/\(String(repeating: "A", count: 32))").status == 404)
        #expect(await service.stop() == .exited(0))
    }

    @Test(
        "A worker without data reports by plain message; what is not clear is answered and kept, and a new link comes on asking")
    func byMessage() async throws {
        let (room, catcher, environment) = try await room()
        defer {
            room.remove()
            catcher.stop()
        }
        let service = try await room.installation.serveReady(environment: environment)
        let listed = try await room.installation.tocsin("gateways", "--json", environment: environment)
        let replies = try #require(listed.output.firstMatch(of: /"replies":"([^"]+)"/)?.1)
        func write(_ text: String) async throws {
            let words = text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "0123456789")) ?? ""
            let path =
                replies.dropFirst(room.base.count) + "&from=86\(Self.gridOne)&to=10690000&text=\(words)&id=\(UUID().uuidString)"
            #expect(try await room.http([], String(path)).status == 200)
        }
        try await room.send(DutyRoom.alert("field-4", headline: "暴雨红色预警"))
        let old = try await link(to: Self.gridOne, catcher)
        try await eventually("the journal knows that the message went out") {
            try await !lines(room, environment, "delivery.dispatched").isEmpty
        }
        try await write("1-1-101 1，1-1-102 3")
        try await eventually("both doors are recorded") { try await lines(room, environment, "door.recorded").count == 2 }
        #expect(try await lines(room, environment, "door.recorded").map { $0["result"].text } == ["told", "notice"])
        #expect(try await lines(room, environment, "call.answered").contains { $0["means"].text == "reply" })
        try await write("902 1")
        try await eventually("a room that stands more than once is asked about", within: 90) {
            catcher.texts(to: Self.gridOne).contains { $0.contains("没看懂：902") }
        }
        #expect(try await lines(room, environment, "door.recorded").count == 2, "nothing is guessed")
        #expect(try await lines(room, environment, "reply.received").map { $0["meaning"].text } == ["confirms", "unclear"])
        try await write("新链接")
        try await eventually("a new link comes", within: 90) { catcher.link(to: Self.gridOne) != old }
        #expect(try await room.http([], "/t/" + old.suffix(32)).status == 410)
        #expect(try await room.http([], "/t/" + (try #require(catcher.link(to: Self.gridOne))).suffix(32)).status == 200)
        let export = try await room.installation.tocsin("journal", "export", environment: environment)
        #expect(!export.output.contains(Self.gridOne) && !export.output.contains("1-1-101"))
        #expect(await service.stop() == .exited(0))
    }

    @Test("A resident\'s link is one sentence and one button, where a text asks for it")
    func residents() async throws {
        let (room, catcher, environment) = try await room(asking: true)
        defer {
            room.remove()
            catcher.stop()
        }
        let service = try await room.installation.serveReady(environment: environment)
        try await room.send(DutyRoom.alert("field-3", headline: "示例市气象台发布暴雨红色预警信号"))
        let address = try await link(to: Self.resident, catcher)
        let browser = try Browser()
        let page = try await browser.page(width: 360, height: 640)
        try await page.open(address)
        try await page.shot("resident")
        #expect(try await page.text("document.querySelectorAll('button').length") == "1")
        try await page.text("document.querySelector('button').click()")
        try await eventually("it is confirmed", standing: { try await page.shown("body") }) {
            try await page.shown("main").contains("已确认收到")
        }
        try await page.shot("resident-done")
        let receipts = try await lines(room, environment, "receipt.accepted").filter { $0["stage"].text == "confirmed" }
        #expect(receipts.count == 1 && receipts[0]["channel"].text == "sms")
        #expect(browser.faults == [])
        await browser.close()
        #expect(await service.stop() == .exited(0))
    }
}

extension BrowserPage {
    /// Taps an element as a finger does: it is brought into view and clicked.
    fileprivate func tap(_ selector: String) async throws {
        let quoted = selector.replacingOccurrences(of: "\"", with: "\\\"")
        try await comes(selector)
        try await text("(e => { e.scrollIntoView({block: 'center'}); e.click(); })(document.querySelector(\"\(quoted)\"))")
    }

    /// Returns when an element is there.
    fileprivate func comes(_ selector: String) async throws {
        let quoted = selector.replacingOccurrences(of: "\"", with: "\\\"")
        try await eventually("\(selector) is there", standing: { try await self.shown("body") }) {
            try await text("document.readyState + !!document.querySelector(\"\(quoted)\")") == "completetrue"
        }
    }

    /// Cuts the network of the page, or restores it.
    fileprivate func setOffline(_ isOffline: Bool) async throws {
        _ = try await call("Network.enable")
        _ = try await call(
            "Network.emulateNetworkConditions",
            [
                "offline": .bool(isOffline), "latency": .integer(0), "downloadThroughput": .integer(-1),
                "uploadThroughput": .integer(-1),
            ])
    }

    /// Bytes of the page and of everything that it loads.
    fileprivate func weight() async throws -> Int {
        let bytes = try await text(
            "Promise.all([location.href, ...performance.getEntriesByType('resource').map(r => r.name)].map(a => fetch(a).then(r => r.arrayBuffer()).then(b => b.byteLength))).then(a => a.reduce((x, y) => x + y, 0))"
        )
        return Int(bytes) ?? .max
    }

    /// Keeps what the page looks like in the folder of `TOCSIN_SCREENSHOTS`, for people.
    fileprivate func shot(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["TOCSIN_SCREENSHOTS"] else { return }
        let image = try await call("Page.captureScreenshot", ["format": .string("png")])["data"].text ?? ""
        try Data(base64Encoded: image)?.write(to: URL(filePath: "\(folder)/field-\(name).png"))
    }
}
