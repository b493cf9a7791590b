public import Alerts
public import Community
public import Record

/// Who was reached by one alert, and when: counters that move with each piece of evidence, so that reading coverage is reading them.
///
/// What devices, gateways and phones prove is counted as it comes and never taken back. What people say can be: the few households of
/// which somebody said something are counted anew from all that is known of them whenever it changes.
public struct AlertCoverage: Sendable {
    /// How it ended before it was closed; nil while it is in force.
    public internal(set) var ended: AlertEnded?
    /// When it was no longer in force, by the first line that says so.
    public internal(set) var endedAt: Moment?
    /// The last verdict that was journaled.
    public internal(set) var journaledVerdict: Bool?
    /// Its deliveries, by channel.
    public internal(set) var deliveries: [DeliveryTable] = []
    /// Who is called for it, and who has answered.
    public internal(set) var calls = CallBook()
    /// What people recorded of it.
    public internal(set) var people = PeopleBook()

    /// Households with at least a grade, by the grade's rank.
    public internal(set) var covered: [Tally]
    /// Households reached by their deadline, by the far end's time.
    public internal(set) var timely = Tally()
    /// Vulnerable persons covered.
    public internal(set) var vulnerableCovered = 0
    /// Vulnerable persons covered by their deadline.
    public internal(set) var vulnerableTimely = 0
    /// Households that were not reached by their deadline and were closed at their door by the deadline for that.
    var closedByDoor = 0
    var reachedByGrid: [Tally]
    var curve = CoverageCurve()
    var unknown = Tally()
    /// Who has left the denominator, because nobody lives there just now.
    var away = AwayCount()

    var moments: [GradeMoments]
    /// When each vulnerable person was confirmed, by the index of the scope.
    var persons: [UInt32]
    /// How many deliveries that could prove something wait for an answer that cannot come, by household.
    var unanswerable: [UInt16] = []
    /// When its clock stopped or went on under another alert, by the last line that says so.
    var clockEndedAt: Moment?
    let scope: AlertScope

    /// The coverage of an alert that has just been accepted: nobody is reached.
    ///
    /// - Parameter endpoints: the roster's. A later register version does not change whom a device reached for this alert.
    public init(
        accepted: AlertAccepted, roster: Roster, endpoints: Endpoints, evidence: Policy.EvidenceRules,
        people: Policy.PeopleRules?
    ) {
        scope = AlertScope(accepted: accepted, roster: roster, endpoints: endpoints, evidence: evidence, people: people)
        persons = Array(repeating: GradeMoments.never, count: scope.vulnerable)
        covered = Array(repeating: Tally(), count: Grade.allCases.count)
        reachedByGrid = Array(repeating: Tally(), count: roster.grids.count)
        away.byGrid = Array(repeating: Tally(), count: roster.grids.count)
        moments = Grade.allCases.map { _ in GradeMoments(households: roster.households.count) }
    }

    /// The alert as accepted.
    public var accepted: AlertAccepted { scope.accepted }
    /// The target households, without those that nobody lives in just now.
    public var target: Tally { scope.target - away.now }
    /// Vulnerable persons among them.
    public var vulnerable: Int { scope.vulnerable - away.persons }
    /// Target households by grid, in the roster's order of grids.
    var targetByGrid: [Tally] { zip(scope.targetByGrid, away.byGrid).map { $0 - $1 } }
    /// The target household's grids, for reports.
    var grids: [String] { scope.roster.grids }
    /// The endpoints as they stood in the register when the alert was accepted.
    public var endpoints: Endpoints { scope.endpoints }
    /// The target households, as far as the register has them, those away included.
    public var targetSet: HouseholdSet { scope.targetSet }
    /// The roster that the target was chosen from.
    public var register: Roster { scope.roster }

    /// The vulnerable persons of a target household.
    public func vulnerable(in household: UInt32) -> ArraySlice<RosterPerson> {
        scope.personsByHousehold[household].map { scope.persons[$0] } ?? []
    }

    /// Whether every vulnerable person of a household is confirmed.
    public func areVulnerableConfirmed(_ household: UInt32) -> Bool {
        scope.personsByHousehold[household]?.allSatisfy { persons[$0] != GradeMoments.never } ?? true
    }

    /// The vulnerable persons of a household who are not confirmed.
    public func unconfirmed(in household: UInt32) -> [RosterPerson] {
        (scope.personsByHousehold[household] ?? 0..<0).filter { persons[$0] == GradeMoments.never }.map { scope.persons[$0] }
    }

    /// Target households with vulnerable persons, ascending.
    public var householdsOfVulnerable: [UInt32] { scope.personsByHousehold.keys.sorted() }

    /// Whether a household has at least a grade.
    public func has(_ grade: Grade, _ household: UInt32) -> Bool { moments[grade.rank].far(household) != GradeMoments.never }

    /// The highest grade of a household; nil without evidence.
    public func grade(of household: UInt32) -> Grade? { Grade.allCases.last { has($0, household) } }

    /// When a household got to a grade, as milliseconds since the start; nil while it has not.
    public func offset(of grade: Grade, _ household: UInt32) -> UInt32? {
        let offset = moments[grade.rank].far(household)
        return offset == GradeMoments.never ? nil : offset
    }

    /// When a household was reached, as milliseconds since the start; nil while it is not.
    public func reachedOffset(_ household: UInt32) -> UInt32? {
        offset(of: .reached, household)
    }

    func isUnanswerable(_ index: UInt32) -> Bool { !unanswerable.isEmpty && unanswerable[Int(index)] > 0 }

    /// Whether a household is not reached, and nobody can know, because an answer cannot come.
    public func isUnknown(_ index: UInt32) -> Bool { isUnanswerable(index) && !has(.reached, index) }

    /// Whether nobody lives in a household just now, so that it has left the denominator.
    public func isAway(_ index: UInt32) -> Bool { people.isAway(index) }

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
            guard !has(.reached, index), !isAway(index) else { return }
            if !answerable, before == 0 { unknown.count(household, 1) }
            if answerable, before == 1 { unknown.count(household, -1) }
        }
    }
}

/// Households that nobody lives in just now: all of them, and those that were found so by the households' deadline.
struct AwayCount: Sendable {
    var now = Tally()
    var timely = Tally()
    var persons = 0
    var timelyPersons = 0
    var byGrid: [Tally] = []
}

extension Channel {
    /// Whether a channel tells nothing to a person with a need: what is heard to those who cannot hear, what is read to those who cannot
    /// see.
    func isLost(on need: Need) -> Bool {
        switch need {
        case .hear: self == .loudspeaker || self == .voice || self == .round
        case .see: self == .sms || self == .display
        case .understand, .move, .carry: false
        }
    }
}
