import Alerts
import Record

/// Whether this machine's clock followed a reference, by the lines.
struct ClockRecord: Sendable {
    /// The states, only those that differ from the one before.
    private var states: [(at: Moment, synchronised: Bool)] = []
    /// When the clock jumped back.
    private(set) var steps: [Moment] = []

    mutating func apply(_ state: ClockState, at: Moment) {
        if (state.steppedBackMilliseconds ?? 0) > 0 { steps.append(at) }
        guard states.last?.synchronised != state.synchronised else { return }
        states.append((at, state.synchronised))
    }

    /// What a window of time can be said of.
    enum Finding: Hashable, Sendable {
        case synchronised, unsynchronised, unknown
    }

    /// Whether the clock was synchronised all through a window; unknown where no line before or at its beginning says so.
    func finding(in window: ClosedRange<Moment>) -> Finding {
        let within = states.filter { window.contains($0.at) }
        if within.contains(where: { !$0.synchronised }) || steps.contains(where: window.contains) { return .unsynchronised }
        guard let before = states.last(where: { $0.at <= window.lowerBound }) else { return .unknown }
        return before.synchronised ? .synchronised : .unsynchronised
    }
}
