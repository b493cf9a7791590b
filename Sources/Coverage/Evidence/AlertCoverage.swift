public import Alerts
public import Community
public import Record

/// Who was reached by one alert, and when: counters that move with each piece of evidence, so that reading coverage is reading them.
public struct AlertCoverage: Sendable {
    /// How it ended before it was closed; nil while it is in force.
    public internal(set) var ended: AlertEnded?
    /// The last verdict that was journaled.
    public internal(set) var journaledVerdict: Bool?
    /// Its deliveries, by channel.
    public internal(set) var deliveries: [DeliveryTable] = []

    /// Households with at least a grade, by the grade's rank.
    public private(set) var covered: [Tally]
    /// Households reached by their deadline, by the far end's time.
    public private(set) var timely = Tally()
    private(set) var reachedByGrid: [Tally]
    /// Vulnerable persons covered.
    public private(set) var vulnerableCovered = 0
    /// Vulnerable persons covered by their deadline.
    public private(set) var vulnerableTimely = 0
    /// Households that were not reached by their deadline and were told at their door by the deadline for that.
    private(set) var closedByDoor = 0
    private(set) var curve = CoverageCurve()
    private(set) var unknown = Tally()

    private var moments: [GradeMoments]
    /// When each vulnerable person was confirmed, by the index of the scope.
    private var persons: [UInt32]
    /// How many deliveries that could prove something wait for an answer that cannot come, by household.
    private var unanswerable: [UInt16] = []
    private let scope: AlertScope

    /// The coverage of an alert that has just been accepted: nobody is reached.
    ///
    /// - Parameter endpoints: the roster's. A later register version does not change whom a device reached for this alert.
    public init(accepted: AlertAccepted, roster: Roster, endpoints: Endpoints, evidence: Policy.EvidenceRules) {
        scope = AlertScope(accepted: accepted, roster: roster, endpoints: endpoints, evidence: evidence)
        persons = Array(repeating: GradeMoments.never, count: scope.vulnerable)
        covered = Array(repeating: Tally(), count: Grade.allCases.count)
        reachedByGrid = Array(repeating: Tally(), count: roster.grids.count)
        moments = Grade.allCases.map { _ in GradeMoments(households: roster.households.count) }
    }

    /// The alert as accepted.
    public var accepted: AlertAccepted { scope.accepted }
    /// All target households.
    public var target: Tally { scope.target }
    /// Target households by grid, in the roster's order of grids.
    var targetByGrid: [Tally] { scope.targetByGrid }
    /// Vulnerable persons among them.
    public var vulnerable: Int { scope.vulnerable }
    /// Places in the target.
    public var places: Int { scope.accepted.places.count }
    /// The target household's grids, for reports.
    var grids: [String] { scope.roster.grids }
    /// The endpoints as they stood in the register when the alert was accepted.
    public var endpoints: Endpoints { scope.endpoints }
    /// The target households, as far as the register has them.
    public var targetSet: HouseholdSet { scope.targetSet }
    /// The roster that the target was chosen from.
    public var register: Roster { scope.roster }

    /// Takes in evidence that households have a grade. A grade proves those below it.
    ///
    /// Units above the size limit are reached only by confirmation or face to face, so a weaker grade counts as `sent` for them.
    public mutating func record(
        _ grade: Grade, of households: HouseholdSet, by channel: Channel, far: Moment, arrival: Moment
    ) {
        let arrivalOffset = scope.offset(of: arrival) ?? 0
        let farOffset = min(scope.offset(of: far) ?? 0, arrivalOffset)
        let reachable = households.intersection(scope.targetSet)
        let homes = scope.roster.households
        for lower in Grade.allCases where lower <= grade {
            moments[lower.rank].prepare()
            // What became known too long after the deadline may still cover, but no longer in time.
            let limit = lower >= .confirmed ? scope.vulnerableLimit : scope.householdsLimit
            let isTooLate = arrivalOffset > limit && arrivalOffset - limit > scope.late
            let moment = isTooLate ? arrivalOffset : farOffset
            var reached: Int32 = 0
            reachable.forEach { index in
                let home = homes[Int(index)]
                if lower == .reached, grade == .reached, home.residents > scope.largestUnit { return }
                if record(lower, of: index, home, far: moment, arrival: arrivalOffset), lower == .reached {
                    reached += Int32(home.residents)
                }
            }
            // The curve is touched once: all these households were reached at the same moment.
            if reached > 0 { curve.add(reached, at: moment) }
            if lower == .confirmed { reachable.forEach { confirm($0, by: channel, at: moment) } }
        }
    }

    /// Whether the evidence is better than what was known of a household.
    private mutating func record(
        _ grade: Grade, of index: UInt32, _ household: RosterHousehold, far: UInt32, arrival: UInt32
    ) -> Bool {
        let before = moments[grade.rank].improve(index, far: far, arrival: arrival)
        if before == GradeMoments.never {
            covered[grade.rank].add(residents: household.residents, migrants: household.migrants)
        }
        guard far < before else { return false }
        switch grade {
        case .reached: reach(index, household, before: before, now: far)
        case .confirmed: break
        case .told: if isLeftToDoors(index), isByDoorsLimit(far), !isByDoorsLimit(before) { closedByDoor += 1 }
        case .sent: break
        }
        return true
    }

    private mutating func reach(_ index: UInt32, _ household: RosterHousehold, before: UInt32, now: UInt32) {
        if before == GradeMoments.never {
            reachedByGrid[Int(household.grid)].add(residents: household.residents, migrants: household.migrants)
            if isUnanswerable(index) { unknown.remove(residents: household.residents, migrants: household.migrants) }
        } else {
            curve.add(-Int32(household.residents), at: before)
        }
        if now <= scope.householdsLimit, before > scope.householdsLimit {
            timely.add(residents: household.residents, migrants: household.migrants)
            if isByDoorsLimit(moments[Grade.told.rank].far(index)) { closedByDoor -= 1 }
        }
    }

    private func isLeftToDoors(_ index: UInt32) -> Bool { moments[Grade.reached.rank].far(index) > scope.householdsLimit }

    private func isByDoorsLimit(_ offset: UInt32) -> Bool { scope.doorsLimit.map { offset <= $0 } ?? false }

    /// A household's answer covers its vulnerable persons, but not who cannot hear by what is heard, or see by what is read.
    private mutating func confirm(_ index: UInt32, by channel: Channel, at moment: UInt32) {
        guard let range = scope.personsByHousehold[index] else { return }
        for person in range where !scope.needs[person].contains(where: channel.isLost(on:)) {
            let before = persons[person]
            guard moment < before else { continue }
            persons[person] = moment
            if before == GradeMoments.never { vulnerableCovered += 1 }
            if moment <= scope.vulnerableLimit, before > scope.vulnerableLimit { vulnerableTimely += 1 }
        }
    }

    /// Whether every vulnerable person of a household is confirmed.
    public func areVulnerableConfirmed(_ household: UInt32) -> Bool {
        scope.personsByHousehold[household]?.allSatisfy { persons[$0] != GradeMoments.never } ?? true
    }

    /// Whether a household has at least a grade.
    public func has(_ grade: Grade, _ household: UInt32) -> Bool { moments[grade.rank].far(household) != GradeMoments.never }

    /// When a household was reached, as milliseconds since the start; nil while it is not.
    public func reachedOffset(_ household: UInt32) -> UInt32? {
        let offset = moments[Grade.reached.rank].far(household)
        return offset == GradeMoments.never ? nil : offset
    }

    private func isUnanswerable(_ index: UInt32) -> Bool { !unanswerable.isEmpty && unanswerable[Int(index)] > 0 }

    /// Whether a household is not reached, and nobody can know, because an answer cannot come.
    public func isUnknown(_ index: UInt32) -> Bool { isUnanswerable(index) && !has(.reached, index) }

    /// A delivery that could prove something can no longer be answered, or can be again.
    mutating func setAnswerable(_ answerable: Bool, reach: HouseholdSet) {
        if unanswerable.isEmpty {
            guard !answerable else { return }
            unanswerable = Array(repeating: 0, count: scope.roster.households.count)
        }
        reach.intersection(scope.targetSet).forEach { index in
            let household = scope.roster.households[Int(index)]
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
}

extension Channel {
    /// Whether a channel tells nothing to a person with a need: what is heard to those who cannot hear, what is read to those who cannot
    /// see.
    func isLost(on need: Need) -> Bool {
        switch need {
        case .hear: self == .loudspeaker || self == .voice
        case .see: self == .sms || self == .display
        case .understand, .move, .carry: false
        }
    }
}
