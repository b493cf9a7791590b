import Foundation
import Glibc
import Record
import Simulation
import TestSupport
import Testing

/// A device whose connection dies and comes back.
@Suite struct LinkTests {
    @Test func willMakesHouseholdsUnknownAndComingBackBringsReportAndRepeat() async throws {
        let village = try await Village()
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(village.installation.data)
        let county = try await Client(village.broker, user: "county", reads: ["coverage/+"])
        let device = try device(village, "ls-01")
        try await watch.line("device.status") { $0["device"].text == "ls-01" && $0["online"] == .bool(true) }

        let alert = AlertText("unheard")
        try await village.send(alert.xml)
        try await watch.line("delivery.dispatched") { $0["endpoints"].texts.contains("ls-01") }
        device.signal(SIGKILL)
        await device.ended()
        try await watch.line("device.status") { $0["device"].text == "ls-01" && $0["online"] == .bool(false) }
        // The other devices were never there, so with ls-01 gone everybody in earshot of anything is unknown.
        let target = try Earshot(at: village.installation.register).all.households
        let unknown = try await county.json("coverage/\(alert.id)", "the households in earshot of ls-01 are unknown") {
            $0["unknown"]["households"].integer == target && $0["grids"][0]["covered"].integer == 0
        }
        #expect(try #require(unknown["unknown"]["households"].integer) <= unknown["missing"]["households"].integer ?? 0)
        #expect(unknown["covered"]["households"].integer == 0)

        let back = try await TestDevice("ls-01", village.broker)
        let asked = try await back.client.json("device/ls-01/command", "ls-01 is asked to report") {
            $0["action"].text == "report"
        }
        #expect(asked["delivery"] == .null)
        let again = try await back.command("present", of: alert.id, within: 60)
        let known = try await county.json("coverage/\(alert.id)", "fewer households are unknown") { now in
            (now["unknown"]["households"].integer ?? .max) < unknown["unknown"]["households"].integer ?? 0
        }
        #expect(known["covered"]["households"].integer == 0)
        try await back.presented(try #require(again["delivery"].text))
        _ = try await county.json("coverage/\(alert.id)", "the households are reached") {
            ($0["covered"]["households"].integer ?? 0) > 0
        }
        for client in [county, back.client] { await client.leave() }
        #expect(await service.stop() == .exited(0))
    }

    /// A device in a process of its own, which can die without a goodbye: Debian's client with a will.
    private func device(_ village: Village, _ name: String) throws -> Program {
        let (host, under) = (["-h", "127.0.0.1", "-p", "\(village.broker.port)"], "\(Installation.under)/device/\(name)")
        let user = ["-u", name, "-P", Village.password(name)]
        let online =
            #"{"v":1,"state":"online","at":"\#(TestDevice.text(.now))","kind":"loudspeaker","firmware":"1.0","faults":[]}"#
        let device = try Program(
            "/usr/bin/mosquitto_sub",
            host + user + [
                "-i", "device-\(name)", "-q", "1", "-t", "\(under)/command", "--will-topic", "\(under)/status", "--will-qos", "1",
                "--will-retain", "--will-payload", #"{"v":1,"state":"offline","at":"2026-01-01T00:00:00.000+08:00"}"#,
            ])
        try ChildProcess.run(
            "/usr/bin/mosquitto_pub",
            host + user + ["-i", "status-\(name)", "-q", "1", "-r", "-t", "\(under)/status", "-m", online])
        return device
    }
}
