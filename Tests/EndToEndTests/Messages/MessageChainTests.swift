import Foundation
import Glibc
import Record
import Simulation
import TestSupport
import Testing

/// Messages to phones, end to end: over a real gateway that answers, reports and replies as gateways do.
@Suite(.serialized) struct MessageChainTests {
    private static func alert() -> AlertText { AlertText("texted") { $0.severity = "Extreme" } }

    @Test func everyPhoneThatHasItIsInTheJournalAndNoOther() async throws {
        let texting = try await Texting()
        let village = texting.village
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: texting.environment)
        let gateway = try await texting.gateway([
            "--scale", "20", "--reach", "1..20", "--off", "0.1", "--unassigned", "0.02", "--expiry", "60", "--confirms", "0.4",
            "--nonsense", "0.05", "--unsubscribes", "0.02", "--reply-after", "5..60", "--duplicate", "0.1", "--reorder", "0.1",
            "--report-first", "0.1",
        ])
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert()
        try await village.send(alert.xml)
        let planned = try await watch.plannedPhones(of: alert.id)
        #expect(Set(planned).count == planned.count && planned.count > 1200, "one message a number: \(planned.count)")

        // Every phone is reported on, one way or the other.
        try await watch.messages(of: alert.id, "all phones are reported on", within: 90) { lines in
            lines.delivered.union(lines.failed.keys).isSuperset(of: planned)
        }
        try await watch.messages(of: alert.id, "replies have come", within: 60) { $0.confirmed.count > 300 }
        let shown = try await village.tocsin(["coverage", alert.id, "--json"])
        #expect(await gateway.stop() == .exited(0), "\(village.text("gateway.log").suffix(2000))")
        #expect(await service.stop() == .exited(0))
        try watch.catchUp()

        let account = try texting.account()
        let lines = MessageLines(watch.lines, alert: alert.id)
        let real = account.references
        // Only where the gateway's answer did not come in time may it go out again.
        let twice = real.filter { $0.value.messages > 1 }
        #expect(twice.count <= lines.uncertain.count, "\(twice.count) phones got the message twice")
        let delivered = real.filter { $0.value.deliveredAcknowledged > 0 }
        #expect(lines.delivered.count >= delivered.count && lines.delivered.count <= real.count { $0.value.arrived > 0 })
        #expect(lines.dispatched.count + lines.failed.count { !lines.dispatched.contains($0.key) } == planned.count)
        let covered = try JSONValue(text: shown.output)["covered"]["households"].integer ?? 0
        #expect(covered > 900 && covered <= 1200, "\(covered)")

        let export = try await village.tocsin(["journal", "export"]).output
        for phone in account.phones.prefix(200) { #expect(!export.contains("\(phone.phone)")) }
        #expect(!village.installation.log.contains("1990000"), "no number stands in the log")
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
    }

    /// The service is killed while messages go out and reports come in: none is lost, and what was taken is not sent again by the score.
    @Test func killedUnderWayNothingIsLost() async throws {
        let texting = try await Texting()
        let village = texting.village
        defer { village.remove() }
        // The provider gives up a report after four tries, which pass while the service is down; what it gave up is asked for.
        try village.installation.change("policy.yaml", "firstSeconds: 120", to: "firstSeconds: 5")
        var service = try await village.installation.serveReady(environment: texting.environment)
        let gateway = try await texting.gateway([
            "--scale", "60", "--reach", "1..120", "--rate", "300", "--lose-answer", "0.02", "--confirms", "0.2", "--reply-after",
            "5..120",
        ])
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert()
        try await village.send(alert.xml)
        let planned = try await watch.plannedPhones(of: alert.id)
        for kill in 1...8 {
            let goal = watch.lines.count + 15
            try? await eventually("lines are written", within: 2) {
                try watch.catchUp()
                return watch.lines.count >= goal
            }
            service.signal(SIGKILL)
            #expect(await service.ended() == .killed(SIGKILL), "kill \(kill)")
            service = try await village.installation.serveReady(environment: texting.environment)
        }
        try await watch.messages(of: alert.id, "all phones are reported on", within: 300) {
            $0.delivered.isSuperset(of: planned)
        }
        #expect(await gateway.stop() == .exited(0), "\(village.text("gateway.log").suffix(2000))")
        #expect(await service.stop() == .exited(0))
        let account = try texting.account()
        let twice = account.references.values.count { $0.messages > 1 }
        // What was on its way at a kill, or never answered, may go out again; everything else goes once.
        #expect(twice <= 8 * 64 + planned.count / 20, "\(twice) of \(planned.count) went out twice")
        #expect(account.references.count == planned.count, "every phone was written to")
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
    }

    /// At night who is not reached is called at once; the phone rings, and a key confirms.
    @Test func callsConfirmWhoAnswers() async throws {
        let texting = try await Texting(
            .init(households: 60, grids: 2, loudspeakers: 2, displays: 1, gateways: 0), channels: "[voice]", calls: true)
        let village = texting.village
        defer { village.remove() }
        try village.installation.change("policy.yaml", "{red: 3, orange: 5}", to: "{red: 0, orange: 0}")
        let service = try await village.installation.serveReady(environment: texting.environment)
        let gateway = try await texting.gateway([
            "--scale", "20", "--call-voicemail", "0.2", "--call-no-answer", "0.2",
        ])
        let watch = JournalWatch(village.installation.data)
        let alert = Self.alert()
        try await village.send(alert.xml)
        let planned = try await watch.plannedPhones(of: alert.id, on: "voice")
        try await watch.messages(of: alert.id, on: "voice", "every phone was called", within: 90) { lines in
            lines.delivered.union(lines.failed.keys).isSuperset(of: planned)
        }
        #expect(await gateway.stop() == .exited(0), "\(village.text("gateway.log").suffix(2000))")
        #expect(await service.stop() == .exited(0))
        try watch.catchUp()
        let lines = MessageLines(watch.lines, alert: alert.id, channel: "voice")
        let keys = try texting.account().references.values.count { $0.keys > 0 }
        #expect(lines.confirmed.count == keys, "\(lines.confirmed.count) confirmed, \(keys) pressed a key")
        #expect(keys > planned.count / 3)
    }
}
