import Alerts
import BenchmarkSupport
import Community
import Coverage
import Dissemination
import Engine
import Foundation
import Glibc
import Record
import Storage
import TestSupport

/// How long a service takes to come back with a long journal: `bench-restart [ENTRIES] [FOLDER]`.
@main
struct Main {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        let count = arguments.first.flatMap { Int($0) } ?? 1_000_000
        let folder = "\(arguments.dropFirst().first ?? NSTemporaryDirectory())/bench-restart-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteJournal(folder: folder, since: "the benchmark's start")
        let community = try BenchmarkCommunity(households: 12_000, loudspeakers: 1000, reach: 60)
        let years = try Years(community, store: store)
        try years.write(entries: count)
        print("\(try store.count()) entries: \(years.counts)")

        let clock = ContinuousClock()
        var tree = MerkleTree()
        let reading = try clock.measure { try store.forEachLine(from: 0) { _, _ in } }
        let hashing = try clock.measure { try store.forEachLine(from: 0) { _, line in tree.append(line) } }
        print("reading the lines alone: \(seconds(reading)) s; reading and hashing them: \(seconds(hashing)) s")
        for _ in 0..<3 {
            let before = rusage.now().processorSeconds
            var writer: JournalWriter?
            let time = try clock.measure { writer = try JournalWriter(store: store, setting: years.setting) }
            let work = rusage.now().processorSeconds - before
            let open = try writer?.read { $0.coverage.order.count } ?? 0
            let share = String(format: "%.2f", time / .seconds(10))
            print(
                "restart: \(seconds(time)) s (processor \(String(format: "%.2f", work)) s), \(open) alerts open; "
                    + "\(share) of the 10 s allowed")
        }
    }

    private static func seconds(_ time: Duration) -> String { String(format: "%.2f", time / .seconds(1)) }
}
