import Alerts
import Dispatch

/// Goes over a journal's lines once, from the first on, on all processors: numbers and times of the entries, their JSON,
/// the tree, and its root at every size that a checkpoint speaks of. It needs nothing but the bytes.
public struct JournalVerifier: Sendable {
    /// The number of lines so far.
    public var lines: Int { tree.size }
    /// The number of bytes so far, newlines included.
    public private(set) var bytes = 0

    private(set) var tree = MerkleTree()
    private(set) var problem: (seq: Int, problem: LineProblem)?
    private(set) var roots: [Int: MerkleHash] = [:]
    private var lastAt: Moment?
    private let sizes: [Int]
    private let wanted: Set<Int>
    private let checksLines: Bool

    /// A verifier that computes the root at each of these sizes, and at the end.
    public init(sizes: some Sequence<Int>) { self.init(sizes: sizes, checksLines: true) }

    init(tree: MerkleTree = MerkleTree(), sizes: some Sequence<Int>, checksLines: Bool) {
        self.tree = tree
        wanted = Set(sizes)
        self.sizes = wanted.sorted()
        self.checksLines = checksLines
        roots[tree.size] = tree.root
    }

    /// Goes over the next lines.
    public mutating func read(_ lines: JournalLines) {
        var copy = lines.bytes
        copy.withUnsafeMutableBytes { read($0) {} }
    }

    /// Goes over the next whole lines, each followed by a newline but perhaps the last one. The bytes are used up: their
    /// newlines are overwritten. `meanwhile` runs beside the work, once; it brings the next bytes.
    mutating func read(_ block: UnsafeMutableRawBufferPointer, meanwhile: () -> Void) {
        let runs = JournalVerifier.parts(UnsafeRawBufferPointer(block))
        let counts = concurrently(runs.count) { LineRun.count(UnsafeRawBufferPointer(rebasing: block[runs[$0]])) }
        var firsts: [Int] = []
        var next = tree.size
        for count in counts {
            firsts.append(next)
            next += count
        }
        let cuts = sizes.filter { $0 > tree.size && $0 <= next }[...]
        let checksLines = checksLines
        let read: [LineRun?] = concurrently(runs.count + 1) { index in
            guard index > 0 else {
                meanwhile()
                return nil
            }
            var run = LineRun(first: firsts[index - 1], checksLines: checksLines)
            run.read(UnsafeMutableRawBufferPointer(rebasing: block[runs[index - 1]]), cuts: cuts)
            return run
        }
        for run in read { if let run { join(run) } }
        bytes += block.count
    }

    private mutating func join(_ run: LineRun) {
        if problem == nil, let lastAt, let firstAt = run.firstAt, firstAt < lastAt {
            problem = (tree.size, .time(found: firstAt, before: lastAt))
        }
        if problem == nil { problem = run.problem }
        lastAt = run.lastAt ?? lastAt
        for segment in run.segments {
            tree.append(segment)
            if wanted.contains(tree.size) { roots[tree.size] = tree.root }
        }
    }

    /// Parts a block after newlines, into pieces that fit a processor's cache.
    private static func parts(_ block: UnsafeRawBufferPointer) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        while start < block.count {
            let aim = min(start + partBytes, block.count)
            let end = block[(aim - 1)...].firstIndex(of: 0x0A).map { $0 + 1 } ?? block.count
            parts.append(start..<end)
            start = end
        }
        return parts
    }

    private static let partBytes = 128 << 10
}

/// Calls `body` for every index, on all processors at once, and returns what it gave in the order of the indexes.
private func concurrently<Value>(_ count: Int, _ body: (Int) -> Value) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
        // Each index is written by one call, and concurrentPerform returns only after the last one.
        nonisolated(unsafe) let buffer = buffer
        withoutActuallyEscaping(body) { body in
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: count) { index in
                (buffer.baseAddress! + index).initialize(to: body(index))
            }
        }
        initialized = count
    }
}
