import Alerts
import Community
import Record

/// What is settled when an alert is accepted and never changes: whom it is for and what evidence is held against.
///
/// All copies of the alert's coverage share it. Copies are made in passing all the time, and this part holds a hundred references.
final class AlertScope: Sendable {
    let accepted: AlertAccepted
    let roster: Roster
    let endpoints: Endpoints
    /// The target households, as far as the roster has them: a line from elsewhere may name others.
    let targetSet: HouseholdSet
    /// All target households.
    let target: Tally
    /// Target households by grid, in the roster's order of grids.
    let targetByGrid: [Tally]
    /// Vulnerable persons among them.
    let vulnerable: Int
    /// The vulnerable persons of each household, by their index among those of the target.
    let personsByHousehold: [UInt32: Range<Int>]
    /// They themselves, in the same order.
    let persons: [RosterPerson]

    /// The deadlines in milliseconds since the start.
    let householdsLimit: UInt32
    let vulnerableLimit: UInt32
    /// That for going from door to door; nil for an alert without deadlines.
    let doorsLimit: UInt32?
    /// How long after a deadline evidence still counts for it, in milliseconds.
    let late: UInt32
    /// The residents above which a household is reached only by its receiver's confirmation.
    let largestUnit: UInt16

    /// Between two visits that found nobody, for the second to count as another, in milliseconds.
    let awayPause: UInt32

    init(
        accepted: AlertAccepted, roster: Roster, endpoints: Endpoints, evidence: Policy.EvidenceRules,
        people: Policy.PeopleRules?
    ) {
        self.accepted = accepted
        self.roster = roster
        self.endpoints = endpoints
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
        let persons = roster.vulnerable.filter { known.contains($0.household) }.sorted { $0.household < $1.household }
        var ranges: [UInt32: Range<Int>] = [:]
        for (index, person) in persons.enumerated() {
            ranges[person.household] = (ranges[person.household]?.lowerBound ?? index)..<index + 1
        }
        personsByHousehold = ranges
        self.persons = persons
        vulnerable = persons.count
        householdsLimit = Self.offset(of: accepted.deadlines.households, from: accepted.start) ?? .max
        vulnerableLimit = Self.offset(of: accepted.deadlines.vulnerable, from: accepted.start) ?? .max
        doorsLimit = Self.offset(of: accepted.deadlines.doors ?? accepted.deadlines.households, from: accepted.start)
        late = UInt32(clamping: evidence.lateHours * 3_600_000)
        largestUnit = UInt16(clamping: evidence.largestUnit)
        awayPause = UInt32(clamping: (people?.awayPauseMinutes ?? 10) * 60_000)
    }

    /// The moment that counts for a grade: what became known too long after the deadline may still cover, but no longer in time.
    func moment(_ grade: Grade, far: UInt32, arrival: UInt32) -> UInt32 {
        let limit = grade >= .confirmed ? vulnerableLimit : householdsLimit
        let isTooLate = arrival > limit && arrival - limit > late
        return isTooLate ? arrival : min(far, arrival)
    }

    /// Milliseconds from the start to a moment, 0 before it; nil for none.
    func offset(of moment: Moment?) -> UInt32? { Self.offset(of: moment, from: accepted.start) }

    private static func offset(of moment: Moment?, from start: Moment) -> UInt32? {
        // The largest number stands for never, so a moment weeks away stays below it.
        moment.map { min(UInt32(clamping: max(0, ($0 - start).milliseconds)), GradeMoments.never - 1) }
    }
}
