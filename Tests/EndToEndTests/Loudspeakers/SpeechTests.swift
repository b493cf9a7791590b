import Crypto
import Foundation
import Record
import TestSupport
import Testing

/// Speech, end to end: a loudspeaker is told an address, and what it fetches there is the text as sound.
@Suite(.serialized) struct SpeechTests {
    private static let plan = Village.Plan(households: 60, grids: 2, loudspeakers: 2, displays: 1, gateways: 0)

    @Test func aLoudspeakerFetchesWhatItIsToPlay() async throws {
        let village = try await Village(Self.plan)
        defer { village.remove() }
        var environment = village.environment
        environment["TOCSIN_SPEECH"] = "espeak-ng"
        environment["TOCSIN_HTTP_PUBLIC_URL"] = "http://127.0.0.1:\(village.installation.httpPort)"
        var service = try await village.installation.serveReady(environment: environment)
        let speaker = try await TestDevice("ls-01", village.broker)
        let screen = try await TestDevice("ds-01", village.broker)
        let alert = AlertText("spoken") { $0.severity = "Extreme" }
        try await village.send(alert.xml)
        // The first command does not wait for a machine that is busy; one of those that follow has it then.
        let command = try await speaker.client.json("device/ls-01/command", "the sound's address", within: 90) {
            $0["action"].text == "present" && $0["audio"]["url"].text != nil
        }
        #expect(try await screen.command("present", of: alert.id)["audio"] == .null, "screens get none")
        let (url, sha256) = (try #require(command["audio"]["url"].text), try #require(command["audio"]["sha256"].text))
        #expect(url == "http://127.0.0.1:\(village.installation.httpPort)/audio/\(sha256).wav")
        let bytes = try await fetched(url, village)
        #expect(SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == sha256)
        // Seven characters, 22,050 samples of two bytes a second.
        let header = Array(bytes.prefix(44))
        #expect(
            String(decoding: header[0..<4], as: UTF8.self) == "RIFF" && String(decoding: header[8..<12], as: UTF8.self) == "WAVE")
        #expect(((bytes.count - 44) / 44_100) >= 1 && ((bytes.count - 44) / 44_100) <= 10, "\(bytes.count) bytes")

        // An address that was given away holds after a restart.
        #expect(await service.stop() == .exited(0))
        service = try await village.installation.serveReady(environment: environment)
        #expect(try await fetched(url, village) == bytes)
        let other = url.replacing(sha256, with: String(repeating: "0", count: 64))
        #expect(await LocalHTTP.get(village.installation.httpPort, URL(string: other)?.path ?? "")?.status == 404)
        #expect(await service.stop() == .exited(0))
    }

    private func fetched(_ url: String, _ village: Village) async throws -> Data {
        let file = village.installation.folder + "/fetched.wav"
        let got = try await Executables.run("/usr/bin/curl", ["-sf", "-o", file, url])
        guard got.isSuccess else { throw NotInTime("\(url) can be fetched: \(got)") }
        return try Data(contentsOf: URL(filePath: file))
    }

    @Test func withoutTheProgramTheWarningGoesOutAsText() async throws {
        let village = try await Village(Self.plan)
        defer { village.remove() }
        var environment = village.environment
        environment["TOCSIN_SPEECH"] = "/nonexistent/espeak-ng"
        let service = try await village.installation.serveReady(environment: environment)
        let speaker = try await TestDevice("ls-01", village.broker)
        let alert = AlertText("text only") { $0.severity = "Extreme" }
        try await village.send(alert.xml)
        let command = try await speaker.command("present", of: alert.id)
        #expect(command["audio"] == .null && command["text"].text?.isEmpty == false)
        #expect(village.installation.log.contains("there is no speech"))
        let checked = try await village.tocsin(["check"], environment: environment)
        #expect(checked.ending == .exited(1) && "\(checked)".contains("speech"), "\(checked)")
        #expect("\(checked)".contains("apt-get install espeak-ng"))
        #expect(await service.stop() == .exited(0))
    }
}
