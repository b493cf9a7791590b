public import Alerts

/// What a member of staff is there for.
public enum StaffRole: String, CaseIterable, Codable, Hashable, Sendable {
    /// Stands watch.
    case duty
    /// Knows a grid and its doors.
    case grid
    /// Helps vulnerable persons.
    case helper
    /// Leads the community.
    case head
    /// Receives warnings for a place.
    case receiver
}

/// A member of staff, a helper or a receiver.
public struct RegisterStaff: Hashable, Sendable {
    /// The identifier.
    public let staff: String
    /// The name.
    public let name: PersonName
    /// What the person is there for.
    public let role: StaffRole
    /// The phone; nil where the register has none.
    public let phone: Phone?
    /// The indexes of the grids that the person looks after.
    public let grids: [UInt16]
    /// The index of who stands in; nil where nobody does.
    public internal(set) var substitute: UInt32?
}

/// A vulnerable person (脆弱人群清单).
public struct RegisterPerson: Hashable, Sendable {
    /// The identifier.
    public let person: String
    /// The index of the household.
    public internal(set) var household: UInt32
    /// What the person needs help with.
    public let needs: [Need]
    /// The indexes of helpers A and B in the staff, those that are named.
    public let helpers: [UInt32]
}

/// A place with a receiver.
public struct RegisterPlace: Hashable, Sendable {
    /// The identifier.
    public let place: String
    /// The index of its grid.
    public let grid: UInt16
    /// The kind in lower-case words: `school`, `clinic`, `care`, `shop`, `site`, `lodging` and others.
    public let kind: String
    /// Where it is; nil where the register does not say.
    public let coordinate: Coordinate?
    /// The indexes of the receiver and the substitute in the staff, those that are named.
    public let receivers: [UInt32]
    /// When it is open, as written.
    public let hours: String
}

/// A loudspeaker or display.
public struct RegisterDevice: Hashable, Sendable {
    /// The identifier.
    public let device: String
    /// `loudspeaker` or `display`.
    public let channel: Channel
    /// The gateway that carries it, where it has no connection of its own.
    public let gateway: String?
    /// The index of the grid it stands in.
    public let grid: UInt16?
    /// Where it is; nil where the register does not say.
    public let coordinate: Coordinate?
    /// The day of the site acceptance.
    public let accepted: CivilDate?
    /// The day of the indoor test.
    public let indoorTest: CivilDate?
    /// The households in its audible area.
    public let reach: HouseholdSet
}

/// A shift of duty.
public struct RegisterShift: Hashable, Sendable {
    /// Its beginning.
    public let from: Moment
    /// Its end.
    public let to: Moment
    /// The index of who is on duty, in the staff.
    public let staff: UInt32
}

/// A household left out of the denominator.
public struct RegisterExclusion: Hashable, Sendable {
    /// The household's identifier; it may stand in this version or only in an earlier one.
    public let household: String
    /// Why.
    public let reason: String
    /// From which day.
    public let since: CivilDate
    /// Until which day, inclusive; nil where it is open.
    public let until: CivilDate?
    /// Who decided it: a staff identifier, or whatever was written.
    public let by: String
}

/// A household with everything that the register knows of it. Contains personal data.
public struct RegisterHousehold: Hashable, Sendable {
    /// The identifier.
    public let household: String
    /// The index of its grid.
    public let grid: UInt16
    /// The building, as written; empty where the register names none.
    public let building: String
    /// Where it is; nil where the register does not say.
    public let coordinate: Coordinate?
    /// People who live in it, migrants included.
    public let residents: Int
    /// Migrant workers among them.
    public let migrants: Int
    /// The phones, those of people elsewhere among them.
    public let phones: [Phone]
    /// The language it is spoken to in, as written; empty where the register names none.
    public let language: String
    /// The day of the last visit.
    public let checked: CivilDate?
}
