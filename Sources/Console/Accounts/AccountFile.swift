import Crypto
public import Foundation
import Glibc

/// The accounts and what else the console keeps, a JSON file in the data folder with mode 0600. Commands change it beside a running
/// service, which reads it again when it was changed.
public struct AccountFile: Sendable {
    /// What the file holds.
    public struct Content: Codable, Sendable {
        /// The accounts.
        public var accounts: [Account] = []
        /// The key that links of displays and other tokens are made with.
        public var key: Data
        /// How often the link of a display was renewed, by device.
        public var displays: [String: Int] = [:]
        /// Sessions that were signed out before their time, by the hash of what is secret in them, with when they would have been over, in
        /// milliseconds since the epoch.
        public var ended: [String: Int64]?

        /// Nobody yet.
        public init() { key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) } }

        /// An account by its name.
        public subscript(name: String) -> Account? { accounts.first { $0.name == name } }
    }

    /// Where it is.
    public let path: String

    /// The name of the file in the data folder.
    public static let name = "accounts.json"

    /// The file of a data folder.
    public init(dataFolder: String) { path = "\(dataFolder)/\(Self.name)" }

    /// Reads the file; a file that is not there holds nobody.
    ///
    /// - Throws: `AccountError.unreadable`.
    public func read() throws(AccountError) -> Content {
        guard let data = FileManager.default.contents(atPath: path) else {
            guard access(path, F_OK) != 0 else { throw .unreadable("\(path) cannot be read; it belongs to the service's user") }
            return Content()
        }
        do { return try JSONDecoder().decode(Content.self, from: data) } catch {
            throw .unreadable("\(path) is damaged; restore it from a backup, or remove it and make the accounts anew")
        }
    }

    /// Changes the file: reads, changes, writes whole beside the old one and takes its place, so that it is never half there. Others
    /// wait meanwhile.
    ///
    /// - Throws: `AccountError`, or what the change throws.
    @discardableResult
    public func change<Value>(_ body: (inout Content) throws -> Value) throws -> Value {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw AccountError.unwritable("\(path).lock: \(String(cString: strerror(errno)))") }
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else { throw AccountError.unwritable(String(cString: strerror(errno))) }
        var content = try read()
        let value = try body(&content)
        try write(content)
        return value
    }

    private func write(_ content: Content) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(content))
        let beside = path + ".new"
        unlink(beside)
        let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw AccountError.unwritable("\(beside): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw AccountError.unwritable("\(beside): \(String(cString: strerror(errno)))") }
            written += count
        }
        guard fsync(file) == 0, rename(beside, path) == 0 else {
            throw AccountError.unwritable("\(path): \(String(cString: strerror(errno)))")
        }
        let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// What changes whenever the file does.
    var mark: [Int] {
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        return [Int(status.st_ino), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec), Int(status.st_size)]
    }
}

/// Why accounts could not be read or changed.
public enum AccountError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case unwritable(String)
    case refused(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unreadable(let text), .unwritable(let text), .refused(let text): text
        }
    }
}
