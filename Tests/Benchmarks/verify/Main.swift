import Alerts
import Crypto
import Foundation
import Record

/// How fast a journal is verified, against plain SHA-256 over the same lines in the same run: `bench-verify [LINES]`.
@main
struct Main {
    static func main() throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        let path = NSTemporaryDirectory() + "bench-verify-\(ProcessInfo.processInfo.processIdentifier).jsonl"
        defer { unlink(path) }
        let lines = journal(count)
        try Data(lines.bytes).write(to: URL(fileURLWithPath: path))
        var tree = MerkleTree()
        _ = tree.append(lines)
        let key = SigningKey(generatedFor: Checkpoint.origin(community: "110101001001"))
        let note = try key.sign(Checkpoint(origin: key.verifierKey.name, size: tree.size, root: tree.root))
        let verification = try JournalVerification(checkpoint: note, key: key.verifierKey)
        print("\(count) lines, \(lines.bytes.count / count) bytes each, best of 5")

        let whole = best { _ = SHA256.hash(data: lines.bytes) }
        let single = best {
            lines.forEach { _, line in
                var hash = SHA256()
                hash.update(bufferPointer: line)
                _ = hash.finalize()
            }
        }
        let verified = best {
            let report = try? verification.verify(path: path)
            precondition(report?.isConsistent == true && report?.isSignatureGenuine == true)
        }
        let grown = best {
            var tree = MerkleTree()
            lines.forEach { _, line in tree.append(line) }
        }
        show("SHA-256 over the bytes in one piece", whole, lines.bytes.count, whole, single)
        show("SHA-256 of each line", single, lines.bytes.count, whole, single)
        show("tree, line by line, one thread", grown, lines.bytes.count, whole, single)
        show("journal verify: file, entries, tree, signature", verified, lines.bytes.count, whole, single)
    }

    /// Seconds that passed, and seconds that processors worked; on a busy machine only the latter tell something.
    private struct Cost {
        var wall: Double
        var processor: Double
    }

    private static func show(_ name: String, _ cost: Cost, _ bytes: Int, _ whole: Cost, _ single: Cost) {
        let wall = [Double(bytes) / cost.wall / 1e6, single.wall / cost.wall, whole.wall / cost.wall]
        let processor = [single.processor / cost.processor, whole.processor / cost.processor]
        let figures = (wall + processor).map { String(format: "%.2f", $0) }
        print(
            "\(name): \(figures[0]) MB/s; to SHA-256 line by line \(figures[1]), in one piece \(figures[2]);",
            "by processor time \(figures[3]) and \(figures[4])")
    }

    private static func best(_ body: () -> Void) -> Cost {
        let clock = ContinuousClock()
        let costs = (0..<5).map { _ in
            let start = processorTime()
            let wall = clock.measure(body) / .seconds(1)
            return Cost(wall: wall, processor: processorTime() - start)
        }
        return Cost(wall: costs.map(\.wall).min() ?? 0, processor: costs.map(\.processor).min() ?? 0)
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func journal(_ count: Int) -> JournalLines {
        var lines = JournalLines(first: 0)
        for number in 0..<count {
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
