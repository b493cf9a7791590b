public import Alerts
public import Community

/// What somebody has to see to for an alert: doors in the order of the route, places, or buildings of a round.
public struct TaskList: Codable, Hashable, Sendable {
    /// Households by their index in the alert's register version, in the order of the route.
    public var households: [UInt32]?
    /// Places by their pseudonyms.
    public var places: [Pseudonym]?
    /// Buildings to pass with whistle, gong or van, in the order of the route.
    public var buildings: [Pseudonym]?

    /// A list; what it does not have is absent.
    public init(households: [UInt32] = [], places: [Pseudonym] = [], buildings: [Pseudonym] = []) {
        self.households = households.isEmpty ? nil : households
        self.places = places.isEmpty ? nil : places
        self.buildings = buildings.isEmpty ? nil : buildings
    }

    /// How many there are in it.
    public var count: Int { (households?.count ?? 0) + (places?.count ?? 0) + (buildings?.count ?? 0) }
}

/// `task.assigned`: somebody has to go to doors or places of an alert, or round its buildings.
public struct TaskAssigned: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who has to.
    public var to: Pseudonym
    /// What.
    public var list: TaskList
    /// For a round: by what.
    public var means: RoundRecorded.Means?
    /// The pseudonym of who gave it; nil where the policy did.
    public var by: Pseudonym?

    /// A task.
    public init(alert: AlertID, to: Pseudonym, list: TaskList, means: RoundRecorded.Means? = nil, by: Pseudonym? = nil) {
        self.alert = alert
        self.to = to
        self.list = list
        self.means = means
        self.by = by
    }
}

/// `task.closed`: nobody has to go there any more.
public struct TaskClosed: Codable, Hashable, Sendable {
    /// Why not.
    public enum Cause: String, CaseIterable, Codable, Hashable, Sendable {
        /// What somebody recorded there.
        case result
        /// Evidence by another way came meanwhile.
        case evidence
        /// Nobody lives there just now.
        case away
    }

    /// The alert.
    public var alert: AlertID
    /// What is closed.
    public var list: TaskList
    /// Why.
    public var cause: Cause
    /// The pseudonym of who closed it; nil for evidence by another way.
    public var by: Pseudonym?

    /// The end of tasks.
    public init(alert: AlertID, list: TaskList, cause: Cause, by: Pseudonym? = nil) {
        self.alert = alert
        self.list = list
        self.cause = cause
        self.by = by
    }
}

/// `task.handedOver`: somebody else has to go there.
public struct TaskHandedOver: Codable, Hashable, Sendable {
    /// Why.
    public enum Reason: String, CaseIterable, Codable, Hashable, Sendable {
        /// Nothing was heard of the first person for the policy's minutes.
        case silent
        /// The way is not safe.
        case unsafe
        /// The register is wrong there.
        case wrongEntry
        /// Somebody who walks there has room again.
        case room
        /// A person decided it.
        case order
    }

    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who had it.
    public var from: Pseudonym
    /// The pseudonym of who has it now.
    public var to: Pseudonym
    /// What.
    public var list: TaskList
    /// Why.
    public var reason: Reason

    /// A handover.
    public init(alert: AlertID, from: Pseudonym, to: Pseudonym, list: TaskList, reason: Reason) {
        self.alert = alert
        self.from = from
        self.to = to
        self.list = list
        self.reason = reason
    }
}
