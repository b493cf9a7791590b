import Alerts
public import Community

// Rows of a register version stand in the journal as arrays, since a million households as objects would be mostly names.

extension RosterHousehold: Codable {
    /// Reads `[pseudonym, grid, building, residents, migrants, checked or null, usable phones]`.
    public init(from decoder: any Decoder) throws {
        var row = try decoder.unkeyedContainer()
        self.init(
            pseudonym: try row.decode(Pseudonym.self), grid: try row.decode(UInt16.self),
            building: try row.decode(Pseudonym.self), residents: try row.decode(UInt16.self),
            migrants: try row.decode(UInt16.self), checked: try row.decode(CivilDate?.self), phones: try row.decode(UInt8.self))
    }

    /// Writes that array.
    public func encode(to encoder: any Encoder) throws {
        var row = encoder.unkeyedContainer()
        try row.encode(pseudonym)
        try row.encode(grid)
        try row.encode(building)
        try row.encode(residents)
        try row.encode(migrants)
        try row.encode(checked)
        try row.encode(phones)
    }
}

extension RosterPerson: Codable {
    /// Reads `[pseudonym, household, [needs], [helpers]]`.
    public init(from decoder: any Decoder) throws {
        var row = try decoder.unkeyedContainer()
        self.init(
            pseudonym: try row.decode(Pseudonym.self), household: try row.decode(UInt32.self),
            needs: try row.decode([Need].self), helpers: try row.decode([Pseudonym].self))
    }

    /// Writes that array.
    public func encode(to encoder: any Encoder) throws {
        var row = encoder.unkeyedContainer()
        try row.encode(pseudonym)
        try row.encode(household)
        try row.encode(needs)
        try row.encode(helpers)
    }
}

extension RosterPhone: Codable {
    /// Reads `[pseudonym, kind, [households], belongs to a household]`.
    public init(from decoder: any Decoder) throws {
        var row = try decoder.unkeyedContainer()
        self.init(
            pseudonym: try row.decode(Pseudonym.self), kind: try row.decode(PhoneKind.self),
            households: try row.decode([UInt32].self), isHousehold: try row.decode(Bool.self))
    }

    /// Writes that array.
    public func encode(to encoder: any Encoder) throws {
        var row = encoder.unkeyedContainer()
        try row.encode(pseudonym)
        try row.encode(kind)
        try row.encode(households)
        try row.encode(isHousehold)
    }
}
