import Alerts
import Community
import Record

/// What was counted over the journal's lines, for `/metrics`.
struct Tallies: Sendable {
    /// A name and its labels.
    struct Key: Hashable, Comparable, Sendable {
        let name: String
        let labels: [String]

        init(_ name: String, _ labels: String...) {
            self.name = name
            self.labels = labels
        }

        static func < (left: Key, right: Key) -> Bool {
            left.name != right.name ? left.name < right.name : left.labels.lexicographicallyPrecedes(right.labels)
        }
    }

    private(set) var counts: [Key: Int] = [:]
    private(set) var dispatch = Histogram(bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300])
    private var accepted: [AlertID: Moment] = [:]
    private var dispatched: [AlertID: Set<String>] = [:]

    mutating func note(_ entry: Entry, at: Moment) {
        switch entry {
        case .alertAccepted(let line):
            add(Key("alerts", "accepted", line.status.rawValue))
            accepted[line.alert] = at
        case .alertHeld(let line): add(Key("alerts", "held", line.status.rawValue))
        case .alertRecorded(let line): add(Key("alerts", "recorded", line.status.rawValue))
        case .alertRefused: add(Key("alerts", "refused", "unknown"))
        case .alertRepeated: add(Key("alerts", "repeated", "unknown"))
        case .alertConflicting: add(Key("alerts", "conflicting", "unknown"))
        case .alertClosed(let line): (accepted[line.alert], dispatched[line.alert]) = (nil, nil)
        default: noteDelivery(entry, at: at)
        }
    }

    private mutating func noteDelivery(_ entry: Entry, at: Moment) {
        switch entry {
        case .deliveriesPlanned(let plan): add(Key("deliveries", plan.channel.rawValue, "planned"), plan.endpoints.count)
        case .deliveriesDispatched(let moved): noteDispatch(moved, at: at)
        case .deliveriesRepeated(let moved): add(Key("repeats", moved.channel.rawValue), moved.endpoints.count)
        case .deliveriesFailed(let moved):
            add(Key("failures", moved.channel.rawValue, moved.reason?.rawValue ?? "unknown"), moved.endpoints.count)
        case .deliveriesWithdrawn(let moved): add(Key("deliveries", moved.channel.rawValue, "withdrawn"), moved.endpoints.count)
        case .receiptAccepted(let receipt):
            add(Key("receipts", "accepted", ""))
            if let stage = receipt.stage { add(Key("deliveries", receipt.channel.rawValue, stage.rawValue)) }
            if let reason = receipt.failed { add(Key("failures", receipt.channel.rawValue, reason.rawValue)) }
        case .receiptRepeated(let line): add(Key("receipts", "repeated", ""), line.count)
        case .receiptRefused(let line): add(Key("receipts", "refused", line.reason), line.count)
        default: break
        }
    }

    /// The time to dispatch is from the acceptance to the first line by which an endpoint's command went out.
    private mutating func noteDispatch(_ moved: DeliveriesMoved, at: Moment) {
        add(Key("deliveries", moved.channel.rawValue, "dispatched"), moved.endpoints.count)
        guard let start = accepted[moved.alert] else { return }
        for endpoint in moved.endpoints {
            let isFirst = dispatched[moved.alert, default: []].insert("\(moved.channel.rawValue) \(endpoint)").inserted
            if isFirst { dispatch.add((at - start).seconds) }
        }
    }

    private mutating func add(_ key: Key, _ count: Int = 1) { counts[key, default: 0] += count }
}

/// How often a figure was at most so large.
struct Histogram: Sendable {
    let bounds: [Double]
    private(set) var counts: [Int]
    private(set) var total = 0
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    mutating func add(_ value: Double) {
        total += 1
        sum += value
        for (index, bound) in bounds.enumerated() where value <= bound { counts[index] += 1 }
    }
}
