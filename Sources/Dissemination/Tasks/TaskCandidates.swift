import Community
import Coverage
import Record

/// Who can be sent for an alert, in the order in which they are.
struct TaskCandidates {
    private let open: AlertCoverage
    private let staff: [Pseudonym: RosterStaff]
    private let byGrid: [UInt16: [Pseudonym]]
    /// Who answers for the whole where nobody else can go: the heads, then whoever is on duty.
    let lastResort: [Pseudonym]

    init(open: AlertCoverage, roster: Roster?, onShift: [Pseudonym]) {
        self.open = open
        let members = (roster ?? open.register).staff
        let staff = Dictionary(members.map { ($0.pseudonym, $0) }, uniquingKeysWith: { first, _ in first })
        self.staff = staff
        var byGrid: [UInt16: [Pseudonym]] = [:]
        for member in members where member.role == .grid {
            for grid in Self.grids(of: member, roster, open) { byGrid[grid, default: []].append(member.pseudonym) }
        }
        // Who stands in for a grid's worker comes after all of its own.
        self.byGrid = byGrid.mapValues { own in own + own.compactMap { staff[$0]?.substitute }.filter { !own.contains($0) } }
        let heads = members.filter { $0.role == .head }.map(\.pseudonym)
        lastResort = heads + onShift.filter { !heads.contains($0) }
    }

    /// A member's grids as indexes of the alert's register version.
    private static func grids(of member: RosterStaff, _ roster: Roster?, _ open: AlertCoverage) -> [UInt16] {
        guard let roster, roster.version != open.register.version else { return member.grids }
        return member.grids.compactMap { index in
            guard Int(index) < roster.grids.count else { return nil }
            return open.register.grids.firstIndex(of: roster.grids[Int(index)]).map(UInt16.init)
        }
    }

    /// For a door: where a vulnerable person is not confirmed, helper A, then B; then the grid's workers and who stands in for them; then
    /// the heads and the duty officer.
    func forDoor(_ household: UInt32) -> [Pseudonym] {
        let helpers = open.unconfirmed(in: household).flatMap(\.helpers)
        return unique(helpers + (byGrid[open.register.households[Int(household)].grid] ?? []) + lastResort)
    }

    /// For a place: the grid's workers, then the heads and the duty officer.
    func forPlace(_ place: RosterPlace) -> [Pseudonym] { unique((byGrid[place.grid] ?? []) + lastResort) }

    func chain(of item: TaskBook.Item) -> [Pseudonym] {
        switch item {
        case .door(let household): forDoor(household)
        case .place(let name): open.placesInTarget.first { $0.pseudonym == name }.map(forPlace) ?? lastResort
        case .round(let building):
            open.register.households.first { $0.building == building }.map { unique((byGrid[$0.grid] ?? []) + lastResort) }
                ?? lastResort
        }
    }

    /// Whether somebody has not answered although their call went on to who stands in for them.
    func isSilent(_ person: Pseudonym) -> Bool {
        guard let call = open.calls.call(of: person), !open.calls.hasAnswered(person) else { return false }
        return call.furthest.map { $0 >= .substitute } ?? false
    }

    private func unique(_ people: [Pseudonym]) -> [Pseudonym] {
        var seen: Set<Pseudonym> = []
        return people.filter { staff[$0] != nil && seen.insert($0).inserted }
    }
}
