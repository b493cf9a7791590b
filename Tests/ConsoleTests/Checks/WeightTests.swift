import Foundation
import Record
import TestSupport
import Testing

/// How much a page of a large community weighs, and whether its plan is drawn whole.
@Suite(.serialized) struct WeightTests {
    /// A room whose register has so many households.
    private func room(_ households: Int, grids: Int) async throws -> DutyRoom {
        let folder = NSTemporaryDirectory() + "register-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try await Executables.run(
            Executables.simulator,
            ["register", "--households", "\(households)", "--grids", "\(grids)", "--loudspeakers", "80", "--out", folder],
            within: 120)
        guard made.isSuccess else { throw NotInTime("a register: \(made)") }
        return try await DutyRoom { installation in
            try FileManager.default.removeItem(atPath: installation.register)
            try FileManager.default.copyItem(atPath: folder, toPath: installation.register)
        }
    }

    @Test("Now with 5,000 households comes in less than 150 KB, and says when it was first painted")
    func now() async throws {
        let room = try await room(5000, grids: 25)
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment, within: 180)
        let browser = try Browser()
        let page = try await browser.page()
        try await page.signIn("li", at: room.base)
        try await room.send(DutyRoom.alert("weight-1", headline: "暴雨红色预警"))
        _ = try await room.accepted()
        var paints: [Double] = []
        for _ in 0..<5 {
            try await page.open(room.base + "/?\(UUID().uuidString)")
            try await eventually("it is painted") {
                try await page.text("performance.getEntriesByName('first-contentful-paint').length") == "1"
            }
            let paint = try await page.text("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            paints.append(Double(paint) ?? .infinity)
        }
        // What has to come before the first paint, without any cache: the page, its style and its scripts.
        let weight = try await page.text(
            "Promise.all([location.href, ...[...document.querySelectorAll('link[rel=stylesheet], script[src]')].map(e => e.href || e.src)].map(a => fetch(a, {cache: 'no-store'}).then(r => r.arrayBuffer()).then(b => b.byteLength))).then(all => all.reduce((a, b) => a + b, 0))"
        )
        print("Now, 5,000 households: \(weight) bytes, first paint after \(paints.sorted()[2].rounded()) ms (median of five)")
        #expect(try #require(Int(weight)) < 150 * 1024)
        #expect(try await page.text("document.querySelector('#figure .big') !== null") == "true")
        await browser.close()
        #expect(await service.stop() == .exited(0))
    }

    @Test("The plan draws 20,000 homes, each once, as five paths, and draws them again without adding any")
    func plan() async throws {
        let room = try await room(20_000, grids: 60)
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment, within: 240)
        let browser = try Browser()
        let page = try await browser.page()
        try await page.signIn("li", at: room.base)
        try await room.send(DutyRoom.alert("weight-2", headline: "暴雨红色预警"))
        _ = try await room.accepted()
        let count =
            "[...document.querySelectorAll('svg.map .dots')].reduce((n, p) => n + (p.getAttribute('d').match(/M/g) || []).length, 0)"
        try await eventually("all homes are drawn", within: 60, standing: { try await page.text(count) }) {
            try await page.text(count) == "20000"
        }
        #expect(try await page.text("document.querySelectorAll('svg.map .dots').length") == "5")
        let frames = try await page.text(
            "new Promise(done => { let n = 0, longest = 0, last = performance.now(); const begin = last; document.dispatchEvent(new Event('exchanged')); const step = now => { longest = Math.max(longest, now - last); last = now; n++; if (now - begin < 3000) requestAnimationFrame(step); else done(n + ' frames, the longest ' + Math.round(longest) + ' ms'); }; requestAnimationFrame(step); })"
        )
        print("The plan, 20,000 homes, drawn anew within three seconds: \(frames)")
        #expect(try await page.text(count) == "20000" && browser.faults == [])
        await browser.close()
        #expect(await service.stop() == .exited(0))
    }
}
