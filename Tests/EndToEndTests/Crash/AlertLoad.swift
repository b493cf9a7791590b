import Foundation
import Simulation
import Synchronization
import TestSupport

/// Alerts that go on coming while the service is killed: group after group of a new alert, the same again, an Update, another
/// alert and a Cancel, each sent until the broker has it.
final class AlertLoad: Sendable {
    private let village: Village
    private let accounts = Mutex<[SourceAccount]>([])
    private let ending = Mutex(false)

    /// A load for a village; writes the files that it sends.
    init(_ village: Village) throws {
        self.village = village
        for (name, severity) in [("blue", "Minor"), ("yellow", "Moderate"), ("red", "Extreme")] {
            var alert = AlertText("11010041600000_20260701140305")
            alert.severity = severity
            try alert.xml.write(toFile: "\(village.installation.folder)/\(name).xml", atomically: true, encoding: .utf8)
        }
    }

    /// The messages that were sent so far.
    var messages: [SourceAccount.Message] { accounts.withLock { $0.flatMap(\.messages) } }

    /// Ends after the group that is being sent.
    func finish() { ending.withLock { $0 = true } }

    /// Sends groups until it is told to finish.
    func run() async throws {
        var group = 0
        while !ending.withLock({ $0 }) {
            try await send(steps(of: group), name: "group-\(group)")
            group += 1
        }
    }

    /// Sends a schedule and keeps the account of it.
    func send(_ steps: [String], name: String) async throws {
        let file = "\(village.installation.folder)/\(name)"
        try steps.joined(separator: "\n").write(toFile: file + ".jsonl", atomically: true, encoding: .utf8)
        let sent = try await village.source(["--schedule", file + ".jsonl", "--account", file + ".json", "--patience", "60"])
        guard sent.isSuccess else { throw NotInTime("the source sends \(name): \(sent)") }
        let account = try JSONDecoder().decode(SourceAccount.self, from: Data(contentsOf: URL(filePath: file + ".json")))
        accounts.withLock { $0.append(account) }
    }

    private func steps(of group: Int) -> [String] {
        let second = group % 3 == 2 ? "red" : "yellow"
        return [
            #"{"at":0,"file":"blue.xml","step":"first"}"#,
            #"{"at":0.3,"again":"first"}"#,
            #"{"at":0.6,"again":"first","changed":true}"#,
            #"{"at":4,"file":"blue.xml","step":"update","msgType":"Update","references":["first"]}"#,
            #"{"at":8,"file":"\#(second).xml","step":"second"}"#,
            #"{"at":11,"file":"blue.xml","msgType":"Cancel","references":["\#(group % 2 == 0 ? "update" : "second")"]}"#,
            #"{"at":18,"again":"update"}"#,
        ]
    }
}
