public import Alerts

/// What can be wrong with a line by itself or with its place.
public enum LineProblem: Hashable, Sendable {
    /// The line is not an entry.
    case envelope(EnvelopeError)
    /// The line carries another number than its place gives it: lines were added, removed or moved.
    case sequence(found: Int)
    /// The line is older than the one before it.
    case time(found: Moment, before: Moment)
}

extension LineProblem: CustomStringConvertible {
    /// What is wrong, in a sentence without its end.
    public var description: String {
        switch self {
        case .envelope(let error): "\(error)"
        case .sequence(let found): "it carries the number \(found): lines were added, removed or moved"
        case .time(let found, let before):
            "it was made at \(Timestamp(moment: found, offsetMinutes: 0)), before the line above it "
                + "(\(Timestamp(moment: before, offsetMinutes: 0)))"
        }
    }
}
