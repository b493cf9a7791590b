import Crypto
import Foundation
import Record
import TestSupport
import Testing

/// Commands beside the running service, and the journal as an outsider checks it.
@Suite struct CommandTests {
    @Test func composeSendAndImport() async throws {
        let village = try await Village { installation in
            // The service's own user may send as a source of its own name.
            try installation.change("tocsin.yaml", "source: cma", to: "source: tocsin")
        }
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(village.installation.data)
        let loudspeaker = try await TestDevice("ls-01", village.broker)

        let composed = try await village.tocsin([
            "alert", "--event", "暴雨", "--colour", "red", "--headline", "暴雨红色预警", "--text", "雨大，上高处。", "--expires", "6h",
            "--wait",
        ])
        #expect(composed.isSuccess, "\(composed)")
        let id = composed.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let command = try await loudspeaker.command("present", of: id)
        #expect(command["colour"].text == "red" && command["headline"].text == "暴雨红色预警")
        #expect(try await watch.line("alert.accepted") { $0["alert"].text == id }.data["findings"].elements.isEmpty)

        let sent = AlertText("sent-by-command")
        let file = village.installation.folder + "/alert.xml"
        try sent.xml.write(toFile: file, atomically: true, encoding: .utf8)
        let said = try await village.tocsin(["send", file])
        #expect(said.isSuccess && said.output.contains(sent.id), "\(said)")
        _ = try await loudspeaker.command("present", of: sent.id)

        let cancelled = try await village.tocsin(["alert", "--cancel", id, "--headline", "解除", "--text", "降雨已停止。"])
        #expect(cancelled.isSuccess, "\(cancelled)")
        _ = try await loudspeaker.command("withdraw", of: id)
        try await watch.line("alert.ended") { $0["alert"].text == id && $0["cause"].text == "cancelled" }

        let imported = try await village.tocsin(["register", "import", village.installation.register])
        #expect(imported.isSuccess, "\(imported)")
        try await watch.until("the register is adopted again") { $0["register.adopted"] == 2 }
        await loudspeaker.client.leave()
        #expect(await service.stop() == .exited(0))
    }

    /// The export's root and the checkpoint's signature, computed here from RFC 6962 and the signed-note format alone.
    @Test func exportAndCheckpointAsAnOutsiderChecksThem() async throws {
        let village = try await Village()
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: village.environment)
        try await village.send(AlertText("in-the-journal").xml)
        try await JournalWatch(village.installation.data).line("alert.accepted")
        #expect(await service.stop() == .exited(0))

        let exported = try await village.tocsin(["journal", "export"])
        let key = try await village.tocsin(["journal", "key"])
        let lines = exported.output.utf8.split(separator: 0x0A).map { Array($0) }
        let verifier = try #require(Verifier(key.output.trimmingCharacters(in: .newlines)))
        let last = try await village.tocsin(["journal", "checkpoint"]).output
        #expect(try expect(last, by: verifier, lines) == lines.count, "after a clean stop it covers every line")
        // The last lines are written when the connection is gone already, so what the broker retains may be a little older.
        let retained = try #require(try await village.retainedText("journal/checkpoint"))
        #expect(try expect(retained, by: verifier, lines) >= lines.count - 4)
        let bytes = lines.map { String(decoding: $0, as: UTF8.self) }.joined()
        #expect(!bytes.contains("示例一") && !bytes.contains("19990000001"), "no names, no phone numbers")
    }

    /// Checks a checkpoint against the lines that it covers, and gives their number.
    private func expect(_ checkpoint: String, by verifier: Verifier, _ lines: [[UInt8]]) throws -> Int {
        let parts = checkpoint.components(separatedBy: "\n\n")
        let head = parts[0].split(separator: "\n")
        let size = try #require(Int(head[1]))
        #expect(head[0] == "tocsin/\(Installation.community)")
        #expect(head[2] == Data(Self.root(lines[..<min(size, lines.count)])).base64EncodedString())
        #expect(verifier.accepts(parts[1], over: parts[0] + "\n"))
        let forged = parts[0].replacingOccurrences(of: "\n\(size)\n", with: "\n\(size + 1)\n")
        #expect(!verifier.accepts(parts[1], over: forged + "\n"))
        return size
    }

    /// RFC 6962 §2.1.
    private static func root(_ lines: ArraySlice<[UInt8]>) -> [UInt8] {
        guard lines.count > 1 else { return Array(SHA256.hash(data: [0] + (lines.first ?? []))) }
        var split = 1
        while split * 2 < lines.count { split *= 2 }
        let middle = lines.startIndex + split
        return Array(SHA256.hash(data: [1] + root(lines[..<middle]) + root(lines[middle...])))
    }

    /// A note verifier key: `<name>+<key id>+<base64 of 0x01 and the key>`.
    private struct Verifier {
        let name: String
        let identifier: [UInt8]
        let key: Curve25519.Signing.PublicKey

        init?(_ text: String) {
            let parts = text.split(separator: "+", maxSplits: 2).map(String.init)
            guard parts.count == 3, let bytes = Data(base64Encoded: parts[2]), bytes.count == 33, bytes[0] == 1,
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst())
            else { return nil }
            // The key id is the beginning of SHA-256 over name, newline, algorithm and key.
            let digest = SHA256.hash(data: Data((parts[0] + "\n").utf8) + bytes).prefix(4)
            guard digest.map({ ($0 < 16 ? "0" : "") + String($0, radix: 16) }).joined() == parts[1] else { return nil }
            (name, identifier, self.key) = (parts[0], Array(digest), key)
        }

        func accepts(_ signature: String, over text: String) -> Bool {
            let line = signature.split(separator: "\n").first { $0.hasPrefix("— \(name) ") }
            guard let line, let bytes = Data(base64Encoded: String(line.dropFirst(name.count + 3))),
                bytes.prefix(4) == Data(identifier)
            else { return false }
            return key.isValidSignature(bytes.dropFirst(4), for: Data(text.utf8))
        }
    }
}
