import Alerts
import Community
import Record

/// A register version whose lines are still coming in.
struct PendingRegister: Sendable {
    private let begun: RegisterBegun
    private var households: [(pseudonym: Pseudonym, visited: CivilDate?)] = []
    private var residents = 0
    private var exclusions: [RosterExclusion] = []
    private var devices: [RosterDevice] = []
    private var withPhones = HouseholdSet()
    private var shifts: [Range<Moment>] = []
    private var vulnerable = 0
    private var withoutTwoHelpers = 0
    private var sharedPhones: [Int: Int] = [:]
    private var homesOfPhones: [Pseudonym: [UInt32]] = [:]
    private var helpers: [(home: UInt32, helpers: [Pseudonym])] = []
    private var phones: [Pseudonym: Pseudonym] = [:]

    init(_ begun: RegisterBegun) { self.begun = begun }

    var version: Int { begun.version }

    mutating func apply(_ entry: Entry) {
        switch entry {
        case .registerHouseholds(let rows):
            households += rows.rows.lazy.map { ($0.pseudonym, $0.checked) }
            residents += rows.rows.reduce(0) { $0 + Int($1.residents) }
        case .registerVulnerable(let rows):
            vulnerable += rows.rows.count
            withoutTwoHelpers += rows.rows.count { Set($0.helpers).count < 2 }
            helpers += rows.rows.lazy.map { ($0.household, $0.helpers) }
        case .registerPhones(let rows):
            for phone in rows.rows where phone.households.count > 1 { sharedPhones[phone.households.count, default: 0] += 1 }
            for phone in rows.rows where !phone.households.isEmpty { homesOfPhones[phone.pseudonym] = phone.households }
            withPhones = withPhones.union(HouseholdSet(ascending: rows.rows.flatMap(\.households).sorted()))
        case .registerDevices(let rows): devices += rows.rows
        case .registerStaff(let rows):
            for member in rows.rows { phones[member.pseudonym] = member.phone }
        case .registerExclusions(let rows): exclusions += rows.rows
        case .registerDuty(let rows): shifts += rows.rows.lazy.filter { $0.from < $0.to }.map { $0.from..<$0.to }
        default: break
        }
    }

    /// The version as it comes into force.
    func adopted(at: Moment) -> RegisterRecord {
        let excluded = Set(exclusions.map(\.household))
        var places: [Pseudonym: UInt32] = [:]
        var visits: [CivilDate: Int] = [:]
        var unvisited = 0
        for (index, household) in households.enumerated() {
            if excluded.contains(household.pseudonym) {
                places[household.pseudonym] = UInt32(index)
            } else if let visited = household.visited {
                visits[visited, default: 0] += 1
            } else {
                unvisited += 1
            }
        }
        let listed = exclusions.map { exclusion in
            let index = places[exclusion.household]
            return RegisterRecord.Exclusion(
                household: exclusion.household, since: exclusion.since, until: exclusion.until, index: index,
                visited: index.flatMap { households[Int($0)].visited })
        }
        return RegisterRecord(
            version: begun.version, community: begun.community, adoptedAt: at, reference: begun.reference, absent: begun.absent,
            households: households.count, residents: residents, visits: visits, unvisited: unvisited, exclusions: listed,
            devices: devices, withPhones: withPhones, duty: Stretches(shifts), vulnerable: vulnerable,
            withoutTwoHelpers: withoutTwoHelpers, sharedPhones: sharedPhones, helpedByThemselves: helpedByThemselves)
    }

    private var helpedByThemselves: Int {
        helpers.count { home, helpers in
            helpers.contains { helper in phones[helper].flatMap { homesOfPhones[$0] }?.contains(home) ?? false }
        }
    }
}
