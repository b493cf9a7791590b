import Alerts
import Foundation
import Record
import Storage

/// How long commits take and how fast the journal is read back: `bench-journal [FOLDER]`, a folder on the disk to measure.
@main
struct Main {
    static func main() throws {
        let parent = CommandLine.arguments.dropFirst().first ?? NSTemporaryDirectory()
        let folder = "\(parent)/bench-journal-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let journal = try SQLiteJournal(folder: folder, since: "2026-07-01T14:03:05.120+08:00")
        for (size, commits) in [(1, 4000), (10, 4000), (100, 2000), (1000, 500), (5000, 150)] {
            try measure(journal, lines: size, commits: commits)
        }
        let clock = ContinuousClock()
        var (count, bytes, tree) = (0, 0, MerkleTree())
        let read = try clock.measure {
            try journal.forEachLine(from: 0) { _, line in
                count += 1
                bytes += line.count + 1
            }
        }
        print("read back: \(count) lines, \(figure(Double(bytes) / (read / .seconds(1)) / 1e6)) MB/s")
        let grown = try clock.measure {
            while true {
                let page = try journal.lines(from: tree.size, bytes: 4 << 20)
                guard !page.isEmpty, tree.append(page) else { return }
            }
        }
        print("read back with tree: \(figure(Double(bytes) / (grown / .seconds(1)) / 1e6)) MB/s")
    }

    private static func measure(_ journal: SQLiteJournal, lines size: Int, commits: Int) throws {
        let clock = ContinuousClock()
        var times: [Double] = []
        for _ in 0..<commits {
            let lines = entries(from: try journal.count(), count: size)
            times.append(try clock.measure { try journal.commit(JournalBatch(lines: lines)) } / .microseconds(1))
        }
        times.sort()
        let parts = [0.5, 0.9, 0.99].map { figure(times[Int(Double(commits - 1) * $0)]) }
        let mean = times.reduce(0, +) / Double(commits)
        let shares = "p50 \(parts[0]), p90 \(parts[1]), p99 \(parts[2])"
        print("\(size) lines a commit: mean \(figure(mean)), \(shares), most \(figure(times[commits - 1])) µs")
    }

    private static func figure(_ value: Double) -> String { String(format: "%.0f", value) }

    private static func entries(from first: Int, count: Int) -> JournalLines {
        var lines = JournalLines(first: first)
        for number in first..<first + count {
            let at = Timestamp(moment: Moment(milliseconds: 1_782_885_785_120 + Int64(number)), offsetMinutes: 480)
            lines.append(at: at, type: "receipt.accepted") { bytes in
                bytes += Array(
                    """
                    {"alert":"9f86d081884c7d65","device":"ls-\(number % 24)","channel":"loudspeaker","stage":"presented",\
                    "delivery":"\(HexDigits.text(UInt64(number) &* 0x9E37_79B9_7F4A_7C15))","plays":3,\
                    "startedAt":"2026-07-01T14:03:05.120+08:00"}
                    """.utf8)
            }
        }
        return lines
    }
}
