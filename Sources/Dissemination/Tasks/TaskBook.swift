import Alerts
import Community
import Record

/// Who has to go where for one alert: every open door, place and round with whoever has it now.
struct TaskBook: Sendable {
    /// One door, place or round.
    enum Item: Hashable, Sendable {
        case door(UInt32)
        case place(Pseudonym)
        case round(building: Pseudonym)
    }

    /// Who has an item.
    struct Holding: Sendable {
        var holder: Pseudonym
        /// Since when.
        var since: Moment
        /// Everybody who has had it, whoever has it now included.
        var tried: [Pseudonym]
        /// For a round: by what.
        var means: RoundRecorded.Means?
        /// Whether it was given for a reason that another walker does not take away.
        var isPinned = false
        /// Its place among all that were ever assigned, which is the order of the route.
        var order: Int
    }

    private(set) var open: [Item: Holding] = [:]
    /// What is no longer to be done, by whoever had it last: a worker's page says so.
    private(set) var closed: [Item: (holder: Pseudonym, cause: TaskClosed.Cause, at: Moment)] = [:]
    private(set) var openDoors = 0
    private var counts: [Pseudonym: Int] = [:]
    private var assigned = 0

    /// How many items somebody has.
    func count(of staff: Pseudonym) -> Int { counts[staff] ?? 0 }

    /// Everybody who has something, in the order of their names.
    var holders: [Pseudonym] { counts.keys.sorted() }

    /// What somebody has, in the order of the route.
    func items(of staff: Pseudonym) -> [Item] {
        open.filter { $0.value.holder == staff }.sorted { $0.value.order < $1.value.order }.map(\.key)
    }

    mutating func apply(_ line: TaskAssigned, at: Moment) {
        for item in TaskBook.items(line.list) where open[item] == nil {
            assigned += 1
            open[item] = Holding(holder: line.to, since: at, tried: [line.to], means: line.means, order: assigned)
            counts[line.to, default: 0] += 1
            closed[item] = nil
            if case .door = item { openDoors += 1 }
        }
    }

    mutating func apply(_ line: TaskHandedOver, at: Moment) {
        for item in TaskBook.items(line.list) {
            guard var holding = open[item] else { continue }
            subtract(holding.holder)
            holding.holder = line.to
            holding.since = at
            holding.isPinned = line.reason == .unsafe || line.reason == .wrongEntry || line.reason == .order
            if !holding.tried.contains(line.to) { holding.tried.append(line.to) }
            open[item] = holding
            counts[line.to, default: 0] += 1
        }
    }

    mutating func apply(_ line: TaskClosed, at: Moment) {
        for item in TaskBook.items(line.list) {
            guard let holding = open.removeValue(forKey: item) else { continue }
            subtract(holding.holder)
            closed[item] = (holding.holder, line.cause, at)
            if case .door = item { openDoors -= 1 }
        }
    }

    private mutating func subtract(_ staff: Pseudonym) {
        let left = count(of: staff) - 1
        counts[staff] = left > 0 ? left : nil
    }

    /// The items of a list, in its order.
    static func items(_ list: TaskList) -> [Item] {
        (list.households ?? []).map(Item.door) + (list.places ?? []).map(Item.place)
            + (list.buildings ?? []).map { Item.round(building: $0) }
    }

    /// Items as lists of a line, at most a thousand doors each.
    static func lists(_ items: [Item]) -> [TaskList] {
        stride(from: 0, to: items.count, by: 1000).map { first in
            var list = (doors: [UInt32](), places: [Pseudonym](), buildings: [Pseudonym]())
            for item in items[first..<min(first + 1000, items.count)] {
                switch item {
                case .door(let household): list.doors.append(household)
                case .place(let place): list.places.append(place)
                case .round(let building): list.buildings.append(building)
                }
            }
            return TaskList(households: list.doors, places: list.places, buildings: list.buildings)
        }
    }
}
