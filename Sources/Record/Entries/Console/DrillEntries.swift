public import Community

/// `drill.signedIn`: people signed in at a drill, counted by group; no names.
public struct DrillSignedIn: Codable, Hashable, Sendable {
    /// Who takes part. 国减发〔2020〕2号 item 7.3 asks that residents are 30 % of all who take part.
    public enum Group: String, CaseIterable, Codable, Hashable, Sendable {
        /// People who live here.
        case resident
        /// The community's own staff and grid workers.
        case staff
        /// Volunteers.
        case volunteer
        /// People of schools, companies, property managers.
        case organisation
        /// Fire service, police, health service, the street.
        case rescue
    }

    /// The drill's name.
    public var drill: String
    /// Who.
    public var group: Group
    /// How many; less than none takes back what was counted too much.
    public var count: Int
    /// The grid that they gathered in; nil where nobody says.
    public var grid: String?
    /// The pseudonym of who counted.
    public var by: Pseudonym?

    /// A line of the sign-in sheet.
    public init(drill: String, group: Group, count: Int, grid: String? = nil, by: Pseudonym?) {
        self.drill = drill
        self.group = group
        self.count = count
        self.grid = grid
        self.by = by
    }
}

/// `drill.faulted`: something that a drill showed not to work, which is what it is held for.
public struct DrillFaulted: Codable, Hashable, Sendable {
    /// What kind of fault.
    public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
        /// A device or gateway did not do what it should.
        case device
        /// Somebody could not be called, or came too late.
        case people
        /// The register was wrong.
        case register
        /// The plan was wrong or not followed.
        case plan
        /// Something else.
        case other
    }

    /// The drill's name.
    public var drill: String
    /// What kind.
    public var kind: Kind
    /// What was seen and what is to be done, without names and numbers of people.
    public var detail: String
    /// The pseudonym of who saw it.
    public var by: Pseudonym?

    /// A fault.
    public init(drill: String, kind: Kind, detail: String, by: Pseudonym?) {
        self.drill = drill
        self.kind = kind
        self.detail = detail
        self.by = by
    }
}

/// `drill.closed`: a declared drill is over, before its time or with it.
public struct DrillClosed: Codable, Hashable, Sendable {
    /// The drill's name.
    public var drill: String
    /// The pseudonym of who closed it.
    public var by: Pseudonym?

    /// The end of a drill.
    public init(drill: String, by: Pseudonym?) {
        self.drill = drill
        self.by = by
    }
}
