import Glibc

extension JournalVerification {
    /// Verifies a file of lines; `-` is standard input.
    public func verify(path: String) throws(JournalFileError) -> JournalReport {
        guard path != "-" else { return try verify(descriptor: STDIN_FILENO, path: "standard input") }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw JournalFileError(path: path, code: errno) }
        defer { close(file) }
        posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
        return try verify(descriptor: file, path: path)
    }

    private func verify(descriptor: Int32, path: String) throws(JournalFileError) -> JournalReport {
        var verifier = verifier()
        var current = LineBlock()
        var next = LineBlock()
        try current.fill(from: descriptor, path: path)
        while true {
            let lines = current.wholeLines
            guard !lines.isEmpty else {
                guard current.isAtLimit else { break }
                var report = report(verifier)
                report.findings.insert(.tooLong(seq: verifier.lines, bytes: LineBlock.limit), at: 0)
                return report
            }
            next.begin(with: current.rest)
            var failure: JournalFileError?
            // The bytes are read rather than mapped: a mapped file that shrinks meanwhile would end the process.
            verifier.read(lines) {
                do throws(JournalFileError) { try next.fill(from: descriptor, path: path) } catch { failure = error }
            }
            if let failure { throw failure }
            swap(&current, &next)
        }
        return report(verifier)
    }
}

/// Why a file could not be read.
public struct JournalFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The errno that the system gave.
    public let code: Int32

    /// An error by its parts.
    public init(path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    /// What is wrong, in a sentence.
    public var description: String { "Could not read \(path): \(String(cString: strerror(code)))." }
}

/// Memory for some megabytes of lines, and what was read of them.
private struct LineBlock: ~Copyable {
    /// The longest line that is read; the journal's own are far shorter.
    static let limit = 256 << 20

    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 << 20, alignment: 64)
    private var count = 0
    private var isAtEnd = false

    deinit { memory.deallocate() }

    /// Whether the block holds the beginning of a line that is longer than the limit.
    var isAtLimit: Bool { count >= LineBlock.limit }

    /// The lines that are whole: those with a newline, and at the end of the file also the last one.
    var wholeLines: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: memory[..<wholeCount]) }

    /// The beginning of a line whose rest is still to be read.
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[wholeCount..<count]) }

    private var wholeCount: Int {
        guard !isAtEnd else { return count }
        return memory[..<count].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    }

    /// Empties the block but for the beginning of a line.
    mutating func begin(with rest: UnsafeRawBufferPointer) {
        count = 0
        while memory.count < rest.count * 2 { grow() }
        memory.copyMemory(from: rest)
        count = rest.count
    }

    /// Reads until the block is full, or holds at least one whole line, or the file ends.
    mutating func fill(from descriptor: Int32, path: String) throws(JournalFileError) {
        while !isAtEnd {
            if count == memory.count {
                guard wholeCount == 0, !isAtLimit else { return }
                grow()
            }
            let amount = Glibc.read(descriptor, memory.baseAddress! + count, memory.count - count)
            if amount < 0 {
                guard errno == EINTR else { throw JournalFileError(path: path, code: errno) }
            } else {
                isAtEnd = amount == 0
                count += amount
            }
        }
    }

    private mutating func grow() {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: memory.count * 2, alignment: 64)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        memory.deallocate()
        memory = larger
    }
}
