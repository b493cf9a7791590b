import Foundation
import Simulation

/// The time zone that accounts are written in: China's, like the devices' clocks.
let accountZone = TimeZone(secondsFromGMT: 480 * 60) ?? .gmt

/// Writes a file whole or not at all; a folder that is missing is made.
func write(_ data: Data, to file: String) throws {
    let url = URL(fileURLWithPath: file)
    do {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url, options: .atomic)
    } catch {
        throw SimulatorFailure("cannot write \(file): \(error.localizedDescription)")
    }
}

/// Reads a file; the failure says which.
func read(_ file: String) throws -> [UInt8] {
    do { return try [UInt8](Data(contentsOf: URL(fileURLWithPath: file))) } catch {
        throw SimulatorFailure("cannot read \(file): \(error.localizedDescription)")
    }
}

/// Prints a line at once, also into a pipe.
func printNow(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
