import Alerts
public import Community

/// `register.begun`: a new register version follows in the next lines, without personal data, at most 1,000 rows a line.
public struct RegisterBegun: Codable, Hashable, Sendable {
    /// The version.
    public var version: Int
    /// SHA-256 over the register files.
    public var hash: String
    /// The community's identifier.
    public var community: String
    /// The zone of its clock.
    public var timezone: String
    /// The population figure it is held against.
    public var reference: ReferencePopulation?
    /// Dangers declared absent.
    public var absent: [DeclaredAbsence]
    /// The grids, in the order that rows refer to.
    public var grids: [String]

    /// The head of a roster.
    public init(_ roster: Roster) {
        version = roster.version
        hash = roster.hash
        community = roster.community
        timezone = roster.timezone
        reference = roster.reference
        absent = roster.absent
        grids = roster.grids
    }
}

/// `register.households`, `register.vulnerable`, `register.places`, `register.devices`, `register.staff`, `register.exclusions`
/// and `register.duty`: rows of the version that was begun, in order.
public struct RegisterRows<Row: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    /// The version.
    public var version: Int
    /// The rows.
    public var rows: [Row]

    /// Rows of a version.
    public init(version: Int, rows: [Row]) {
        self.version = version
        self.rows = rows
    }
}

/// `register.adopted`: the version is whole and in force.
public struct RegisterAdopted: Codable, Hashable, Sendable {
    /// The version.
    public var version: Int
    /// SHA-256 over the register files, as at the beginning.
    public var hash: String
    /// Its households.
    public var households: Int
    /// Its residents.
    public var residents: Int

    /// The end of an adoption.
    public init(version: Int, hash: String, households: Int, residents: Int) {
        self.version = version
        self.hash = hash
        self.households = households
        self.residents = residents
    }
}
