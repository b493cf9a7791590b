import Foundation

/// Files that are named on the command line, `-` being standard input.
enum InputFile {
    /// The largest input that is read, in bytes; what is larger is cut off, and refused for its size by whoever reads it.
    static let largest = 64 << 20

    /// The bytes of a file.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        do {
            let handle = path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var bytes: [UInt8] = []
            while bytes.count <= largest, let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { bytes += data }
            return bytes
        } catch {
            throw CommandFailure("\(path) cannot be read: \((error as NSError).localizedDescription)")
        }
    }
}
