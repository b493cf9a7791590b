/// Something wrong or unwise in a file that describes messages or foreign interfaces, with the keys that lead to it.
public struct FileFinding: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        /// The file cannot be used.
        case error
        /// It works, but somebody should look.
        case warning
    }

    /// How bad it is.
    public var severity: Severity
    /// The keys that lead to it; elements of lists by number, from 0.
    public var path: [String]
    /// What is wrong and what to do.
    public var text: String

    static func error(_ path: [String], _ text: String) -> FileFinding { FileFinding(severity: .error, path: path, text: text) }

    static func warning(_ path: [String], _ text: String) -> FileFinding {
        FileFinding(severity: .warning, path: path, text: text)
    }
}
