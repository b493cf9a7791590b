public import Alerts

/// The register without personal data: what coverage is computed from, live and years later from the journal alone.
///
/// Homes and people appear by pseudonym; grids and devices keep their identifiers. Households are known by their index in
/// this version, which is their order in it.
public struct Roster: Hashable, Sendable {
    /// The number of the register version, from 1.
    public var version: Int
    /// SHA-256 over the register files that this version was read from, 64 hexadecimal digits.
    public var hash: String
    /// The community's identifier, normally its 12-digit division code.
    public var community: String
    /// The zone of the community's clock, for instance `Asia/Shanghai`.
    public var timezone: String
    /// The population figure of another authority, against which the register is held.
    public var reference: ReferencePopulation?
    /// Kinds of danger that are declared in writing not to exist here.
    public var absent: [DeclaredAbsence]
    /// The grids' identifiers; a household names its grid by the index in this list.
    public var grids: [String]
    /// The households, by index.
    public var households: [RosterHousehold]
    /// The vulnerable persons.
    public var vulnerable: [RosterPerson]
    /// The places with a receiver.
    public var places: [RosterPlace]
    /// Phones of households and staff, in the order in which the register names them.
    public var phones: [RosterPhone]
    /// Loudspeakers and displays.
    public var devices: [RosterDevice]
    /// Staff, helpers and receivers.
    public var staff: [RosterStaff]
    /// Households left out of the denominator, one by one.
    public var exclusions: [RosterExclusion]
    /// Who is on duty when.
    public var duty: [RosterShift]

    /// An empty roster of a community.
    public init(version: Int, hash: String, community: String, timezone: String) {
        self.version = version
        self.hash = hash
        self.community = community
        self.timezone = timezone
        absent = []
        grids = []
        households = []
        vulnerable = []
        places = []
        phones = []
        devices = []
        staff = []
        exclusions = []
        duty = []
    }
}

/// A population figure of another authority (street or police), entered with its date.
public struct ReferencePopulation: Hashable, Codable, Sendable {
    /// Residents by that authority's count.
    public var residents: Int
    /// The day of the count.
    public var date: CivilDate
    /// Whose count it is.
    public var source: String

    /// A figure with its date and source.
    public init(residents: Int, date: CivilDate, source: String) {
        self.residents = residents
        self.date = date
        self.source = source
    }
}

/// A kind of danger declared not to exist here, for instance falling objects where no building is high.
public struct DeclaredAbsence: Hashable, Codable, Sendable {
    /// The kind, one of the four that 国减发〔2020〕2号 (四) 7 names.
    public var kind: String
    /// Why it does not exist here.
    public var reason: String
    /// The pseudonym of who declared it.
    public var by: Pseudonym
    /// The day of the declaration.
    public var date: CivilDate

    /// A declaration.
    public init(kind: String, reason: String, by: Pseudonym, date: CivilDate) {
        self.kind = kind
        self.reason = reason
        self.by = by
        self.date = date
    }
}

/// A household as the journal knows it.
public struct RosterHousehold: Hashable, Sendable {
    /// Its pseudonym.
    public var pseudonym: Pseudonym
    /// The index of its grid in the roster's list.
    public var grid: UInt16
    /// The pseudonym of its building.
    public var building: Pseudonym
    /// People who live in it, migrants included.
    public var residents: UInt16
    /// Migrant workers among them.
    public var migrants: UInt16
    /// The day of the last visit; nil where none is on file.
    public var checked: CivilDate?
    /// Phones that belong to somebody in it, up to 255; those of people elsewhere do not count.
    public var phones: UInt8

    /// A household.
    public init(
        pseudonym: Pseudonym, grid: UInt16, building: Pseudonym, residents: UInt16, migrants: UInt16, checked: CivilDate?,
        phones: UInt8
    ) {
        self.pseudonym = pseudonym
        self.grid = grid
        self.building = building
        self.residents = residents
        self.migrants = migrants
        self.checked = checked
        self.phones = phones
    }
}

/// A vulnerable person as the journal knows them.
public struct RosterPerson: Hashable, Sendable {
    /// Their pseudonym.
    public var pseudonym: Pseudonym
    /// The index of their household.
    public var household: UInt32
    /// What they need help with; never a diagnosis.
    public var needs: [Need]
    /// The pseudonyms of helpers A and B.
    public var helpers: [Pseudonym]

    /// A person.
    public init(pseudonym: Pseudonym, household: UInt32, needs: [Need], helpers: [Pseudonym]) {
        self.pseudonym = pseudonym
        self.household = household
        self.needs = needs
        self.helpers = helpers
    }
}

/// What a vulnerable person needs help with.
public enum Need: String, CaseIterable, Codable, Hashable, Sendable {
    case hear, see, understand, move, carry
}

/// A place with a named receiver, as the journal knows it.
public struct RosterPlace: Hashable, Codable, Sendable {
    /// Its pseudonym.
    public var pseudonym: Pseudonym
    /// The index of its grid.
    public var grid: UInt16
    /// Its kind: school, clinic, care, shop, site, lodging and others.
    public var kind: String
    /// The pseudonyms of the receiver and, where there is one, the substitute.
    public var receivers: [Pseudonym]

    /// A place.
    public init(pseudonym: Pseudonym, grid: UInt16, kind: String, receivers: [Pseudonym]) {
        self.pseudonym = pseudonym
        self.grid = grid
        self.kind = kind
        self.receivers = receivers
    }
}

/// A phone as the journal knows it, with the households that it reaches.
public struct RosterPhone: Hashable, Sendable {
    /// The pseudonym of its number.
    public var pseudonym: Pseudonym
    /// What can be done with it.
    public var kind: PhoneKind
    /// The indexes of the households that it belongs to, ascending; those of people who live elsewhere (`@away`) are left out, since
    /// reaching them proves nothing.
    public var households: [UInt32]
    /// Whether it belongs to a household at all, if only to somebody elsewhere.
    public var isHousehold: Bool

    /// A phone.
    public init(pseudonym: Pseudonym, kind: PhoneKind, households: [UInt32], isHousehold: Bool) {
        self.pseudonym = pseudonym
        self.kind = kind
        self.households = households
        self.isHousehold = isHousehold
    }

    /// The households that it reaches.
    public var reach: HouseholdSet { HouseholdSet(ascending: households) }
}

/// A loudspeaker or display with the households that it reaches.
public struct RosterDevice: Hashable, Codable, Sendable {
    /// Its identifier.
    public var device: String
    /// `loudspeaker` or `display`.
    public var channel: Channel
    /// The gateway that carries it, where it has no connection of its own.
    public var gateway: String?
    /// The grid it stands in, by identifier; nil where the register names none.
    public var grid: String?
    /// The day of the site acceptance, without which it proves nothing.
    public var accepted: CivilDate?
    /// The day of the indoor test, without which it proves nothing at night and in rain, gale or hail.
    public var indoorTest: CivilDate?
    /// The households in its audible area.
    public var reach: HouseholdSet

    /// A device.
    public init(
        device: String, channel: Channel, gateway: String?, grid: String?, accepted: CivilDate?, indoorTest: CivilDate?,
        reach: HouseholdSet
    ) {
        self.device = device
        self.channel = channel
        self.gateway = gateway
        self.grid = grid
        self.accepted = accepted
        self.indoorTest = indoorTest
        self.reach = reach
    }
}

/// A member of staff, a helper or a receiver, as the journal knows them.
public struct RosterStaff: Hashable, Codable, Sendable {
    /// Their pseudonym.
    public var pseudonym: Pseudonym
    /// What they are there for.
    public var role: StaffRole
    /// The indexes of the grids that they look after.
    public var grids: [UInt16]
    /// The pseudonym of who stands in for them; nil where nobody does.
    public var substitute: Pseudonym?
    /// The pseudonym of their phone; nil where the register has none.
    public var phone: Pseudonym?

    /// A member of staff.
    public init(
        pseudonym: Pseudonym, role: StaffRole, grids: [UInt16], substitute: Pseudonym?, phone: Pseudonym? = nil
    ) {
        self.pseudonym = pseudonym
        self.role = role
        self.grids = grids
        self.substitute = substitute
        self.phone = phone
    }
}

/// A household that is left out, with reason and time.
public struct RosterExclusion: Hashable, Codable, Sendable {
    /// The household's pseudonym; it may stand in this version or only in an earlier one.
    public var household: Pseudonym
    /// Why.
    public var reason: String
    /// From which day.
    public var since: CivilDate
    /// Until which day, inclusive; nil where it is open.
    public var until: CivilDate?
    /// The pseudonym of who decided it.
    public var by: Pseudonym

    /// An exclusion.
    public init(household: Pseudonym, reason: String, since: CivilDate, until: CivilDate?, by: Pseudonym) {
        self.household = household
        self.reason = reason
        self.since = since
        self.until = until
        self.by = by
    }
}

/// A shift of the duty roster.
public struct RosterShift: Hashable, Codable, Sendable {
    /// Its beginning.
    public var from: Moment
    /// Its end.
    public var to: Moment
    /// The pseudonym of who is on duty.
    public var staff: Pseudonym

    /// A shift.
    public init(from: Moment, to: Moment, staff: Pseudonym) {
        self.from = from
        self.to = to
        self.staff = staff
    }
}

/// A means by which a warning goes out.
public enum Channel: String, CaseIterable, Codable, Hashable, Sendable {
    case loudspeaker, display, sms, voice, robot, round, door
}
