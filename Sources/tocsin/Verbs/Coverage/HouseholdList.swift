import Alerts
import Community
import Foundation
import Storage

/// The households that are not covered, by building, for the person on duty who sends somebody there.
enum HouseholdList {
    /// The lines; identifiers come from the register's files beside the journal, never from the journal itself.
    static func lines(_ missing: MissingHouseholds, version: Int, journal: any JournalReader) throws -> [String] {
        let register = try register(version: version, journal: journal)
        var buildings: [(name: String, households: [String])] = []
        for (index, _) in missing.households where index < UInt32(register.householdCount) {
            let household = register.household(index)
            let name = "\(register.grids[Int(household.grid)]) \(household.building)"
            if buildings.last?.name != name { buildings.append((name, [])) }
            buildings[buildings.count - 1].households.append(household.household)
        }
        return [""]
            + buildings.map { "\(TextWidth.harmless($0.name)) (\($0.households.count)): \($0.households.joined(separator: " "))" }
    }

    private static func register(version: Int, journal: any JournalReader) throws -> Register {
        guard let stored = try journal.register(version: version) else {
            throw CommandFailure("the register's files of version \(version) are not kept here, so households cannot be named")
        }
        let today = Surroundings.now().stamped(in: .current).local.date
        guard let register = Register.read(Community.RegisterFiles(stored.files), today: today, previous: nil).register else {
            throw CommandFailure("the register's files of version \(version) cannot be read any more")
        }
        return register
    }
}
