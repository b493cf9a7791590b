public import Coverage
public import Scoring
public import Storage

/// Why the writer could not do its work.
public enum EngineError: Error, Sendable {
    /// The journal on disk cannot be read or written.
    case storage(StorageError)
    /// A rule set in the journal cannot be read.
    case rules(CoverageError)
    /// A line cannot be taken into the assessment, or no assessment can be made.
    case assessment(ScoringError)
    /// A line of the journal cannot be read as what it says it is.
    case unreadable(line: Int, String)
    /// A line could not be put into bytes or signed.
    case unwritable(String)
}

extension EngineError: CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .storage(let error): error.description
        case .rules(.policy(let text)):
            "the rules in the journal cannot be read: \(text); this program may be older than the journal"
        case .assessment(let error): error.description
        case .unreadable(let line, let text):
            "line \(line) of the journal cannot be read: \(text); run `tocsin journal verify` to see where it was changed"
        case .unwritable(let text): "a line could not be written: \(text)"
        }
    }
}
