public import Alerts
public import Community
public import Coverage
public import Record

/// One door, place or building that somebody has to see to, as their page shows it.
public struct StaffTask: Sendable {
    /// What it is.
    public enum Subject: Hashable, Sendable {
        /// A door: the household's index in the alert's register version, its pseudonym and its building's.
        case door(household: UInt32, pseudonym: Pseudonym, building: Pseudonym)
        /// A place, by its pseudonym.
        case place(Pseudonym)
        /// A building of a round.
        case round(building: Pseudonym, means: RoundRecorded.Means?)
    }

    /// What somebody recorded there.
    public struct Found: Hashable, Sendable {
        /// The record's name.
        public var record: RecordID
        /// What was found.
        public var result: DoorResult
        /// The pseudonym of who made it.
        public var by: Pseudonym
    }

    /// The alert.
    public var alert: AlertID
    /// What it is.
    public var subject: Subject
    /// Since when whoever has it has it.
    public var since: Moment
    /// Vulnerable persons behind the door who are not confirmed, with what they need help with.
    public var persons: [RosterPerson]
    /// What is known of the household; nil for nothing.
    public var grade: Grade?
    /// What people found there, the last of it last.
    public var results: [DoorResult]
    /// The same with the records' names and who made them, so that a mistake can be taken back.
    public var found: [Found]
    /// Why nobody has to go there any more; nil while somebody has to.
    public var closed: TaskClosed.Cause?
}

extension Desk {
    /// What somebody has to see to, over all alerts that run, in the order of the route; then what was closed meanwhile.
    public func tasks(of staff: Pseudonym) -> [StaffTask] {
        let running = coverage.order.compactMap { coverage.alerts[$0] }.filter(\.isRunning)
        let open = running.flatMap { alert -> [StaffTask] in
            guard let book = tasks[alert.accepted.alert] else { return [] }
            return book.items(of: staff).compactMap { item in
                book.open[item].map { task(item, alert, since: $0.since, means: $0.means, closed: nil) }
            }
        }
        let closed = running.flatMap { alert -> [StaffTask] in
            let closed = (tasks[alert.accepted.alert]?.closed ?? [:]).filter { $0.value.holder == staff }
            return closed.sorted { ($0.value.at, $0.key.rank.0, $0.key.rank.1) < ($1.value.at, $1.key.rank.0, $1.key.rank.1) }.map
            { item, end in
                task(item, alert, since: end.at, means: nil, closed: end.cause)
            }
        }
        return open + closed
    }

    /// Everybody who has something to see to for alerts that run.
    public var taskHolders: [Pseudonym] {
        let running = coverage.order.filter { coverage.alerts[$0]?.isRunning ?? false }
        return Set(running.flatMap { tasks[$0]?.holders ?? [] }).sorted()
    }

    private func task(
        _ item: TaskBook.Item, _ open: AlertCoverage, since: Moment, means: RoundRecorded.Means?, closed: TaskClosed.Cause?
    ) -> StaffTask {
        let alert = open.accepted.alert
        switch item {
        case .door(let household):
            let home = open.register.households[Int(household)]
            return StaffTask(
                alert: alert,
                subject: .door(household: household, pseudonym: home.pseudonym, building: home.building), since: since,
                persons: open.unconfirmed(in: household), grade: open.grade(of: household),
                results: open.people.standing(of: household).compactMap(\.result), found: found(household, open), closed: closed)
        case .place(let place):
            return StaffTask(
                alert: alert, subject: .place(place), since: since, persons: [], grade: nil, results: [], found: [],
                closed: closed)
        case .round(let building):
            return StaffTask(
                alert: alert, subject: .round(building: building, means: means), since: since, persons: [], grade: nil,
                results: [], found: [], closed: closed)
        }
    }

    private func found(_ household: UInt32, _ open: AlertCoverage) -> [StaffTask.Found] {
        open.people.named(of: household).compactMap { name, record in
            record.result.map { StaffTask.Found(record: name, result: $0, by: record.by) }
        }
    }
}

extension TaskBook.Item {
    /// Puts what was closed at one moment into an order that is the same each time.
    fileprivate var rank: (Int, UInt64) {
        switch self {
        case .door(let household): (0, UInt64(household))
        case .place(let place): (1, place.rawValue)
        case .round(let building): (2, building.rawValue)
        }
    }
}
