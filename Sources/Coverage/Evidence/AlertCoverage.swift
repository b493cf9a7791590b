public import Alerts
public import Community
public import Record

/// Who was reached by one alert, and when: counters that move with each piece of evidence, so that reading coverage is reading them.
public struct AlertCoverage: Sendable {
    /// The alert as accepted.
    public let accepted: AlertAccepted
    /// How it ended before it was closed; nil while it is in force.
    public internal(set) var ended: AlertEnded?
    /// The last verdict that was journaled.
    public internal(set) var journaledVerdict: Bool?
    /// Its deliveries, by channel.
    public internal(set) var deliveries: [DeliveryTable] = []

    /// All target households.
    public let target: Tally
    /// Their indexes, as far as the roster has them: a line from elsewhere may name others.
    private let targetSet: HouseholdSet
    /// Target households by grid, in the roster's order of grids.
    let targetByGrid: [Tally]
    /// Vulnerable persons among them.
    public let vulnerable: Int
    /// Places in the target.
    public let places: Int

    /// Households with at least a grade, by the grade's rank.
    public private(set) var covered: [Tally]
    /// Households reached by their deadline, by the far end's time.
    public private(set) var timely = Tally()
    private(set) var reachedByGrid: [Tally]
    /// Vulnerable persons covered, and those covered by their deadline.
    public private(set) var vulnerableCovered = 0
    public private(set) var vulnerableTimely = 0
    private(set) var curve = CoverageCurve()
    private(set) var unknown = Tally()

    private var moments: [GradeMoments]
    /// How many deliveries that could prove something wait for an answer that cannot come, by household.
    private var unanswerable: [UInt16] = []
    private let roster: Roster
    private let devices: [String: RosterDevice]
    private let vulnerableByHousehold: [UInt32: Int]
    private let limits: Limits

    /// Moments, in milliseconds since the start, that evidence is held against.
    private struct Limits: Sendable {
        var households: UInt32
        var vulnerable: UInt32
        var late: UInt32
        var largestUnit: UInt16
    }

    /// The coverage of an alert that has just been accepted: nobody is reached.
    ///
    /// - Parameter devices: the roster's devices by name. A later register version does not change whom a device reached for this alert.
    public init(
        accepted: AlertAccepted, roster: Roster, devices: [String: RosterDevice], evidence: Policy.EvidenceRules
    ) {
        self.accepted = accepted
        self.roster = roster
        self.devices = devices
        var whole = Tally()
        var byGrid = Array(repeating: Tally(), count: roster.grids.count)
        let known = accepted.target.intersection(HouseholdSet(all: roster.households.count))
        known.forEach { index in
            let household = roster.households[Int(index)]
            whole.add(residents: household.residents, migrants: household.migrants)
            byGrid[Int(household.grid)].add(residents: household.residents, migrants: household.migrants)
        }
        targetSet = known
        target = whole
        targetByGrid = byGrid
        var persons: [UInt32: Int] = [:]
        for person in roster.vulnerable where known.contains(person.household) { persons[person.household, default: 0] += 1 }
        vulnerableByHousehold = persons
        vulnerable = persons.values.reduce(0, +)
        places = accepted.places.count
        covered = Array(repeating: Tally(), count: Grade.allCases.count)
        reachedByGrid = Array(repeating: Tally(), count: roster.grids.count)
        moments = Grade.allCases.map { _ in GradeMoments(households: roster.households.count) }
        limits = Limits(
            households: Self.offset(accepted.deadlines.households, from: accepted.start) ?? .max,
            vulnerable: Self.offset(accepted.deadlines.vulnerable, from: accepted.start) ?? .max,
            late: UInt32(clamping: evidence.lateHours * 3_600_000), largestUnit: UInt16(clamping: evidence.largestUnit))
    }

    private static func offset(_ moment: Moment?, from start: Moment) -> UInt32? {
        // The largest number stands for never, so a moment weeks away stays below it.
        moment.map { min(UInt32(clamping: max(0, ($0 - start).milliseconds)), GradeMoments.never - 1) }
    }

    /// Takes in evidence that households have a grade. A grade proves those below it.
    ///
    /// Units above the size limit are reached only by confirmation or face to face, so a weaker grade counts as `sent` for them.
    public mutating func record(_ grade: Grade, of households: HouseholdSet, far: Moment, arrival: Moment) {
        let arrivalOffset = Self.offset(arrival, from: accepted.start) ?? 0
        let farOffset = min(Self.offset(far, from: accepted.start) ?? 0, arrivalOffset)
        let reachable = households.intersection(targetSet)
        for lower in Grade.allCases where lower <= grade {
            moments[lower.rank].prepare()
            // What became known too long after the deadline may still cover, but no longer in time.
            let limit = lower >= .confirmed ? limits.vulnerable : limits.households
            let isTooLate = arrivalOffset > limit && arrivalOffset - limit > limits.late
            let moment = isTooLate ? arrivalOffset : farOffset
            reachable.forEach { record(lower, proved: grade, of: $0, far: moment, arrival: arrivalOffset) }
        }
    }

    private mutating func record(_ grade: Grade, proved: Grade, of index: UInt32, far: UInt32, arrival: UInt32) {
        let household = roster.households[Int(index)]
        if grade == .reached, proved == .reached, household.residents > limits.largestUnit { return }
        let before = moments[grade.rank].improve(index, far: far, arrival: arrival)
        if before == GradeMoments.never {
            covered[grade.rank].add(residents: household.residents, migrants: household.migrants)
        }
        guard far < before else { return }
        switch grade {
        case .reached: reach(index, household, before: before, now: far)
        case .confirmed: confirm(index, before: before, now: far)
        case .sent, .told: break
        }
    }

    private mutating func reach(_ index: UInt32, _ household: RosterHousehold, before: UInt32, now: UInt32) {
        if before == GradeMoments.never {
            reachedByGrid[Int(household.grid)].add(residents: household.residents, migrants: household.migrants)
            if isUnanswerable(index) { unknown.remove(residents: household.residents, migrants: household.migrants) }
        } else {
            curve.add(-Int32(household.residents), at: before)
        }
        curve.add(Int32(household.residents), at: now)
        if now <= limits.households, before > limits.households {
            timely.add(residents: household.residents, migrants: household.migrants)
        }
    }

    private mutating func confirm(_ index: UInt32, before: UInt32, now: UInt32) {
        guard let persons = vulnerableByHousehold[index] else { return }
        if before == GradeMoments.never { vulnerableCovered += persons }
        if now <= limits.vulnerable, before > limits.vulnerable { vulnerableTimely += persons }
    }

    /// Whether a household has at least a grade.
    public func has(_ grade: Grade, _ household: UInt32) -> Bool { moments[grade.rank].far(household) != GradeMoments.never }

    /// When a household was reached, as milliseconds since the start; nil while it is not.
    public func reachedOffset(_ household: UInt32) -> UInt32? {
        let offset = moments[Grade.reached.rank].far(household)
        return offset == GradeMoments.never ? nil : offset
    }

    /// Households that were not reached by their deadline and were told at their door by the deadline for that.
    var closedByDoor: Int {
        guard covered[Grade.told.rank].households > 0,
            let limit = Self.offset(accepted.deadlines.doors ?? accepted.deadlines.households, from: accepted.start)
        else { return 0 }
        var closed = 0
        targetSet.forEach { index in
            let isLeft = moments[Grade.reached.rank].far(index) > limits.households
            if isLeft, moments[Grade.told.rank].far(index) <= limit { closed += 1 }
        }
        return closed
    }

    private func isUnanswerable(_ index: UInt32) -> Bool { !unanswerable.isEmpty && unanswerable[Int(index)] > 0 }

    /// Whether a household is not reached, and nobody can know, because an answer cannot come.
    public func isUnknown(_ index: UInt32) -> Bool { isUnanswerable(index) && !has(.reached, index) }

    /// A delivery that could prove something can no longer be answered, or can be again.
    mutating func setAnswerable(_ answerable: Bool, reach: HouseholdSet) {
        if unanswerable.isEmpty {
            guard !answerable else { return }
            unanswerable = Array(repeating: 0, count: roster.households.count)
        }
        reach.intersection(targetSet).forEach { index in
            let household = roster.households[Int(index)]
            let before = unanswerable[Int(index)]
            unanswerable[Int(index)] = answerable ? before - 1 : before + 1
            guard !has(.reached, index) else { return }
            if !answerable, before == 0 { unknown.add(residents: household.residents, migrants: household.migrants) }
            if answerable, before == 1 { unknown.remove(residents: household.residents, migrants: household.migrants) }
        }
    }

    /// Whether everything was done by the deadlines: nil while that is open, for an alert without a clock or ended before them, and
    /// where there is nobody to reach, since nothing was shown then.
    public func verdict(asOf now: Moment) -> Bool? {
        guard accepted.clock, accepted.deadlines.households != nil, target.households > 0 else { return nil }
        let parts = [
            part(deadline: accepted.deadlines.households, done: timely.isAll(of: target), now: now),
            part(deadline: accepted.deadlines.vulnerable, done: vulnerableTimely == vulnerable, now: now),
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

    /// When it was no longer in force, by the first line that says so.
    public internal(set) var endedAt: Moment?

    /// When its clock stopped or went on under another alert, by the last line that says so.
    var clockEndedAt: Moment?

    /// The target household's grids, for reports.
    var grids: [String] { roster.grids }

    /// A device as it stood in the register when the alert was accepted.
    public func device(_ name: String) -> RosterDevice? { devices[name] }

    /// The roster that the target was chosen from.
    public var register: Roster { roster }
}
