/// A version of the register with everything in it, personal data included: it stays beside the journal, never in it. What goes
/// into the journal is its `roster`.
///
/// Households, staff, places and devices are known by their index. Households stand by grid, then by building, then as listed;
/// in that order neighbours are together and a set of households is a few ranges.
public struct Register: Sendable {
    /// SHA-256 over the files that it was read from, 64 hexadecimal digits.
    public let hash: String
    /// The community itself.
    public let profile: CommunityProfile
    /// The identifiers of the grids, in natural order; everything else names a grid by its index here.
    public let grids: [String]
    /// Staff, helpers and receivers.
    public let staff: [RegisterStaff]
    /// The vulnerable persons.
    public let vulnerable: [RegisterPerson]
    /// The places with a receiver.
    public let places: [RegisterPlace]
    /// Loudspeakers and displays.
    public let devices: [RegisterDevice]
    /// Who is on duty when.
    public let duty: [RegisterShift]
    /// Households left out of the denominator.
    public let exclusions: [RegisterExclusion]

    let households: HouseholdTable
    let zones: Zones
    let spatial: SpatialIndex

    /// How many households there are.
    public var householdCount: Int { households.count }

    /// A household by its index. The index MUST be below `householdCount`.
    public func household(_ index: UInt32) -> RegisterHousehold { households[Int(index)] }

    /// The index of a household by its identifier; nil where this version has none of that name.
    public func index(ofHousehold identifier: some StringProtocol) -> UInt32? {
        households.identifiers.index(of: identifier.utf8).map { UInt32($0) }
    }

    /// The index of a member of staff by identifier.
    public func index(ofStaff identifier: some StringProtocol) -> UInt32? {
        staff.firstIndex { $0.staff == identifier }.map { UInt32($0) }
    }

    /// The phones of a household that prove something, without those of people elsewhere.
    public func usablePhones(_ index: UInt32) -> [Phone] { households.phones(of: Int(index)).filter { !$0.isAway } }

    /// The households of a building, by the names of its grid and itself.
    public func households(inBuilding building: String, ofGrid grid: String) -> HouseholdSet {
        guard let number = grids.firstIndex(of: grid) else { return HouseholdSet() }
        let wanted = HouseholdTable.Building(grid: UInt16(number), name: building)
        guard let name = households.buildingNames.firstIndex(of: wanted) else { return HouseholdSet() }
        return HouseholdSet(
            ascending: households.buildings.indices.lazy.filter { households.buildings[$0] == name }.map { UInt32($0) })
    }

    /// The households of a grid.
    public func households(ofGrid grid: String) -> HouseholdSet {
        guard let number = grids.firstIndex(of: grid) else { return HouseholdSet() }
        return HouseholdSet(
            ascending: households.grids.indices.lazy.filter { households.grids[$0] == number }.map { UInt32($0) })
    }
}

extension Register: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The community and sizes; nothing personal.
    public var description: String {
        "register of \(profile.id): \(households.count) households, \(vulnerable.count) vulnerable persons, "
            + "\(places.count) places, \(devices.count) devices"
    }
    /// The community and sizes; nothing personal.
    public var debugDescription: String { description }
    /// The community and sizes; nothing personal.
    public var customMirror: Mirror { Mirror(self, children: ["hash": hash, "households": households.count]) }
}
