public import Alerts
public import Community
import Coverage
public import Record

/// A person sends somebody round some buildings with whistle, gong or van.
public struct RoundOrder: Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who goes.
    public var to: Pseudonym
    /// By what.
    public var means: RoundRecorded.Means
    /// The pseudonyms of the buildings, in the order of the route.
    public var buildings: [Pseudonym]
    /// The pseudonym of who orders it.
    public var by: Pseudonym

    /// An order.
    public init(alert: AlertID, to: Pseudonym, means: RoundRecorded.Means, buildings: [Pseudonym], by: Pseudonym) {
        self.alert = alert
        self.to = to
        self.means = means
        self.buildings = buildings
        self.by = by
    }
}

/// A person gives somebody's doors to another.
public struct HandoverOrder: Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who has them.
    public var from: Pseudonym
    /// The pseudonym of who shall have them.
    public var to: Pseudonym
    /// The pseudonyms of the households; empty for all that the first one has.
    public var households: [Pseudonym]

    /// An order.
    public init(alert: AlertID, from: Pseudonym, to: Pseudonym, households: [Pseudonym] = []) {
        self.alert = alert
        self.from = from
        self.to = to
        self.households = households
    }
}

extension Desk {
    /// A round is a task over the buildings that stand in the target and are not on another round already.
    func decide(_ order: RoundOrder) -> [Entry] {
        guard let open = coverage.alerts[order.alert], open.isRunning, open.goesToPeople, member(order.to, open) != nil else {
            return []
        }
        let buildings = order.buildings.filter { building in
            tasks[order.alert]?.open[.round(building: building)] == nil && !open.households(in: [building]).isEmpty
        }
        guard !buildings.isEmpty else { return [] }
        return [
            .taskAssigned(
                TaskAssigned(
                    alert: order.alert, to: order.to, list: TaskList(buildings: buildings), means: order.means, by: order.by))
        ]
    }

    /// A round that was made closes the buildings that it passed.
    func closures(by line: RoundRecorded) -> [Entry] {
        coverage.standsFor(line.alert).compactMap { alert in
            let buildings = line.buildings.filter { tasks[alert]?.open[.round(building: $0)] != nil }
            guard !buildings.isEmpty else { return nil }
            return .taskClosed(
                TaskClosed(alert: alert, list: TaskList(buildings: buildings), cause: .result, by: line.by))
        }
    }

    /// Gives doors to another because a person decided it.
    func decide(_ order: HandoverOrder) -> [Entry] {
        guard let open = coverage.alerts[order.alert], open.isRunning, member(order.to, open) != nil,
            let book = tasks[order.alert]
        else { return [] }
        let meant = Set(order.households.compactMap { open.household($0) })
        let items = book.items(of: order.from).filter { item in
            if case .door(let household) = item { return meant.isEmpty || meant.contains(household) }
            return meant.isEmpty
        }
        return TaskBook.lists(items).map {
            .taskHandedOver(TaskHandedOver(alert: order.alert, from: order.from, to: order.to, list: $0, reason: .order))
        }
    }
}
