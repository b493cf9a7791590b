import Community

/// How many households, residents and migrants there are of something.
public struct Tally: Hashable, Sendable {
    /// Households.
    public var households = 0
    /// Residents, migrants included.
    public var residents = 0
    /// Migrant workers.
    public var migrants = 0

    /// Nobody.
    public init() {}

    /// Nobody is left out and somebody was asked for.
    func isAll(of whole: Tally) -> Bool { households == whole.households }

    mutating func add(residents count: UInt16, migrants migrantCount: UInt16) {
        households += 1
        residents += Int(count)
        migrants += Int(migrantCount)
    }

    mutating func remove(residents count: UInt16, migrants migrantCount: UInt16) {
        households -= 1
        residents -= Int(count)
        migrants -= Int(migrantCount)
    }

    /// Adds a household, or takes one away.
    mutating func count(_ household: RosterHousehold, _ sign: Int) {
        households += sign
        residents += sign * Int(household.residents)
        migrants += sign * Int(household.migrants)
    }

    /// What is left of a whole.
    static func - (whole: Tally, part: Tally) -> Tally {
        var rest = whole
        rest.households -= part.households
        rest.residents -= part.residents
        rest.migrants -= part.migrants
        return rest
    }
}
