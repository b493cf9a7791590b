import Alerts
import Record

/// When the service and its broker were there, by the lines.
///
/// The service was gone from the last line before a start to that start (or from its stop, where it said so), and wherever a running
/// service wrote no line for longer than the convention's silence. The broker was gone from `broker.state` to `broker.state`, and from a
/// start of the service until it was connected.
struct ServiceRecord: Sendable {
    /// The first start of all; before it nobody could expect a service.
    private(set) var firstStart: Moment?
    /// The last line.
    private(set) var lastLine: Moment?

    private var outages: [Range<Moment>] = []
    private var brokerLosses: [Range<Moment>] = []
    private var stoppedAt: Moment?
    private var brokerLostAt: Moment?

    mutating func apply(_ entry: Entry, at: Moment, silence: Span) {
        defer { lastLine = at }
        switch entry {
        case .serviceStarted: start(at)
        case .serviceStopped:
            noteSilence(until: at, silence)
            stoppedAt = at
            loseBroker(at)
        case .brokerState(let state):
            noteSilence(until: at, silence)
            if state.connected { regainBroker(at) } else { loseBroker(at) }
        default: noteSilence(until: at, silence)
        }
    }

    private mutating func start(_ at: Moment) {
        if firstStart != nil, let gone = stoppedAt ?? lastLine, gone < at { outages.append(gone..<at) }
        firstStart = firstStart ?? at
        stoppedAt = nil
        loseBroker(at)
    }

    private mutating func noteSilence(until at: Moment, _ silence: Span) {
        guard firstStart != nil, stoppedAt == nil, let lastLine, at - lastLine > silence else { return }
        outages.append(lastLine..<at)
    }

    private mutating func loseBroker(_ at: Moment) { brokerLostAt = brokerLostAt ?? at }

    private mutating func regainBroker(_ at: Moment) {
        if let lost = brokerLostAt, lost < at { brokerLosses.append(lost..<at) }
        brokerLostAt = nil
    }

    /// Times without service, seen from a moment.
    func outages(until now: Moment, silence: Span) -> Stretches {
        var open: [Range<Moment>] = []
        if let stoppedAt, stoppedAt < now {
            open = [stoppedAt..<now]
        } else if firstStart != nil, let lastLine, now - lastLine > silence {
            open = [lastLine..<now]
        }
        return Stretches(outages + open)
    }

    /// Times without broker, seen from a moment.
    func brokerLosses(until now: Moment) -> Stretches {
        guard let lost = brokerLostAt, firstStart != nil, lost < now else { return Stretches(brokerLosses) }
        return Stretches(brokerLosses + [lost..<now])
    }
}
