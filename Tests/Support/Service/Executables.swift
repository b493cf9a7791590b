import Foundation

/// The programs of this package, as they were built beside the tests.
public enum Executables {
    /// The folder of this build, which holds the running test program, too.
    public static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path

    /// `tocsin`.
    public static var tocsin: String { folder + "/tocsin" }
    /// `tocsin-sim`.
    public static var simulator: String { folder + "/tocsin-sim" }

    /// What a program that ran to its end left behind.
    public struct Result: Sendable, CustomStringConvertible {
        /// How it ended.
        public let ending: Program.Ending
        /// What it wrote to standard output.
        public let output: String
        /// What it wrote to standard error.
        public let errors: String

        /// Whether it ended with exit status 0.
        public var isSuccess: Bool { ending == .exited(0) }

        /// Everything, for a failed expectation.
        public var description: String { "\(ending)\n\(output)\(errors)" }
    }

    /// Runs a program to its end; one that takes longer than the time allowed is killed.
    public static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], within seconds: Int = 60
    ) async throws -> Result {
        let files = NSTemporaryDirectory() + "run-" + UUID().uuidString
        defer { for suffix in [".out", ".err"] { unlink(files + suffix) } }
        let running = try Program(
            program, arguments, environment: environment, output: files + ".out", errors: files + ".err")
        let patience = Task {
            try await Task.sleep(for: .seconds(seconds))
            running.signal(SIGKILL)
        }
        defer { patience.cancel() }
        let ending = await running.ended()
        return Result(ending: ending, output: text(files + ".out"), errors: text(files + ".err"))
    }

    private static func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }
}
