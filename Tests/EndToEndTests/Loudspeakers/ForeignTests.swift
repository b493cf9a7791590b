import Alerts
import Foundation
import Glibc
import Record
import Simulation
import TestSupport
import Testing

/// Loudspeakers of two vendors, end to end, against simulators that behave as theirs do: an order that was received is no play, and one
/// vendor's 2 is playing where the other's is finished.
@Suite(.serialized) struct ForeignTests {
    /// Some ten seconds of speech, so that it can be seen while it plays.
    private static func alert(_ identifier: String, _ change: (inout AlertText) -> Void = { _ in }) -> AlertText {
        AlertText(identifier) {
            $0.severity = "Extreme"
            $0.headline = "暴雨红色预警，请上高处。"
            $0.description = "暴雨红色预警，请上高处。"
            change(&$0)
        }
    }

    @Test func whatTheVendorsSayIsWorthWhatTheirProfilesSay() async throws {
        let foreign = try await Foreign()
        let village = foreign.village
        defer { foreign.remove() }
        let vendors = try await foreign.vendors()
        let service = try await village.installation.serveReady(environment: foreign.environment)
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert("played")
        try await village.send(alert.xml)
        let all = Set(foreign.devices.a + foreign.devices.b)
        try await watch.plays(of: alert.id, "all have played") { $0.devices(at: "presented") == all }
        let shown = try await village.tocsin(["coverage", alert.id, "--json"])
        #expect(await vendors.stop() == .exited(0), "\(village.text("vendors.log").suffix(2000))")
        #expect(await service.stop() == .exited(0))
        try watch.catchUp()

        let lines = PlayLines(watch.lines, alert: alert.id)
        let account = try foreign.account()
        #expect(lines.dispatched["gw-1"]?.sorted() == foreign.devices.a.sorted(), "each was ordered once")
        #expect(lines.dispatched["gw-2"]?.sorted() == foreign.devices.b.sorted())
        for (devices, orders, playing, finished) in [
            (foreign.devices.a, account.vendorA, "2", "3"), (foreign.devices.b, account.vendorB, "1", "2"),
        ] {
            #expect(
                orders.map(\.terminal).sorted() == devices.sorted() && orders.allSatisfy { $0.state == .done && $0.orders == 1 })
            for order in orders {
                let line = try #require(lines.line(order.terminal, "presented"))
                #expect(line["code"].text == finished && line["plays"].integer == order.plays && order.plays == 3)
                #expect(line["startedAt"].text.map(Self.second) == order.startedAt.map { $0.milliseconds / 1000 })
                #expect(line["endedAt"].text.map(Self.second) == order.endedAt.map { $0.milliseconds / 1000 })
            }
            let delivered = devices.compactMap { lines.line($0, "delivered") }
            #expect(!delivered.isEmpty && delivered.allSatisfy { $0["code"].text == playing })
        }
        #expect(try JSONValue(text: shown.output)["covered"]["households"].integer ?? 0 > 0)
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
    }

    /// Seconds since 1970 of a time as the journal writes it.
    private static func second(_ text: String) -> Int64 {
        let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return (try? format.parse(text)).map { Int64($0.timeIntervalSince1970.rounded(.down)) } ?? -1
    }

    @Test(arguments: [true, false]) func afterARestartStatesStillFindTheirDelivery(ownBroker: Bool) async throws {
        let foreign = try await Foreign(ownBroker: ownBroker)
        let village = foreign.village
        defer { foreign.remove() }
        let vendors = try await foreign.vendors()
        var service = try await village.installation.serveReady(environment: foreign.environment)
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert("restarted")
        try await village.send(alert.xml)
        let all = Set(foreign.devices.a + foreign.devices.b)
        try await watch.plays(of: alert.id, "all were ordered") { Set($0.dispatched.values.joined()) == all }
        service.signal(SIGKILL)
        #expect(await service.ended() == .killed(SIGKILL))
        service = try await village.installation.serveReady(environment: foreign.environment)
        try await watch.plays(of: alert.id, "all have played") { $0.devices(at: "presented") == all }
        #expect(await vendors.stop() == .exited(0))
        #expect(await service.stop() == .exited(0))
        let account = try foreign.account()
        #expect((account.vendorA + account.vendorB).allSatisfy { $0.orders == 1 }, "what was taken is not ordered again")
    }

    @Test func anOrderWhoseAnswerIsLostIsAskedForAndPlayedOnce() async throws {
        let foreign = try await Foreign()
        let village = foreign.village
        defer { foreign.remove() }
        let vendors = try await foreign.vendors(["--lose-answer", "1"])
        let service = try await village.installation.serveReady(environment: foreign.environment)
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert("unanswered")
        try await village.send(alert.xml)
        let all = Set(foreign.devices.a + foreign.devices.b)
        try await watch.plays(of: alert.id, "all have played", within: 180) { $0.devices(at: "presented") == all }
        #expect(await vendors.stop() == .exited(0))
        #expect(await service.stop() == .exited(0))
        try watch.catchUp()
        let orders = try foreign.account().vendorA
        #expect(orders.map(\.terminal).sorted() == foreign.devices.a.sorted() && orders.allSatisfy { $0.state == .done })
        let failed = PlayLines(watch.lines, alert: alert.id).failed
        #expect(foreign.devices.a.allSatisfy { failed[$0]?.contains("uncertain") ?? false }, "\(failed)")
    }

    @Test func whatIsWithdrawnIsWithdrawnAtTheVendors() async throws {
        let foreign = try await Foreign()
        let village = foreign.village
        defer { foreign.remove() }
        // They speak so slowly that they are still at it.
        let vendors = try await foreign.vendors(["--speed", "0.1"])
        let service = try await village.installation.serveReady(environment: foreign.environment)
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert("withdrawn")
        try await village.send(alert.xml)
        let all = Set(foreign.devices.a + foreign.devices.b)
        try await watch.plays(of: alert.id, "all play") { $0.devices(at: "delivered") == all }
        try await village.send(
            Self.alert("over") {
                $0.msgType = "Cancel"
                $0.references = [alert.triplet]
            }.xml)
        // Vendor A has a code for what was taken back; vendor B says the same as of what failed, which proves nothing.
        try await watch.plays(of: alert.id, "vendor A says that its orders were taken back") { lines in
            foreign.devices.a.allSatisfy { lines.receipts[$0]?.contains { $0["withdrawn"] == .bool(true) } ?? false }
        }
        try await watch.plays(of: alert.id, "vendor B was told") { lines in
            foreign.devices.b.allSatisfy { device in (lines.dispatched["gw-2"]?.count { $0 == device } ?? 0) >= 2 }
        }
        #expect(await vendors.stop() == .exited(0))
        #expect(await service.stop() == .exited(0))
        let account = try foreign.account()
        let text = (account.vendorA + account.vendorB).filter { $0.text.contains("请上高处") && !$0.text.contains("解除") }
        #expect(text.count >= all.count)
        let first = Dictionary(grouping: account.vendorA + account.vendorB, by: \.terminal).compactMap { $0.value.first }
        #expect(first.allSatisfy { $0.state == .cancelled }, "\(first)")
        try watch.catchUp()
        #expect(PlayLines(watch.lines, alert: alert.id).devices(at: "presented").isEmpty)
    }

    @Test func aVendorThatIsSilentIsGoneAndItsLoudspeakersPlayWhenItIsBack() async throws {
        let foreign = try await Foreign()
        let village = foreign.village
        defer { foreign.remove() }
        let service = try await village.installation.serveReady(environment: foreign.environment)
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert("silent")
        try await village.send(alert.xml)
        try await watch.line("gateway.status") { $0["device"].text == "gw-1" && $0["online"] == .bool(false) }
        try await watch.plays(of: alert.id, "orders of both fail") { lines in
            [foreign.devices.a, foreign.devices.b].allSatisfy { devices in
                devices.contains { lines.failed[$0]?.contains("offline") ?? false }
            }
        }
        let vendors = try await foreign.vendors()
        let all = Set(foreign.devices.a + foreign.devices.b)
        try await watch.plays(of: alert.id, "all have played", within: 150) { $0.devices(at: "presented") == all }
        try await watch.line("gateway.status") { $0["device"].text == "gw-1" && $0["online"] == .bool(true) }
        // The broker of the other vendor goes as well.
        foreign.broker.kill()
        try await eventually("the other vendor is gone", within: 60) {
            try watch.catchUp()
            return watch.lines.last { $0.type == "gateway.status" && $0.data["device"].text == "gw-2" }?.data["online"]
                == .bool(false)
        }
        #expect(await service.stop() == .exited(0))
        await vendors.stop(SIGKILL)
    }

    /// A vendor that brings states itself: only with its key, believed as far as its times can be.
    @Test func statesThatAreBroughtAreJudgedAsThoseThatAreAskedFor() async throws {
        let foreign = try await Foreign {
            try $0.change("speakers/vendor-a.yaml", "  list: terminals", to: "  list: terminals\n  reference: order")
        }
        let village = foreign.village
        defer { foreign.remove() }
        let vendors = try await foreign.vendors(["--speed", "0.1"])
        let service = try await village.installation.serveReady(environment: foreign.environment)
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert("brought")
        try await village.send(alert.xml)
        try await watch.plays(of: alert.id, "vendor A's play") { $0.devices(at: "delivered").isSuperset(of: foreign.devices.a) }
        let listed = try await village.tocsin(["gateways", "--json"], environment: foreign.environment)
        let row = try JSONValue(text: listed.output).elements.first { $0["gateway"].text == "gw-1" }
        let address = try #require(row?["reports"].text)
        let device = foreign.devices.a[0]
        let order = try #require(PlayLines(watch.lines, alert: alert.id).line(device, "delivered")?["delivery"].text)
        func bring(_ state: String, to address: String) async throws -> String {
            let body =
                #"{"terminals":[{"order":"\#(order)","id":"\#(device)","state":"\#(state)","startTime":"2026-01-01 00:00:00","#
                + #""endTime":"2026-01-01 00:01:00","plays":3}]}"#
            return try await Executables.run(
                "/usr/bin/curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", "-d", body, address]
            ).output
        }
        #expect(try await bring("3", to: address.replacing("key=", with: "key=0")) == "403")
        #expect(try await bring("9", to: address) == "200", "it is heard, and proves nothing")
        #expect(try await bring("3", to: address) == "200", "times of another year prove no play")
        #expect(try await bring("4", to: address) == "200")
        try await watch.plays(of: alert.id, "it says that it failed") { lines in
            lines.receipts[device]?.contains { $0["failed"].text == "fault" } ?? false
        }
        #expect(await service.stop() == .exited(0))
        await vendors.stop()
        try watch.catchUp()
        #expect(PlayLines(watch.lines, alert: alert.id).line(device, "presented") == nil)
        #expect(village.installation.log.contains("a state that its profile does not know"))
    }
}
