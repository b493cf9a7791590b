public import Alerts
public import Community
public import Coverage
public import Record

/// A household that is not covered, why, what was tried, and who has it now.
public struct UncoveredHousehold: Sendable {
    /// Why it is not covered.
    public enum Reason: String, CaseIterable, Sendable {
        /// Nobody lives there just now; it is listed, and in no rate.
        case away
        /// Nobody can know, because an answer cannot come.
        case unknown
        /// Nothing by which it is warned here reaches it.
        case noPath = "no-path"
        /// What reaches it failed.
        case failed
        /// So many live there that only its receiver's answer, or telling face to face, counts.
        case largeUnit = "large-unit"
        /// It was sent, and nothing proves that it arrived.
        case notReached = "not-reached"
        /// It is reached, and a vulnerable person is not confirmed.
        case unconfirmed
    }

    /// One means that was tried.
    public struct Attempt: Hashable, Sendable {
        /// The channel.
        public var channel: Channel
        /// The device or phone; nil at the door.
        public var endpoint: String?
        /// How far it got.
        public var stage: Stage
        /// Why it failed since.
        public var failure: FailureReason?
        /// At the door: what was found.
        public var result: DoorResult?
    }

    /// The household's index in the alert's register version.
    public var household: UInt32
    /// The household.
    public var home: RosterHousehold
    /// Its grid's identifier.
    public var grid: String
    /// What is known of it.
    public var grade: Grade?
    /// Vulnerable persons in it who are not confirmed.
    public var persons: [RosterPerson]
    /// Why it is not covered.
    public var reason: Reason
    /// What was tried.
    public var attempts: [Attempt]
    /// Who has it as a task.
    public var holder: Pseudonym?
}

extension Desk {
    /// Households of an alert that are not covered, or whose vulnerable persons are not confirmed, and those away, in the order of the
    /// register.
    ///
    /// - Parameters:
    ///   - grid: only those of a grid, by its identifier.
    ///   - after: only those behind this index, so that long lists can be paged.
    ///   - limit: at most so many.
    public func uncovered(_ alert: AlertID, grid: String? = nil, after: UInt32? = nil, limit: Int = .max) -> [UncoveredHousehold]
    {
        guard let open = coverage.alerts[alert], limit > 0 else { return [] }
        var found: [UInt32] = []
        for range in open.targetSet.ranges where range.upperBound > after ?? 0 {
            for household in range where after.map({ household > $0 }) ?? true {
                guard !isDone(household, open) || open.isAway(household) else { continue }
                if let grid, open.register.grids[Int(open.register.households[Int(household)].grid)] != grid { continue }
                found.append(household)
                if found.count == limit { return describe(found, open) }
            }
        }
        return describe(found, open)
    }

    private func describe(_ households: [UInt32], _ open: AlertCoverage) -> [UncoveredHousehold] {
        let wanted = HouseholdSet(ascending: households)
        let attempts = attempts(towards: wanted, open)
        return households.map { household in
            let home = open.register.households[Int(household)]
            let doors = open.people.standing(of: household).compactMap { record in
                record.result.map { UncoveredHousehold.Attempt(channel: .door, stage: $0.stage ?? .planned, result: $0) }
            }
            let tried = attempts[household] ?? []
            return UncoveredHousehold(
                household: household, home: home, grid: open.register.grids[Int(home.grid)], grade: open.grade(of: household),
                persons: open.unconfirmed(in: household), reason: reason(household, home, tried, open), attempts: tried + doors,
                holder: tasks[open.accepted.alert]?.open[.door(household)]?.holder)
        }
    }

    /// What was tried towards some households, one pass over the deliveries.
    private func attempts(towards wanted: HouseholdSet, _ open: AlertCoverage) -> [UInt32: [UncoveredHousehold.Attempt]] {
        var found: [UInt32: [UncoveredHousehold.Attempt]] = [:]
        for table in open.deliveries where table.action == .present {
            for (row, name) in table.endpoints.enumerated() {
                guard let endpoint = open.endpoints.endpoint(name, on: table.channel) else { continue }
                let attempt = UncoveredHousehold.Attempt(
                    channel: table.channel, endpoint: name, stage: table.stages[row], failure: table.failures[row])
                endpoint.reach.intersection(wanted).forEach { found[$0, default: []].append(attempt) }
            }
        }
        return found
    }

    private func reason(
        _ household: UInt32, _ home: RosterHousehold, _ tried: [UncoveredHousehold.Attempt], _ open: AlertCoverage
    ) -> UncoveredHousehold.Reason {
        if open.isAway(household) { return .away }
        if open.has(.reached, household) { return .unconfirmed }
        if open.isUnknown(household) { return .unknown }
        if tried.isEmpty { return .noPath }
        if tried.allSatisfy({ $0.failure != nil }) { return .failed }
        let limit = coverage.policy?.evidence.largestUnit ?? 8
        return Int(home.residents) > limit && tried.contains { $0.stage >= .delivered } ? .largeUnit : .notReached
    }
}
