import Foundation
public import TestSupport

/// A C program that sets the mark, compiled for this run.
public struct Baseline: Sendable {
    private let program: String

    /// Compiles it into a folder.
    public init(in folder: String, source name: String = "baseline.c", libraries: [String] = ["mosquitto", "sqlite3"]) throws {
        program = folder + "/baseline"
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(name).path
        try ChildProcess.run("/usr/bin/cc", ["-O2", source, "-o", program] + libraries.map { "-l" + $0 })
    }

    /// One run of it.
    public struct Running: Sendable {
        /// The process.
        public let process: ChildProcess
        private let output: String

        init(process: ChildProcess, output: String) {
            self.process = process
            self.output = output
        }

        /// Whether it has printed a line yet.
        public var hasSpoken: Bool { (try? String(contentsOfFile: output, encoding: .utf8))?.contains("\n") ?? false }

        /// Waits for its end and takes the number before "per second" from what it printed.
        public func measure(_ count: Int) throws -> Measurement {
            let seconds = process.waitForProcessorSeconds()
            let words = try String(contentsOfFile: output, encoding: .utf8).split(whereSeparator: \.isWhitespace)
            guard let place = words.firstIndex(of: "per"), place > 0, let rate = Double(words[place - 1]) else {
                throw ChildProcess.Failure("baseline printed: \(words.joined(separator: " "))")
            }
            return Measurement(perSecond: rate, microsecondsPerMessage: seconds * 1e6 / Double(count))
        }
    }

    /// Starts it with arguments; what it prints goes to a file in the folder.
    public func start(_ arguments: [String], _ folder: String) throws -> Running {
        let output = folder + "/baseline-" + UUID().uuidString
        return Running(process: try ChildProcess(program, arguments, output: output), output: output)
    }
}
