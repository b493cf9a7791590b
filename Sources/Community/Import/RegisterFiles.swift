import Alerts
import Crypto
public import Foundation

/// The bytes of a register folder, file by file, as they were when it was read. Everything after this is pure.
public struct RegisterFiles: Hashable, Sendable {
    /// The nine files that a register may have; the first and the third must be there. Other files are not read.
    public static let names = [
        "community.yaml", "zones.geojson", "households.csv", "vulnerable.csv", "places.csv", "devices.csv", "staff.csv",
        "duty.csv", "exclusions.csv",
    ]

    /// The largest file that is read, in bytes: 1 GiB, several million households.
    public static let largestFile = 1 << 30

    private var contents: [String: [UInt8]]

    /// Files by name; names that are not a register's are left out.
    public init(_ files: [String: [UInt8]]) {
        contents = files.filter { RegisterFiles.names.contains($0.key) }
    }

    /// Reads a folder. Files that are not there are left out; what then is missing, `Register.read` says.
    ///
    /// - Throws: `RegisterFilesError` where the folder or one of its files cannot be read.
    public init(directory: URL) throws(RegisterFilesError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory.path, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw .noFolder(path: directory.path)
        }
        contents = [:]
        for name in RegisterFiles.names {
            if let bytes = try RegisterFiles.read(directory.appendingPathComponent(name)) { contents[name] = bytes }
        }
    }

    /// The bytes of a file; nil where it is not there.
    public subscript(name: String) -> [UInt8]? { contents[name] }

    /// The names of the files that are there, in the order of `names`.
    public var present: [String] { RegisterFiles.names.filter { contents[$0] != nil } }

    /// SHA-256 over name, a zero byte, length as eight bytes (most significant first) and bytes of each file that is there, in
    /// the order of `names`; 64 hexadecimal digits.
    public var hash: String {
        var sha = SHA256()
        for name in present {
            let bytes = contents[name] ?? []
            sha.update(data: Array(name.utf8) + [0])
            sha.update(data: (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (56 - 8 * $0)) })
            sha.update(data: bytes)
        }
        return HexDigits.text(of: sha.finalize())
    }

    private static func read(_ url: URL) throws(RegisterFilesError) -> [UInt8]? {
        let manager = FileManager.default
        guard manager.fileExists(atPath: url.path) else { return nil }
        let data: Data
        do {
            let size = try manager.attributesOfItem(atPath: url.path)[.size] as? Int ?? 0
            guard size <= largestFile else { throw RegisterFilesError.tooLarge(path: url.path) }
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch let error as RegisterFilesError {
            throw error
        } catch {
            throw .unreadable(path: url.path, reason: error.localizedDescription)
        }
        return [UInt8](data)
    }
}

/// Why a register folder could not be read.
public enum RegisterFilesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no folder at that path.
    case noFolder(path: String)
    /// A file is there but could not be read.
    case unreadable(path: String, reason: String)
    /// A file is larger than `RegisterFiles.largestFile`.
    case tooLarge(path: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .noFolder(let path):
            "\(path) is not a folder; name the folder that holds community.yaml and households.csv"
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason); check that it is a file and that this user may read it"
        case .tooLarge(let path):
            "\(path) is larger than 1 GiB; a register file of a community is far smaller, check what it is"
        }
    }
}
