import Foundation
import Glibc
import Synchronization

/// The program as a process of its own.
struct Command {
    /// What a run gave.
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs `tocsin` with arguments and waits for its end.
    ///
    /// - Parameter environment: the whole environment of the process.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], input: Data = Data(), folder: URL? = nil
    ) async throws -> Outcome {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ["COLUMNS": "100", "LANG": "C.UTF-8"].merging(environment) { $1 }
        process.currentDirectoryURL = folder
        let (output, errors, inputPipe) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = inputPipe
        try process.run()
        // A command that refuses its arguments may be gone before its input is written.
        signal(SIGPIPE, SIG_IGN)
        try? inputPipe.fileHandleForWriting.write(contentsOf: input)
        try inputPipe.fileHandleForWriting.close()
        async let written = text(output.fileHandleForReading)
        async let complained = text(errors.fileHandleForReading)
        let (first, second) = (await written, await complained)
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "command.wait").async {
                process.waitUntilExit()
                continuation.resume()
            }
        }
        return Outcome(status: process.terminationStatus, output: first, errors: second)
    }

    private static func text(_ handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "command.read").async {
                continuation.resume(returning: String(decoding: handle.readDataToEndOfFile(), as: UTF8.self))
            }
        }
    }

    /// The program lies beside the test bundle that is running.
    static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("tocsin")

    /// The root of the package.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// A folder of a test's own, removed with the value.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("tocsin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in it.
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes a file in it and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: url.appendingPathComponent(name))
        return path(name)
    }
}
