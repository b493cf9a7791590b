import Foundation
import Glibc
import Record
import TestSupport
import Testing

/// What goes wrong while the service runs: it goes on, says so, and mends itself where that is possible.
@Suite struct RunningTests {
    @Test func registerBrokenOnImportWhileRunning() async throws {
        let village = try await Village(nil)
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let other = village.installation.folder + "/next"
        try FileManager.default.copyItem(atPath: village.installation.register, toPath: other)
        let households = try String(contentsOfFile: other + "/households.csv", encoding: .utf8)
        var lines = households.components(separatedBy: "\n")
        lines[3] = lines[3].replacingOccurrences(of: ",g", with: ",no grid ")
        try lines.joined(separator: "\n").write(toFile: other + "/households.csv", atomically: true, encoding: .utf8)

        let refused = try await village.tocsin(["register", "import", other])
        #expect(refused.ending == .exited(1), "\(refused)")
        #expect(refused.errors.contains("\(other)/households.csv:4:"), "\(refused)")
        let watch = JournalWatch(village.installation.data)
        try watch.catchUp()
        #expect(watch.index["register.adopted"] == 1)

        try households.write(toFile: other + "/households.csv", atomically: true, encoding: .utf8)
        let imported = try await village.tocsin(["register", "import", other])
        #expect(imported.isSuccess, "\(imported)")
        try await watch.until("the new register is adopted") { $0["register.adopted"] == 2 }
        #expect(service.ending == nil)
        #expect(await service.stop() == .exited(0))
    }

    @Test func brokerRefusesTheLoginUntilThePasswordIsRight() async throws {
        let village = try await Village(nil)
        defer { village.remove() }
        let wrong = village.installation.folder + "/wrong-password"
        try "not-this-one".write(toFile: wrong, atomically: true, encoding: .utf8)
        var environment = village.environment
        environment["TOCSIN_MQTT_PASSWORD_FILE"] = wrong
        let service = try village.installation.serve(environment: environment)
        try await eventually("/readyz says that the login is refused", within: 60, standing: { village.installation.log }) {
            guard let answer = await village.installation.readiness(), answer.status == 503 else { return false }
            let said = try JSONValue(text: answer.body)
            return said["broker"] == .bool(false) && said["journal"] == .bool(true) && said["register"] == .bool(true)
                && said["reasons"].texts.contains { $0.localizedCaseInsensitiveContains("refused the login") }
        }
        #expect(await LocalHTTP.get(village.installation.httpPort, "/healthz")?.status == 200)
        // The password becomes right at the broker.
        try ChildProcess.run(
            "/usr/bin/mosquitto_passwd", ["-b", village.broker.folder + "/passwords", "tocsin", "not-this-one"])
        kill(try #require(village.broker.processID), SIGHUP)
        try await village.installation.ready(service)
        #expect(await service.stop() == .exited(0))
    }

    @Test func withoutSourcesEveryAlertWaitsForAPerson() async throws {
        let village = try await Village(nil) { installation in
            let text = try String(contentsOfFile: installation.file, encoding: .utf8)
            let end = text.range(of: "sources:")?.lowerBound ?? text.endIndex
            try (text[..<end] + "sources: []\n").write(toFile: installation.file, atomically: true, encoding: .utf8)
        }
        defer { village.remove() }
        let checked = try await village.tocsin(["check"])
        #expect(checked.description.contains("sources"), "\(checked)")
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(village.installation.data)
        let (kept, dropped) = (AlertText("held-and-approved"), AlertText("held-and-rejected"))
        try await village.send(kept.xml)
        try await village.send(dropped.xml)
        for alert in [kept, dropped] {
            let held = try await watch.line("alert.held") { $0["alert"].text == alert.id }
            #expect(held.data["reason"].text == "source")
        }
        #expect(watch.index["alert.accepted"] == 0)
        let approved = try await village.tocsin(["alert", "approve", kept.id])
        #expect(approved.isSuccess, "\(approved)")
        try await watch.line("alert.accepted") { $0["alert"].text == kept.id }
        let rejected = try await village.tocsin(["alert", "reject", dropped.id])
        #expect(rejected.isSuccess, "\(rejected)")
        try await watch.line("alert.rejected") { $0["alert"].text == dropped.id }
        let again = try await village.tocsin(["alert", "approve", dropped.id])
        #expect(again.ending == .exited(1) && again.errors.contains(dropped.id), "\(again)")
        #expect(watch.index["alert.accepted"] == 1)
        #expect(await service.stop() == .exited(0))
    }
}
