import Alerts
import Foundation
import Record

/// A repeatable source of chance (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tocsin-record-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }
}

/// A small journal with its key.
struct Sample {
    static let origin = Checkpoint.origin(community: "110101001001")

    let key: SigningKey
    let lines: JournalLines

    init(lines count: Int, padding: (Int) -> Int = { _ in 0 }) throws {
        guard let key = SigningKey(name: Sample.origin, seed: Array(0..<32)) else { throw NoteError.key("seed") }
        self.key = key
        lines = Sample.lines(count, padding: padding)
    }

    static func lines(_ count: Int, padding: (Int) -> Int = { _ in 0 }) -> JournalLines {
        var lines = JournalLines(first: 0)
        for number in 0..<count {
            let at = Timestamp(moment: Moment(milliseconds: 1_782_885_785_120 + Int64(number / 3)), offsetMinutes: 480)
            lines.append(at: at, type: "receipt.accepted") { bytes in
                let text = "暴雨" + String(repeating: "x", count: padding(number))
                bytes += Array(#"{"device":"ls-\#(number % 24)","text":"\#(text)"}"#.utf8)
            }
        }
        return lines
    }

    /// The bytes of each line, without newlines.
    var split: [[UInt8]] { lines.bytes.split(separator: 0x0A).map(Array.init) }

    func note(size: Int) throws -> SignedNote {
        var tree = MerkleTree()
        lines.forEach { seq, line in if seq < size { tree.append(line) } }
        return try key.sign(Checkpoint(origin: Sample.origin, size: size, root: tree.root))
    }

    func verify(
        _ bytes: [UInt8], size: Int? = nil, others: [SignedNote] = []
    ) throws -> JournalReport {
        let folder = try TemporaryFolder()
        let verification = try JournalVerification(
            checkpoint: try note(size: size ?? lines.count), others: others, key: key.verifierKey)
        return try verification.verify(path: folder.write("journal.jsonl", bytes))
    }
}
