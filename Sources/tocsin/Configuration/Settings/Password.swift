import Foundation

/// A password that never shows itself in texts, logs and dumps.
struct Password: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The password itself.
    let secret: String

    init(_ secret: String) { self.secret = secret }

    /// Reads the first line of a file.
    init(file path: String) throws(Failure) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(text: "names \(path), which cannot be read; create it with mode 0600, the password on its first line")
        }
        guard data.count <= 4096, let text = String(validating: data, as: UTF8.self) else {
            throw Failure(text: "names \(path), which is not a line of text; write the password on its first line")
        }
        let line = text.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" }
        guard !line.isEmpty else { throw Failure(text: "names \(path), whose first line is empty; write the password there") }
        secret = String(line)
    }

    /// Why a password file cannot be used.
    struct Failure: Error, Hashable, Sendable {
        var text: String
    }

    var description: String { "(secret)" }
    var debugDescription: String { "(secret)" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
