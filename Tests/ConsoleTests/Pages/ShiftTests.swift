import Foundation
import Glibc
import Record
import TestSupport
import Testing

/// What duty staff rely on besides the pages themselves: who is signed in, who may let what go, what happens when nobody does.
@Suite struct ShiftTests {
    private func serving(
        _ change: (Installation) throws -> Void = { _ in }
    ) async throws -> (DutyRoom, Program) {
        let room = try await DutyRoom(change: change)
        return (room, try await room.installation.serveReady(environment: room.environment))
    }

    @Test("A session ends on the server: by signing out, and by a new password")
    func sessions() async throws {
        let (room, service) = try await serving()
        defer { room.remove() }
        let (li, elsewhere) = (try await CurlSession("li", in: room), try await CurlSession("li", in: room))
        #expect(try await li.page("/devices").status == 200)
        let copy = li.jar + ".copy"
        try FileManager.default.copyItem(atPath: li.jar, toPath: copy)
        #expect(try await li.post("/logout", []).status == 303)
        #expect(
            try await room.http(["-b", copy, "-H", "Accept: text/html"], "/devices").status == 303, "a copied cookie is no good")
        #expect(try await room.http(["-b", copy], "/api/v1/alerts").status == 401)
        #expect(try await elsewhere.page("/devices").status == 200, "other sessions of the account go on")

        let file = room.installation.folder + "/new-password"
        try "another-password\n".write(toFile: file, atomically: true, encoding: .utf8)
        let changed = try await room.installation.tocsin(
            "user", "password", "li", "--password-file", file, environment: room.environment)
        #expect(changed.isSuccess, "\(changed)")
        try await eventually("all sessions are over") { try await elsewhere.page("/devices").status == 303 }
        #expect(await service.stop() == .exited(0))
        let restarted = try await room.installation.serveReady(environment: room.environment)
        #expect(try await room.http(["-b", copy], "/api/v1/alerts").status == 401, "nor after a restart")
        #expect(await restarted.stop() == .exited(0))
    }

    @Test(
        "What a duty officer hands in over the API is the console's word: no account's name is on record, and a second person lets it go"
    )
    func handedIn() async throws {
        let (room, service) = try await serving()
        defer { room.remove() }
        let token = try await room.token("li")
        let file = room.installation.folder + "/alert.xml"
        try DutyRoom.alert("api-1", severity: "Severe", headline: "暴雨橙色预警").write(
            toFile: file, atomically: true, encoding: .utf8)
        let taken = try await room.http(
            ["-H", "Authorization: Bearer \(token)", "--data-binary", "@\(file)"], "/api/v1/alerts")
        #expect(taken.status == 202, "\(taken)")
        let held = try #require(try await room.lines("alert.held").first)
        #expect(held.contains(#""source":"console""#))
        #expect(try await room.lines("alert.composed").count == 1)
        let journal = try await room.installation.tocsin("journal", "export", environment: room.environment).output
        #expect(!journal.contains("\"li\""))

        let alert = try #require(held.firstMatch(of: /"alert":"([0-9a-f]{16})"/)).1
        for by in [[], ["--by", "duty-1"]] {
            let refused = try await Executables.run(
                Executables.tocsin, ["alert", "approve", String(alert)] + by + ["--config", room.installation.file],
                environment: room.environment)
            #expect(refused.ending == .exited(1) && refused.errors.contains("second person"), "\(by) \(refused)")
        }
        let approved = try await room.installation.tocsin(
            "alert", "approve", String(alert), "--by", "duty-2", environment: room.environment)
        #expect(approved.isSuccess, "\(approved)")
        #expect(try await room.lines("alert.accepted").count == 1)
        #expect(await service.stop() == .exited(0))
    }

    @Test("An official alert that waits shows a countdown and goes out when nobody decides; red never waits")
    func countdown() async throws {
        let (room, service) = try await serving { installation in
            try installation.change("tocsin.yaml", "approval: never}", to: "approval: always}")
            try installation.change("policy.yaml", "{orange: 3, yellow: 5}", to: "{orange: 0, yellow: 5}")
        }
        defer { room.remove() }
        let li = try await CurlSession("li", in: room)
        try await room.send(DutyRoom.alert("wait-1", severity: "Moderate", headline: "暴雨黄色预警"))
        try await eventually("it waits, with a clock") {
            let page = try await li.page("/").body
            return page.contains("无人处理时按预案自动播发") && page.contains("data-alarm") && page.contains("data-until")
        }
        try await room.send(DutyRoom.alert("wait-2", severity: "Severe", headline: "暴雨橙色预警"))
        try await eventually("the policy lets it go") {
            try await room.lines("alert.approved").contains { $0.contains(#""lapsed":true"#) }
        }
        try await room.send(DutyRoom.alert("wait-3", headline: "暴雨红色预警"))
        try await eventually("red goes out at once") { try await room.lines("alert.accepted").count == 2 }
        #expect(try await room.lines("alert.held").count == 2)
        #expect(await service.stop() == .exited(0))
    }

    @Test("A warning is sent again as an Update that says the same, by one person")
    func again() async throws {
        let (room, service) = try await serving()
        defer { room.remove() }
        let li = try await CurlSession("li", in: room)
        try await room.send(DutyRoom.alert("again-1", headline: "暴雨红色预警"))
        let first = try await room.accepted()
        let now = try await li.page("/").body
        let order = ["签收", "再次播发", "入户通知", "停止播发"].map { now.range(of: ">\($0)")?.lowerBound }
        #expect(
            !order.contains(nil) && order.compactMap(\.self) == order.compactMap(\.self).sorted(), "buttons in the order of use")
        #expect(try await li.page("/alerts/\(first)/again").body.contains("上高处"))
        let sent = try await li.post("/alerts/\(first)/again", [])
        #expect(sent.status == 303, "\(sent)")
        let lines = try await room.lines("alert.accepted")
        #expect(lines.count == 2 && lines[1].contains(#""msgType":"Update""#) && lines[1].contains(#""clock":false"#))
        #expect(lines[1].contains(#""replaces":["\#(first)"]"#))
        #expect(try await li.post("/alerts/\(first)/again", []).status == 409, "the old one is not in force any more")
        #expect(await service.stop() == .exited(0))
    }

    @Test("A device is tested now, and made silent for a reason until a time")
    func devices() async throws {
        let (room, service) = try await serving()
        defer { room.remove() }
        let li = try await CurlSession("li", in: room)
        let tested = try await li.post("/devices/test", [])
        #expect(tested.status == 303 && tested.location.hasSuffix("/deliveries"), "\(tested)")
        #expect(try await room.lines("delivery.planned").contains { $0.contains(#""action":"check""#) && $0.contains("ls-01") })
        #expect(try await li.post("/devices/test", []).status == 409, "not twice within a minute")

        #expect(try await li.post("/devices/ls-01/mute", [("reason", ""), ("hours", "1")]).status == 422)
        let muted = try await li.post("/devices/ls-01/mute", [("reason", "啸叫，等待维修"), ("hours", "4")])
        #expect(try await li.page(muted.location).body.contains("停用至"))
        try await room.send(DutyRoom.alert("mute-1", headline: "暴雨红色预警"))
        let alert = try await room.accepted()
        let planned = try await room.lines("delivery.planned").filter { $0.contains(alert) }.joined()
        #expect(!planned.contains("\"ls-01\"") && planned.contains("\"ls-02\""))
        #expect(try await li.page("/").body.contains("啸叫，等待维修"), "and the page says whom it does not reach")
        #expect(try await li.post("/devices/ls-01/unmute", []).status == 303)
        #expect(try await room.lines("device.muted").count == 2)
        #expect(await service.stop() == .exited(0))
    }

    /// Sends the beginning of a form and no more, and hears what comes back.
    private static func stall(_ port: Int) async throws -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
                defer { close(descriptor) }
                var patience = timeval(tv_sec: 120, tv_usec: 0)
                setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
                _ = Loopback.withAddress(port) { connect(descriptor, $0, $1) }
                let head = Array("POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nname=".utf8)
                _ = send(descriptor, head, head.count, Int32(MSG_NOSIGNAL))
                var chunk = [UInt8](repeating: 0, count: 4096)
                let count = recv(descriptor, &chunk, chunk.count, 0)
                continuation.resume(returning: String(decoding: chunk.prefix(max(0, count)), as: UTF8.self))
            }
        }
    }

    @Test("Unknown paths are problems for programs and pages for people; a body that never comes is not waited for")
    func manners() async throws {
        let (room, service) = try await serving()
        defer { room.remove() }
        for path in ["/api", "/api/v1/nothing", "/api/v2/alerts"] {
            let answer = try await room.http(["-i", "-H", "Accept: text/html"], path)
            #expect(answer.status == 404 && answer.body.contains("application/problem+json"), "\(path) \(answer)")
        }
        let page = try await room.http(["-i", "-H", "Accept: text/html"], "/nothing")
        #expect(page.status == 404 && page.body.contains("text/html") && page.body.contains("没有这个页面"))
        #expect(try await room.http(["-i"], "/nothing").body.contains("application/problem+json"))

        let slow = try await Self.stall(room.installation.httpPort)
        #expect(slow.hasPrefix("HTTP/1.1 408"), "\(slow)")
        let large = room.installation.folder + "/large"
        try Data(repeating: 0x61, count: 8 << 20).write(to: URL(filePath: large))
        #expect(try await room.http(["-H", "Expect:", "--data-binary", "@\(large)"], "/login").status == 413)
        #expect(await service.stop() == .exited(0))
    }
}
