/// Counters of a transfer since it was made. Every request that was handed in is in exactly one of `answered`, `failed`, `timedOut`,
/// `cancelled`, `overloaded`, `waiting` and `underWay`.
public struct HTTPStatistics: Sendable, Hashable {
    /// Requests handed in.
    public var requests = 0
    /// Requests that got an answer, whatever its status.
    public var answered = 0
    /// Requests that failed in another way than the following, those ended by a stop included.
    public var failed = 0
    /// Requests that took longer than their limit.
    public var timedOut = 0
    /// Requests whose task was cancelled.
    public var cancelled = 0
    /// Requests refused at once because too many were waiting.
    public var overloaded = 0
    /// Requests waiting for their turn now.
    public var waiting = 0
    /// Requests under way now.
    public var underWay = 0
    /// Connections made.
    public var connections = 0

    /// All zero.
    public init() {}

    mutating func count(_ outcome: HTTPOutcome) {
        switch outcome {
        case .success: answered += 1
        case .failure(let failure):
            switch failure.kind {
            case .timedOut: timedOut += 1
            case .cancelled: cancelled += 1
            case .overloaded: overloaded += 1
            default: failed += 1
            }
        }
    }
}
