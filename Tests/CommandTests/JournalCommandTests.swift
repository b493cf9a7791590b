import Alerts
import Foundation
import Record
import Testing

@testable import tocsin

@Suite struct JournalCommandTests {
    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func aBundleVerifiesWithoutAnythingElse() async throws {
        let folder = try TemporaryFolder()
        try SampleJournal().writeBundle(folder)
        let outcome = try await Command.run(["journal", "verify", folder.url.path, "--figures", "--config", "/nowhere"])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains("signature genuine"))
        #expect(outcome.output.contains("未经外部见证"))
        #expect(outcome.output.contains("1 coverages, 0 assessments"))
    }

    @Test func filesVerifyOneByOneAndAgainstAWitness() async throws {
        let folder = try TemporaryFolder()
        let journal = try SampleJournal()
        try journal.writeBundle(folder)
        let arguments = [
            "journal", "verify", folder.path("journal.jsonl"), "--checkpoint", folder.path("checkpoint"), "--key",
            journal.key.verifierKey.description, "--witness", folder.path("checkpoint"), "--json",
        ]
        let outcome = try await Command.run(arguments)
        #expect(outcome.status == 0, "\(outcome)")
        let members = try json(outcome.output)
        #expect(members["consistent"] as? Bool == true)
        #expect(members["signatureGenuine"] as? Bool == true)
        #expect(members["witnesses"] as? Int == 1)
    }

    @Test func aChangedByteNamesTheLine() async throws {
        let folder = try TemporaryFolder()
        let journal = try SampleJournal()
        // A reading that stays JSON and in order, so that only the tree can tell.
        let text = String(decoding: journal.lines.bytes, as: UTF8.self).replacing(
            "\"version\":\"test\"", with: "\"version\":\"tests\"")
        try journal.writeBundle(folder, lines: Array(text.utf8))
        let outcome = try await Command.run(["journal", "verify", folder.url.path])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the first changed line is one of 1 to"))
        #expect(outcome.output.contains("INCONSISTENT"))
    }

    @Test func aLineOutOfPlaceIsNamed() async throws {
        let folder = try TemporaryFolder()
        let journal = try SampleJournal()
        var lines = String(decoding: journal.lines.bytes, as: UTF8.self).split(separator: "\n")
        lines.remove(at: 3)
        try journal.writeBundle(folder, lines: Array((lines.joined(separator: "\n") + "\n").utf8))
        let outcome = try await Command.run(["journal", "verify", folder.url.path])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("line 4 (seq 3)"))
    }

    @Test func figuresThatDoNotFollowAreNamed() async throws {
        let folder = try TemporaryFolder()
        let journal = try SampleJournal()
        let text = String(decoding: journal.lines.bytes, as: UTF8.self)
        let forged = text.replacing("\"missing\":{\"households\":1", with: "\"missing\":{\"households\":0")
        #expect(forged != text)
        let path = try folder.write(forged, to: "forged.jsonl")
        let outcome = try await Command.run(["journal", "verify", path, "--figures"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("missing.households says 0, the lines give 1"), "\(outcome)")
        #expect(outcome.errors.contains("line \(journal.lines.count) "))
    }

    @Test func exportIsTheLinesByteForByte() async throws {
        let folder = try TemporaryFolder()
        let journal = try SampleJournal()
        let configuration = try journal.writeData(folder)
        let whole = try await Command.run(["journal", "export", "--config", configuration])
        #expect(whole.status == 0, "\(whole)")
        #expect(Array(whole.output.utf8) == journal.lines.bytes)
        let part = try await Command.run(["journal", "export", "--from", "2", "--limit", "3", "--config", configuration])
        let lines = String(decoding: journal.lines.bytes, as: UTF8.self).split(separator: "\n")
        #expect(part.output == lines[2..<5].map { $0 + "\n" }.joined())
    }

    @Test func theOwnJournalIsReadBesideTheService() async throws {
        let folder = try TemporaryFolder()
        let journal = try SampleJournal()
        let configuration = try journal.writeData(folder)
        let verified = try await Command.run(["journal", "verify", "--figures", "--json", "--config", configuration])
        #expect(verified.status == 0, "\(verified)")
        #expect(try json(verified.output)["lines"] as? Int == journal.lines.count)
        let checkpoint = try await Command.run(["journal", "checkpoint", "--config", configuration])
        #expect(checkpoint.output == (try journal.checkpoint().description))
        let key = try await Command.run(["journal", "key", "--config", configuration])
        #expect(key.output == journal.key.verifierKey.description + "\n")
        let shown = try await Command.run(["journal", "show", "--type", "alert.", "--config", configuration])
        #expect(shown.output.contains("暴雨 red, 3 households by whole, from county"), "\(shown)")
        let filtered = try await Command.run([
            "journal", "show", "--alert", SampleJournal.alert.description, "--json", "--config", configuration,
        ])
        #expect(filtered.output.split(separator: "\n").count == 5)
    }

    @Test func coverageSaysWhoIsMissingAndWhy() async throws {
        let folder = try TemporaryFolder()
        let configuration = try SampleJournal().writeData(folder)
        let text = try await Command.run(["coverage", "--config", configuration])
        #expect(text.status == 0, "\(text)")
        #expect(text.output.contains("66.66%，尚有1户未覆盖"))
        #expect(text.output.contains("无渠道可达 no channel reaches it"))
        #expect(!text.output.contains("\u{1B}"))
        let machine = try await Command.run(["coverage", SampleJournal.alert.description, "--json", "--config", configuration])
        let members = try json(machine.output)
        #expect(members["rate"] as? Double == 0.66666)
        #expect(members["withinDeadline"] as? Bool == false)
        #expect(members["alert"] as? String == SampleJournal.alert.description)
        let unknown = try await Command.run(["coverage", "ffffffffffffffff", "--config", configuration])
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("no accepted alert has the id"))
    }

    @Test func scoreIsNeverWithoutEvidence() async throws {
        let folder = try TemporaryFolder()
        let configuration = try SampleJournal().writeData(folder)
        let arguments = ["score", "--from", "2026-01-01", "--to", "2026-06-30", "--config", configuration]
        let machine = try await Command.run(arguments + ["--json"])
        #expect(machine.status == 0, "\(machine)")
        let members = try json(machine.output)
        #expect(members["item"] as? String == "4.7")
        #expect(members["suggested"] is NSNull)
        let text = try await Command.run(arguments)
        #expect(text.output.contains("依据不足"))
        #expect(text.output.contains("未经外部见证"))
    }
}
