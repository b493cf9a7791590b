import Foundation
import Testing

@testable import tocsin

@Suite struct CommandLineTests {
    static let commands = [
        "", "serve", "check", "register", "register import", "alert", "alert compose", "alert approve", "alert reject", "send",
        "drill",
        "drill declare", "door", "door record", "door round", "door void", "cap", "cap validate", "coverage", "score", "journal",
        "journal export", "journal verify",
        "journal show",
        "journal checkpoint", "journal key", "user", "user add", "user list", "user remove", "user password", "user role",
        "user token", "gateways",
    ]

    /// Set `RECORD_GOLDEN=1` to write the golden files anew after a change that is meant.
    @Test(arguments: commands) func helpIsAsItWas(_ command: String) async throws {
        let outcome = try await Command.run(["help"] + command.split(separator: " ").map(String.init))
        #expect(outcome.status == 0)
        let name = command.isEmpty ? "tocsin" : command.replacing(" ", with: "-")
        let golden = Command.package.appendingPathComponent("Tests/CommandTests/Golden/help-\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(outcome.output.utf8).write(to: golden)
        } else {
            #expect(outcome.output == (try String(contentsOf: golden, encoding: .utf8)))
        }
    }

    @Test(arguments: [
        ["coverage", "--no-such"], ["nonsense"], ["cap", "validate"], ["score", "--from", "2026-02-30"],
        ["score", "--from", "2026-02-02", "--to", "2026-01-01"], ["journal", "export", "--from", "-1"],
        ["alert", "--exercise", "--test", "--event", "x"], ["alert", "approve", "12"], ["drill", "declare", "--name", "x"],
        ["door", "record", "1-1-101", "--result", "seen", "--at", "1h", "--by", "x"], ["door", "void", "12", "--by", "x"],
    ])
    func wrongUsageIs64(_ arguments: [String]) async throws {
        #expect(try await Command.run(arguments).status == 64)
    }

    @Test func validatesCAP() async throws {
        let samples = Command.package.appendingPathComponent("Tests/AlertsTests/Samples").path
        let good = try await Command.run(["cap", "validate", "\(samples)/oasis_a3_update_circle_radius0.xml"])
        #expect(good.status == 0, "\(good)")
        let bad = try await Command.run(["cap", "validate", "t_missing_scope.cap"], folder: URL(fileURLWithPath: samples))
        #expect(bad.status == 1)
        #expect(bad.output.contains("t_missing_scope.cap: error: cap.element.required: alert, line 2: scope is missing."))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(samples)/t_missing_scope.cap"))
        let piped = try await Command.run(["cap", "validate", "-", "--json"], input: bytes)
        #expect(piped.status == 1)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(piped.output.utf8)) as? [[String: Any]])
        #expect(rows.contains { $0["rule"] as? String == "cap.element.required" && $0["line"] as? Int == 2 })
        let absent = try await Command.run(["cap", "validate", "nowhere.xml"])
        #expect(absent.status == 1)
        #expect(absent.output.hasPrefix("nowhere.xml: error: file:"))
    }

    @Test func failuresSayWhatToDo() async throws {
        let folder = try TemporaryFolder()
        let configuration = try folder.write("community: c1\ndata: var\n", to: "tocsin.yaml")
        let coverage = try await Command.run(["coverage", "--config", configuration])
        #expect(coverage.status == 1)
        #expect(coverage.errors.contains("`tocsin serve` creates the journal"))
        let approve = try await Command.run(["alert", "approve", "0123456789abcdef", "--config", configuration])
        #expect(approve.status == 1)
        #expect(approve.errors.contains("no service is running"))
        let absent = try await Command.run(["coverage", "--config", "nowhere.yaml"])
        #expect(absent.status == 1)
        #expect(absent.errors.contains("nowhere.yaml: error: there is no such file"))
    }

    @Test func composesValidCAP() async throws {
        let folder = try TemporaryFolder()
        let configuration = try folder.write("community: \"110101001001\"\ndata: var\n", to: "tocsin.yaml")
        let composed = try await Command.run([
            "alert", "--event", "暴雨", "--colour", "red", "--headline", "暴雨红色预警", "--text", "请勿外出", "--expires", "6h", "--dry-run",
            "--config", configuration,
        ])
        #expect(composed.status == 0, "\(composed)")
        let judged = try await Command.run(["cap", "validate", "-"], input: Data(composed.output.utf8))
        #expect(judged.status == 0)
        #expect(judged.output.isEmpty)
        #expect(composed.output.contains("<severity>Extreme</severity>"))
    }

    @Test func checkSaysWhatIsWrongAndWhere() async throws {
        let folder = try TemporaryFolder()
        let shipped = Command.package.appendingPathComponent("Config").path
        let yaml = """
            community: "110101001001"
            data: var
            policy: \(shipped)/policy.yaml
            scoring: \(shipped)/scoring.yaml
            hazards: nowhere.yaml
            mqtt: {host: 127.0.0.1, port: 1}
            """
        let configuration = try folder.write(yaml, to: "tocsin.yaml")
        let outcome = try await Command.run(["check", "--config", configuration])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\(configuration):1:1: warning: sources is empty"))
        #expect(outcome.output.contains("nowhere.yaml: error: there is no such file"))
        #expect(outcome.output.contains("\(configuration):6:1: error: No connection to the MQTT broker at 127.0.0.1 port 1"))
        #expect(outcome.output.contains("and none was imported yet"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("var")))
        let machine = try await Command.run(["check", "--json", "--config", configuration])
        #expect(machine.status == 1)
        #expect(try JSONSerialization.jsonObject(with: Data(machine.output.utf8)) is [[String: Any]])
    }
}
