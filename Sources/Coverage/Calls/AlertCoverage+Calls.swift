public import Alerts
public import Community
import Record

extension AlertCoverage {
    /// Places in the target, those that the register does not have left out.
    public var placesInTarget: [RosterPlace] {
        let all = scope.roster.places
        return accepted.places.intersection(HouseholdSet(all: all.count)).ranges.flatMap { $0.map { all[Int($0)] } }
    }

    /// When a place's receiver, or who stands in, answered; nil while neither has.
    public func answered(_ place: RosterPlace) -> Moment? { place.receivers.compactMap { calls.answers[$0]?.moment }.min() }

    /// The deadline by which the receivers of places have to answer: the staff's, where the class sets none the households'.
    public var placesDeadline: Moment? { accepted.deadlines.staff ?? accepted.deadlines.households }

    var placesCovered: Int { placesInTarget.count { answered($0) != nil } }

    var placesTimely: Int {
        placesInTarget.count { place in
            guard let moment = answered(place) else { return false }
            return placesDeadline.map { moment <= $0 } ?? true
        }
    }

    /// How the calls stand; nil where nobody is called.
    public func callFigures(asOf now: Moment) -> CoverageReport.Calls? {
        let posts = calls.calls.filter { $0.callee.standsFor == nil }.map(\.callee)
        guard !posts.isEmpty else { return nil }
        let deadline = accepted.deadlines.staff
        let filled = posts.map { calls.filled($0) }
        let timely = filled.count { moment in moment.map { moment in deadline.map { moment <= $0 } ?? true } ?? false }
        return CoverageReport.Calls(
            called: posts.count, answered: posts.count { calls.hasAnswered($0.staff) }, filled: filled.count { $0 != nil },
            byDeadline: timely, deadline: deadline,
            withinDeadline: judged(deadline, isDone: timely == posts.count, now: now), dutyDeadline: accepted.deadlines.duty,
            dutyAcknowledged: calls.duty?.moment,
            dutyWithinDeadline: judged(
                accepted.deadlines.duty,
                isDone: calls.duty.map { duty in accepted.deadlines.duty.map { duty.moment <= $0 } ?? true } ?? false, now: now))
    }

    private func judged(_ deadline: Moment?, isDone: Bool, now: Moment) -> Bool? {
        guard let deadline else { return nil }
        if isDone { return true }
        return now > deadline && !endedBefore(deadline) ? false : nil
    }
}
