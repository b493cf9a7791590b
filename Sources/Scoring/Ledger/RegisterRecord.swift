import Alerts
import Community
import Record

/// What the assessment needs of a register version: no households, only what they add up to.
struct RegisterRecord: Sendable {
    let version: Int
    let community: String
    /// From when it was in force.
    let adoptedAt: Moment
    let reference: ReferencePopulation?
    let absent: [DeclaredAbsence]
    let households: Int
    let residents: Int
    /// Households by the day of the last visit, those that are excluded at any time left out.
    let visits: [CivilDate: Int]
    /// Households without a visit on file, likewise.
    let unvisited: Int
    /// Exclusions; `index` is nil where the household stands only in an earlier version.
    let exclusions: [Exclusion]
    let devices: [RosterDevice]
    /// Households with a phone of somebody who lives there.
    let withPhones: HouseholdSet
    /// The time that somebody is named for.
    let duty: Stretches
    let vulnerable: Int
    /// Vulnerable persons who do not have a helper A and a helper B.
    let withoutTwoHelpers: Int
    /// How many phones belong to so many households, by that number; phones of one or none are left out.
    let sharedPhones: [Int: Int]
    /// Vulnerable persons who have a helper whose phone is their own household's: nobody else answers for them.
    let helpedByThemselves: Int

    struct Exclusion: Hashable, Sendable {
        let household: Pseudonym
        let since: CivilDate
        let until: CivilDate?
        let index: UInt32?
        let visited: CivilDate?

        func isInForce(on day: CivilDate) -> Bool { since <= day && until.map { day <= $0 } ?? true }
    }

    /// Exclusions in force on a day, one for a household.
    func exclusions(on day: CivilDate) -> [Exclusion] {
        var seen: Set<Pseudonym> = []
        return exclusions.filter { $0.isInForce(on: day) && seen.insert($0.household).inserted }
    }

    /// Dwellings on a day: the households of this version and those excluded that no longer stand in it.
    func dwellings(on day: CivilDate) -> Int { households + exclusions(on: day).count { $0.index == nil } }

    /// The households that count on a day.
    func counted(on day: CivilDate) -> HouseholdSet {
        let excluded = Set(exclusions(on: day).compactMap(\.index))
        guard !excluded.isEmpty else { return HouseholdSet(all: households) }
        return HouseholdSet(ascending: (0..<UInt32(households)).lazy.filter { !excluded.contains($0) })
    }

    /// The day of the oldest visit to a household that counts on a day, and how many of those were never visited.
    func oldestVisit(on day: CivilDate) -> (visit: CivilDate?, unvisited: Int) {
        let inForce = Set(exclusions(on: day).compactMap(\.index))
        var seen: Set<UInt32> = []
        let back = exclusions.filter { exclusion in
            exclusion.index.map { !inForce.contains($0) && seen.insert($0).inserted } ?? false
        }
        let oldest = ([visits.keys.min()] + back.map(\.visited)).compactMap(\.self).min()
        return (oldest, unvisited + back.count { $0.visited == nil })
    }

    /// Loudspeakers that coverage can rely on: accepted on site by a day, and heard by somebody.
    func reliedLoudspeakers(on day: CivilDate) -> [RosterDevice] {
        devices.filter { $0.channel == .loudspeaker && !$0.reach.isEmpty && ($0.accepted.map { $0 <= day } ?? false) }
    }
}
