import Foundation
import Record
import TestSupport
import Testing

/// The machine's clock goes back under the running service; the clock is that of libfaketime (Debian package `libfaketime`).
@Suite struct ClockTests {
    private static let library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"

    /// The clock that a file tells, and the environment that makes a process heed it.
    private static func environment(clock: String) -> [String: String] {
        [
            // Without FAKETIME_SHARED the library changes the environment, and Swift then no longer finds the arguments.
            "FAKETIME_SHARED": "none none",
            "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
        ]
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: library), "libfaketime is not installed"))
    func clockGoesBack() async throws {
        let village = try await Village()
        defer { village.remove() }
        let clock = village.installation.folder + "/clock"
        try "+0\n".write(toFile: clock, atomically: false, encoding: .utf8)
        let fake = Self.environment(clock: clock)
        let service = try await village.installation.serveReady(environment: village.environment.merging(fake) { $1 })
        let watch = JournalWatch(village.installation.data)
        try await village.send(AlertText("before").xml)
        try await watch.line("alert.accepted")

        try "-600\n".write(toFile: clock, atomically: false, encoding: .utf8)
        let after = AlertText("after")
        try await village.send(after.xml)
        let noted = try await watch.line("clock.state") { ($0["steppedBackMilliseconds"].integer ?? 0) > 0 }
        let back = try #require(noted.data["steppedBackMilliseconds"].integer)
        #expect((590_000...610_000).contains(back), "\(back) ms")
        #expect(noted.data["synchronised"] == .bool(false))
        try await watch.line("alert.accepted") { $0["alert"].text == after.id }
        #expect(await service.stop() == .exited(0))

        try watch.catchUp()
        let times = watch.lines.map(\.at)
        #expect(times == times.sorted(), "time in the journal never decreases")
        #expect(watch.lines.count { $0.type == "clock.state" && $0.data["steppedBackMilliseconds"] != .null } == 1, "noted once")
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
    }

    @Test(
        "A clock that was days ahead and is right again keeps no warning from going out",
        .enabled(if: FileManager.default.fileExists(atPath: library), "libfaketime is not installed"))
    func warningAfterTheClockWasAhead() async throws {
        let village = try await Village()
        defer { village.remove() }
        let clock = village.installation.folder + "/clock"
        try "+288000\n".write(toFile: clock, atomically: false, encoding: .utf8)
        let fake = Self.environment(clock: clock)
        let service = try await village.installation.serveReady(environment: village.environment.merging(fake) { $1 })
        try "+0\n".write(toFile: clock, atomically: false, encoding: .utf8)
        let watch = JournalWatch(village.installation.data)
        let warning = AlertText("after")
        try await village.send(warning.xml)
        let noted = try await watch.line("clock.state") { ($0["steppedBackMilliseconds"].integer ?? 0) > 0 }
        #expect((noted.data["steppedBackMilliseconds"].integer ?? 0) > 280_000_000)
        try await watch.line("alert.accepted") { $0["alert"].text == warning.id }
        #expect(await service.stop() == .exited(0))
    }
}
