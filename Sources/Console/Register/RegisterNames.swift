import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Record

/// Who and what the pseudonyms of a register version stand for, for pages of those who may see it. The journal knows pseudonyms only.
struct RegisterNames: Sendable {
    /// A building with its grid and its first household, which gives its place in the route.
    struct Building: Sendable {
        let grid: String
        let name: String
        let first: UInt32
        var households: Int
    }

    /// The version.
    let version: Int
    /// The register with its personal data.
    let register: Register
    /// Staff in the order of the register.
    let staff: [(pseudonym: Pseudonym, member: RegisterStaff)]
    /// Buildings in the order of the route.
    let buildings: [(pseudonym: Pseudonym, building: Building)]
    private let staffIndexes: [Pseudonym: Int]
    private let buildingIndexes: [Pseudonym: Int]
    private let places: [Pseudonym: RegisterPlace]

    /// The names of a roster; nil where its register is not kept any more.
    static func of(_ roster: Roster, _ desk: ConsoleDesk) async throws -> RegisterNames? {
        if let known = desk.memory.names(of: roster.version) { return known }
        return try await desk.reading { () -> RegisterNames? in
            guard let register = desk.backstage.register(roster.version), register.staff.count == roster.staff.count,
                register.householdCount == roster.households.count
            else { return nil }
            let names = RegisterNames(register, roster)
            desk.memory.keep(names, of: roster.version)
            return names
        }
    }

    /// The names of the register in force; nil before the first.
    static func inForce(_ desk: ConsoleDesk) async throws -> RegisterNames? {
        guard let roster = try await desk.state({ $0.coverage.roster }) else { return nil }
        return try await of(roster, desk)
    }

    private init(_ register: Register, _ roster: Roster) {
        version = roster.version
        self.register = register
        staff = zip(roster.staff, register.staff).map { ($0.pseudonym, $1) }
        staffIndexes = Dictionary(
            roster.staff.enumerated().map { ($1.pseudonym, $0) }, uniquingKeysWith: { first, _ in first })
        places = Dictionary(
            zip(roster.places, register.places).map { ($0.pseudonym, $1) }, uniquingKeysWith: { first, _ in first })
        var buildings: [(pseudonym: Pseudonym, building: Building)] = []
        var indexes: [Pseudonym: Int] = [:]
        for (index, home) in roster.households.enumerated() {
            if let known = indexes[home.building] {
                buildings[known].building.households += 1
                continue
            }
            indexes[home.building] = buildings.count
            let grid = roster.grids[Int(home.grid)]
            let name = register.household(UInt32(index)).building
            buildings.append((home.building, Building(grid: grid, name: name, first: UInt32(index), households: 1)))
        }
        self.buildings = buildings
        buildingIndexes = indexes
    }

    /// A member of staff; nil for somebody whom this version does not know.
    func member(_ pseudonym: Pseudonym) -> RegisterStaff? { staffIndexes[pseudonym].map { staff[$0].member } }

    /// The pseudonym of a member of staff by identifier.
    func pseudonym(ofStaff identifier: String) -> Pseudonym? { staff.first { $0.member.staff == identifier }?.pseudonym }

    /// A place.
    func place(_ pseudonym: Pseudonym) -> RegisterPlace? { places[pseudonym] }

    /// A building.
    func building(_ pseudonym: Pseudonym) -> Building? { buildingIndexes[pseudonym].map { buildings[$0].building } }

    /// A household; nil for an index beyond this version.
    func home(_ index: UInt32) -> RegisterHousehold? {
        Int(index) < register.householdCount ? register.household(index) : nil
    }

    /// Somebody's name with what they are, as pages show it: `张三（网格员）`; the pseudonym for those whom nobody knows any more.
    func called(_ pseudonym: Pseudonym, _ t: Texts) -> String {
        guard let member = member(pseudonym) else { return pseudonym.description }
        return t("tasks.person", ["name": member.name.text, "role": t("staff.\(member.role.rawValue)")])
    }
}
