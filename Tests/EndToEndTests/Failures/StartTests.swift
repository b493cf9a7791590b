import Foundation
import Record
import TestSupport
import Testing

/// What keeps the service from starting: it ends with status 1 and says what is wrong, where, and what to do.
@Suite struct StartTests {
    /// Runs `tocsin serve`, which is expected to end by itself.
    private func refusal(_ installation: Installation, environment: [String: String]? = nil) async throws -> Executables.Result {
        try await installation.tocsin(
            "serve", "--log-level", "warning", environment: environment ?? installation.environment(nil), within: 60)
    }

    private func expectRefusal(_ result: Executables.Result, says words: [String]) {
        #expect(result.ending == .exited(1), "\(result)")
        for word in words { #expect(result.errors.contains(word), "\(word) is missing: \(result)") }
        #expect(!result.errors.contains("Fatal error"), "\(result)")
    }

    /// An installation whose service has run for a moment, so that there are a journal and a key.
    private func used() async throws -> Installation {
        let installation = try Installation()
        let watch = JournalWatch(installation.data)
        // The second start moves what the first one wrote from the write-ahead log into the database file.
        for starts in 1...2 {
            let service = try installation.serve(environment: installation.environment(nil))
            try await watch.until("the service has started") { $0["service.started"] == starts && $0["register.adopted"] == 1 }
            // Only now it heeds SIGTERM.
            try await eventually("the service answers") { await LocalHTTP.get(installation.httpPort, "/healthz")?.status == 200 }
            #expect(await service.stop() == .exited(0))
        }
        return installation
    }

    @Test func journalDamagedInTheMiddle() async throws {
        let installation = try await used()
        defer { installation.remove() }
        let file = installation.data + "/journal.sqlite"
        let names = try FileManager.default.contentsOfDirectory(atPath: installation.data)
        #expect(FileManager.default.fileExists(atPath: file), "\(names)")
        // The pages with the households' lines, in the middle of the journal.
        var bytes = try Data(contentsOf: URL(filePath: file))
        let place = try #require(bytes.range(of: Data("register.households".utf8))).lowerBound / 4096 * 4096
        bytes.replaceSubrange(place..<(place + 3 * 4096), with: Data(repeating: 0xA5, count: 3 * 4096))
        try bytes.write(to: URL(filePath: file))
        expectRefusal(try await refusal(installation), says: [file, "damaged", "backup"])
        let verified = try await installation.tocsin("journal", "verify", environment: installation.environment(nil))
        #expect(verified.ending == .exited(1) && verified.errors.contains(file), "\(verified)")
    }

    @Test func keyMissingAlthoughTheJournalIsNotEmpty() async throws {
        let installation = try await used()
        defer { installation.remove() }
        try FileManager.default.removeItem(atPath: installation.data + "/signing-key")
        expectRefusal(try await refusal(installation), says: [installation.data + "/signing-key"])
        #expect(!FileManager.default.fileExists(atPath: installation.data + "/signing-key"), "a new key was made in silence")
    }

    @Test func keyThatOthersMayRead() async throws {
        let installation = try await used()
        defer { installation.remove() }
        let key = installation.data + "/signing-key"
        #expect(try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        expectRefusal(try await refusal(installation), says: [key, "600"])
    }

    @Test func registerBrokenAtTheFirstStart() async throws {
        let installation = try Installation()
        defer { installation.remove() }
        let line = try breakHouseholds(installation.register)
        expectRefusal(try await refusal(installation), says: ["households.csv:\(line):"])
        // Mended, it starts; nothing of the broken register stayed behind.
        try FileManager.default.removeItem(atPath: installation.register)
        try FileManager.default.copyItem(
            atPath: ShippedConfiguration.folder.appending(path: "community").path, toPath: installation.register)
        let service = try installation.serve(environment: installation.environment(nil))
        let adopted = try await JournalWatch(installation.data).line("register.adopted", within: 60)
        #expect(adopted.data["version"].integer ?? 1 == 1)
        #expect(await service.stop() == .exited(0))
    }

    @Test func registerOfAnotherCommunity() async throws {
        let installation = try Installation()
        defer { installation.remove() }
        try installation.change("community/community.yaml", Installation.community, to: "110101001002")
        expectRefusal(try await refusal(installation), says: ["community.yaml:", Installation.community])
        let environment = installation.environment(nil)
        let imported = try await installation.tocsin("register", "import", installation.register, environment: environment)
        let tried = try await installation.tocsin(
            "register", "import", "--dry-run", installation.register, environment: environment)
        for result in [imported, tried] {
            #expect(result.ending == .exited(1) && result.errors.contains("community.yaml:"), "\(result)")
        }
    }

    @Test func secondProcessOnTheSameJournal() async throws {
        let installation = try Installation()
        defer { installation.remove() }
        let service = try installation.serve(environment: installation.environment(nil))
        try await JournalWatch(installation.data).line("register.adopted", within: 60)
        var other = installation.environment(nil)
        other["TOCSIN_HTTP_PORT"] = "0"
        expectRefusal(try await refusal(installation, environment: other), says: ["process \(service.id)", "in use"])
        #expect(service.ending == nil)
        #expect(await service.stop() == .exited(0))
    }

    @Test func httpPortTaken() async throws {
        let installation = try Installation()
        defer { installation.remove() }
        let broker = try await Broker.launch()
        defer { broker.stop() }
        var environment = installation.environment(broker)
        environment["TOCSIN_HTTP_PORT"] = "\(broker.port)"
        expectRefusal(try await refusal(installation, environment: environment), says: ["\(broker.port)", "http.port"])
    }

    @Test func policyAboveTheCeiling() async throws {
        let installation = try Installation()
        defer { installation.remove() }
        try installation.change("policy.yaml", "display: {dispatched: sent", to: "display: {dispatched: reached")
        let line = try lineNumber(of: "display: {dispatched", in: installation.config + "/policy.yaml")
        for verb in ["serve", "check"] {
            let result = try await installation.tocsin(verb, environment: installation.environment(nil))
            #expect(result.ending == .exited(1) && result.description.contains("policy.yaml:\(line):"), "\(verb): \(result)")
        }
    }

    @Test func unknownKeyWithTheNearestName() async throws {
        let installation = try Installation()
        defer { installation.remove() }
        try installation.change("tocsin.yaml", "public-url:", to: "public-ulr:")
        let line = try lineNumber(of: "public-ulr:", in: installation.file)
        expectRefusal(try await refusal(installation), says: ["tocsin.yaml:\(line):", "public-ulr", "public-url"])
    }

    /// Puts a letter where a number of residents should be, and gives the line.
    private func breakHouseholds(_ register: String) throws -> Int {
        let file = register + "/households.csv"
        var lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
        var cells = lines[6].components(separatedBy: ",")
        cells[5] = "many"
        lines[6] = cells.joined(separator: ",")
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        return 7
    }

    private func lineNumber(of text: String, in file: String) throws -> Int {
        let lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
        return (lines.firstIndex { $0.contains(text) } ?? -2) + 1
    }
}
