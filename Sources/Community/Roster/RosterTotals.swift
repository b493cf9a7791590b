extension Roster {
    /// How many there are of everything that is counted.
    public struct Totals: Hashable, Codable, Sendable {
        /// Households.
        public var households: Int
        /// People, migrants included.
        public var residents: Int
        /// Migrant workers.
        public var migrants: Int
        /// Vulnerable persons.
        public var vulnerable: Int
        /// Places with a receiver.
        public var places: Int

        /// Totals.
        public init(households: Int, residents: Int, migrants: Int, vulnerable: Int, places: Int) {
            self.households = households
            self.residents = residents
            self.migrants = migrants
            self.vulnerable = vulnerable
            self.places = places
        }
    }

    /// The totals of the whole roster, exclusions not taken off.
    public var totals: Totals { totals(of: HouseholdSet(all: households.count), places: Array(places.indices)) }

    /// The totals of some households, with some places by index.
    public func totals(of set: HouseholdSet, places: [Int]) -> Totals {
        var totals = Totals(households: set.count, residents: 0, migrants: 0, vulnerable: 0, places: places.count)
        set.forEach { index in
            totals.residents += Int(households[Int(index)].residents)
            totals.migrants += Int(households[Int(index)].migrants)
        }
        totals.vulnerable = vulnerable.count { set.contains($0.household) }
        return totals
    }

    /// The households of each grid, by the grid's index.
    public var householdsByGrid: [HouseholdSet] {
        var members = [[UInt32]](repeating: [], count: grids.count)
        for (index, household) in households.enumerated() { members[Int(household.grid)].append(UInt32(index)) }
        return members.map { HouseholdSet(ascending: $0) }
    }
}
