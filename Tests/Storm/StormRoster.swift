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
        addPeople(&roster, &random)
        if random.chance(0.3) {
            let home = roster.households[random.int(0...count - 1)].pseudonym
            let day = CivilDate(year: 2026, month: 1, day: 1) ?? CivilDate(daysSinceEpoch: 20_454)
            roster.exclusions = [
                RosterExclusion(household: home, reason: "空置", since: day, until: nil, by: Pseudonym(rawValue: 9))
            ]
        }
        return roster
    }

    /// A duty officer, a head, workers of the grids with somebody who stands in, helpers, receivers; some share a phone with a household.
    private static func addPeople(_ roster: inout Roster, _ random: inout SplitMix64) {
        func name(_ number: Int) -> Pseudonym { Pseudonym(rawValue: UInt64(7000 + number)) }
        func phone(_ number: Int) -> Pseudonym? {
            if random.chance(0.1) { return nil }
            if random.chance(0.2), let shared = roster.phones.randomElement(using: &random) { return shared.pseudonym }
            return Pseudonym(rawValue: UInt64(8000 + number))
        }
        func add(_ number: Int, _ role: StaffRole, _ grids: [UInt16] = [], substitute: Int? = nil) {
            roster.staff.append(
                RosterStaff(
                    pseudonym: name(number), role: role, grids: grids, substitute: substitute.map(name), phone: phone(number)))
        }
        add(0, .duty, substitute: 1)
        add(1, .duty)
        add(2, .head)
        for grid in 0..<3 { add(10 + grid, .grid, [UInt16(grid)], substitute: random.chance(0.5) ? 20 + grid : nil) }
        for grid in 0..<3 { add(20 + grid, .grid) }
        for helper in 0..<4 { add(30 + helper, .helper, substitute: helper == 0 ? 31 : nil) }
        for receiver in 0..<4 { add(40 + receiver, .receiver) }
        for index in roster.vulnerable.indices {
            roster.vulnerable[index].helpers = (0..<random.int(0...2)).map { name(30 + (index + $0) % 4) }
        }
        roster.places = (0..<random.int(0...2)).map {
            RosterPlace(
                pseudonym: Pseudonym(rawValue: UInt64(900 + $0)), grid: UInt16($0), kind: "school",
                receivers: [name(40 + 2 * $0), name(41 + 2 * $0)])
        }
        for member in roster.staff {
            guard let phone = member.phone, !roster.phones.contains(where: { $0.pseudonym == phone }) else { continue }
            roster.phones.append(RosterPhone(pseudonym: phone, kind: .mobile, households: [], isHousehold: false))
        }
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
