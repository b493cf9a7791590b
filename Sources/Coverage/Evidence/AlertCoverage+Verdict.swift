public import Alerts
import Record

extension AlertCoverage {
    /// Whether everything was done by the deadlines: nil while that is open, for an alert without a clock or ended before them, and
    /// where there is nobody to reach, since nothing was shown then.
    ///
    /// A household that was found away after the deadline has left the rates by then, but it was not reached in time.
    public func verdict(asOf now: Moment) -> Bool? {
        guard accepted.clock, accepted.deadlines.households != nil, scope.target.households > away.timely.households else {
            return nil
        }
        let parts = [
            part(
                deadline: accepted.deadlines.households,
                done: timely.households == scope.target.households - away.timely.households, now: now),
            part(
                deadline: accepted.deadlines.vulnerable, done: vulnerableTimely == scope.vulnerable - away.timelyPersons,
                now: now),
        ]
        if parts.contains(.failed) { return false }
        return parts.contains(.open) ? nil : true
    }

    private enum Part { case open, done, failed }

    private func part(deadline: Moment?, done: Bool, now: Moment) -> Part {
        guard let deadline, !done else { return .done }
        return now > deadline && !endedBefore(deadline) ? .failed : .open
    }

    /// Whether the alert was over before a deadline, so that nobody had to be reached any more.
    public func endedBefore(_ deadline: Moment) -> Bool {
        guard let ended, !ended.continues, let clockEndedAt else { return false }
        return clockEndedAt < deadline
    }

    /// Whether people still have to be told of it: it is in force, or its clock goes on under an Update without one.
    public var isRunning: Bool { ended?.continues ?? true }
}
