import Alerts
import Crypto
import Foundation
import Logging
import TestSupport
import Testing

@testable import Channels

/// Texts made into sound by the real espeak-ng.
@Suite struct SpeechTests {
    private let folder = NSTemporaryDirectory() + "speech-" + UUID().uuidString

    private func speech(_ program: String = "espeak-ng") -> Speech {
        Speech(
            program: SpeechProgram(path: program), folder: folder, publicURL: "http://127.0.0.1:8080",
            logger: Logger(label: "speech")
        ) { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
    }

    private func made(_ speech: Speech, _ text: String, _ language: String) async throws -> Speech.State {
        var state = Speech.State.making
        try await eventually("the text is made", within: 60) {
            state = speech.sound(text, language: language)
            return state != .making
        }
        return state
    }

    @Test func aTextBecomesAFileThatItsHashNames() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let speech = speech()
        #expect(speech.sound("暴雨，上高处。", language: "zh-CN") == .making, "nobody waits")
        let sound = try #require(try await made(speech, "暴雨，上高处。", "zh-CN").ready)
        #expect(sound.url == "http://127.0.0.1:8080/audio/\(sound.sha256).wav")
        let path = try #require(speech.file(sha256: sound.sha256))
        let contents = try #require(FileManager.default.contents(atPath: path))
        let bytes = Array(contents)
        #expect(SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == sound.sha256)
        let first = try #require(WAVFile(bytes))
        // Nobody says seven characters in under a second, or takes ten for them.
        #expect((1000...10_000).contains(first.milliseconds))
        let long = try #require(try await made(speech, String(repeating: "暴雨，上高处。", count: 4), "zh-CN").ready)
        let longPath = try #require(speech.file(sha256: long.sha256))
        let longBytes = try #require(FileManager.default.contents(atPath: longPath))
        let other = try #require(WAVFile(Array(longBytes)))
        #expect(other.milliseconds > 2 * first.milliseconds)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2, "nothing else is left")
    }

    @Test func englishIsSpokenAsEnglishAndTheSameTextOnlyOnce() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let speech = speech()
        let text = "Heavy rain. Go to higher ground."
        let english = try #require(try await made(speech, text, "en-US").ready)
        #expect(try await made(speech, text, "en-US") == .ready(english))
        let chinese = try #require(try await made(speech, text, "zh-CN").ready)
        #expect(chinese != english, "another voice")
    }

    @Test func withoutTheProgramThereIsNoneAndNobodyWaits() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let speech = speech("/nonexistent/espeak-ng")
        #expect(try await made(speech, "暴雨", "zh-CN") == .none)
        #expect(speech.sound("暴雨", language: "zh-CN") == .none, "it is not tried again at once")
        #expect(throws: SpeechProgram.Failure.self) {
            try SpeechProgram(path: "/nonexistent/espeak-ng").check(in: NSTemporaryDirectory())
        }
        // A program that is there and makes nothing, and one that fails.
        for (program, failure) in [("true", SpeechProgram.Failure.noSound), ("false", .failed(1))] {
            #expect(throws: failure) { try SpeechProgram(path: program).check(in: NSTemporaryDirectory()) }
        }
    }

    @Test func onlyHashesNameFiles() {
        let speech = speech()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["", "..", String(repeating: "a", count: 63) + "/", String(repeating: "A", count: 64)] {
            #expect(speech.file(sha256: name) == nil)
        }
    }

    @Test(arguments: [
        ("zh-CN", "暴雨", "cmn"), ("zh", "Rain", "cmn"), ("en-US", "暴雨红色预警", "cmn"), ("en-US", "Rain", "en"),
        ("yue-HK", "暴雨", "yue"),
        ("fr", "Pluie", "fr"), ("--help", "Rain", "en"), ("", "Rain", "en"),
    ])
    func voices(_ language: String, _ text: String, _ voice: String) {
        #expect(SpeechVoice.name(of: language, text: text) == voice)
    }

    @Test func aFileThatIsCutOffIsNoSound() throws {
        var bytes = Array("RIFF".utf8) + [44, 0, 0, 0] + Array("WAVEfmt ".utf8) + [16, 0, 0, 0, 1, 0, 1, 0]
        bytes +=
            [0x22, 0x56, 0, 0, 0x44, 0xAC, 0, 0, 2, 0, 16, 0] + Array("data".utf8) + [8, 0, 0, 0] + Array(repeating: 1, count: 8)
        #expect(WAVFile(bytes)?.dataBytes == 8 && WAVFile(bytes)?.bytesPerSecond == 44_100)
        for length in 0..<bytes.count { #expect(WAVFile(Array(bytes.prefix(length))) == nil) }
    }
}
