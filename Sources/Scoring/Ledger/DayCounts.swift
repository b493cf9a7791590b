import Alerts

/// How often things happened that speak against the record, by day.
struct DayCounts: Hashable, Sendable {
    /// What is counted.
    enum Event: String, CaseIterable, Sendable {
        case held, rejected, refusedAlert, conflicting, refusedReceipt, refusedRecord
    }

    private var counts: [Event: [CivilDate: Int]] = [:]

    mutating func add(_ count: Int, _ event: Event, on day: CivilDate) { counts[event, default: [:]][day, default: 0] += count }

    /// How often in the days of a period.
    func count(_ event: Event, in days: ClosedRange<CivilDate>) -> Int {
        (counts[event] ?? [:]).reduce(0) { days.contains($1.key) ? $0 + $1.value : $0 }
    }
}
