import Alerts
import ArgumentParser
import Foundation
import Logging
import Simulation

/// `tocsin-sim source`: a source of alerts on a real broker.
struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source", abstract: "Send CAP files, at once or on a schedule.",
        discussion: """
            Files get a new identifier and new times, as of the moment of sending, unless --as-is is given or the schedule says \
            "fresh": false. Every message is sent at QoS 1 until the broker has it.

            A schedule is JSON Lines: "at" (seconds), "file" (relative to the schedule) or "again" (an earlier step), and optionally "step" \
            (a name), "changed", "fresh", "expiresIn" (seconds), "status", "msgType", "references" (names of steps), "geocode".

            Exits 0 if the broker has every message and somebody listens, else 1.
            """)

    @OptionGroup(title: "Broker") var broker: BrokerOptions
    @Option(help: "Name of the source.") var source = "county"
    @Option(help: "Schedule of what to send.") var schedule: String?
    @Option(name: .customLong("alert"), parsing: .upToNextOption, help: "Files to send at once, in this order.") var alerts:
        [String] = []
    @Flag(help: "Send the files of --alert byte for byte as they are.") var asIs = false
    @Option(help: "How many times faster than written the schedule runs, 0.01 to 10000.") var speed = 1.0
    @Option(help: "Seconds to wait for the broker's last answer.") var patience = 30.0
    @Option(help: "File for the account of the run, written at its end.") var account: String?

    func validate() throws {
        guard Identifier.isValid(source) else { throw ValidationError("--source must match \(Identifier.form).") }
        guard (schedule == nil) != alerts.isEmpty else { throw ValidationError("Give either --schedule FILE or --alert FILE….") }
        guard (0.01...10_000).contains(speed) else { throw ValidationError("--speed must be 0.01 to 10000.") }
        guard (0...86_400).contains(patience) else { throw ValidationError("--patience must be 0 to 86400 seconds.") }
    }

    func run() async throws {
        let (schedule, files) = try load()
        let run = SourceRun(
            source: source, community: broker.community, topics: broker.topics, access: try broker.access(),
            log: Logger(label: "tocsin-sim.source", factory: { StreamLogHandler.standardError(label: $0) }))
        let account = try await StopSignals.cancelling {
            try await run.run(schedule, files: files, speed: speed, patience: .milliseconds(Int64(patience * 1000))) { message in
                printNow(
                    [message.alert, message.status, message.msgType, message.file ?? message.again].map { $0 ?? "-" }.joined(
                        separator: "  "))
            }
        }
        if let file = self.account { try write(account.json(in: accountZone), to: file) }
        guard account.isComplete, account.messages.count == schedule.steps.count else {
            throw SimulatorFailure(failure(account, of: schedule))
        }
    }

    private func failure(_ account: SourceAccount, of schedule: Schedule) -> String {
        let acknowledged = account.messages.count { $0.result == .acknowledged }
        let rest = account.messages.filter { $0.result != .acknowledged }
        let words = rest.map { "\($0.file ?? $0.again ?? "-") is \($0.result.rawValue)" }.joined(separator: ", ")
        return "the broker has \(acknowledged) of \(schedule.steps.count) messages" + (words.isEmpty ? "" : ": \(words)")
    }

    private func load() throws -> (Schedule, [String: [UInt8]]) {
        guard let schedule else {
            let steps = alerts.map { ScheduleStep(at: 0, file: $0, fresh: !asIs) }
            return (Schedule(steps), try contents(of: alerts) { $0 })
        }
        let text = String(decoding: try read(schedule), as: UTF8.self)
        do {
            let read = try Schedule(jsonLines: text)
            let folder = URL(fileURLWithPath: schedule).deletingLastPathComponent()
            return (read, try contents(of: read.steps.compactMap(\.file)) { URL(fileURLWithPath: $0, relativeTo: folder).path })
        } catch let problem as Schedule.Problem {
            throw SimulatorFailure("\(schedule): \(problem)")
        }
    }

    private func contents(of files: [String], _ path: (String) -> String) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for file in files where contents[file] == nil { contents[file] = try read(path(file)) }
        return contents
    }
}
