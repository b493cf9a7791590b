import Alerts
import Community
import TestSupport

/// A small community made from a seed: enough households to tell ranges from lists, few enough that a storm takes milliseconds.
enum StormRoster {
    static func make(_ random: inout SplitMix64) -> Roster {
        var roster = Roster(version: 1, hash: "storm", community: "110101001001", timezone: "Asia/Shanghai")
        roster.grids = ["g1", "g2", "g3"]
        let count = random.int(6...30)
        roster.households = (0..<count).map { index in
            let residents = random.chance(0.1) ? UInt16(random.int(9...20)) : UInt16(random.int(1...6))
            return RosterHousehold(
                pseudonym: Pseudonym(rawValue: UInt64(index + 1)), grid: UInt16(index * 3 / count),
                building: Pseudonym(rawValue: UInt64(1000 + index / 4)), residents: residents,
                migrants: UInt16(random.int(0...1)), checked: nil, phones: 1)
        }
        roster.vulnerable = (0..<random.int(0...3)).map { index in
            RosterPerson(
                pseudonym: Pseudonym(rawValue: UInt64(500 + index)), household: UInt32(random.int(0...count - 1)), needs: [.move],
                helpers: [])
        }
        roster.devices = (0..<random.int(2...7)).map { device(&random, index: $0, households: count) }
        roster.phones = (0..<random.int(0...count)).map { index in
            let homes = Set((0..<random.int(1...2)).map { _ in UInt32(random.int(0...count - 1)) }).sorted()
            return RosterPhone(
                pseudonym: Pseudonym(rawValue: UInt64(5000 + index)), kind: random.chance(0.9) ? .mobile : .landline,
                households: random.chance(0.95) ? homes : [], isHousehold: true)
        }
        if random.chance(0.3) {
            let home = roster.households[random.int(0...count - 1)].pseudonym
            let day = CivilDate(year: 2026, month: 1, day: 1) ?? CivilDate(daysSinceEpoch: 20_454)
            roster.exclusions = [
                RosterExclusion(household: home, reason: "空置", since: day, until: nil, by: Pseudonym(rawValue: 9))
            ]
        }
        return roster
    }

    private static func device(_ random: inout SplitMix64, index: Int, households: Int) -> RosterDevice {
        let isDisplay = index > 0 && random.chance(0.25)
        let first = random.int(0...households - 1)
        let last = min(households - 1, first + random.int(0...households / 2))
        let day = CivilDate(year: 2026, month: 1, day: 1)
        return RosterDevice(
            device: "dev-\(index)", channel: isDisplay ? .display : .loudspeaker, gateway: random.chance(0.2) ? "gw-1" : nil,
            grid: isDisplay ? "g1" : nil, accepted: random.chance(0.8) ? day : nil, indoorTest: random.chance(0.6) ? day : nil,
            reach: isDisplay ? HouseholdSet() : HouseholdSet(ascending: UInt32(first)...UInt32(last)))
    }
}
