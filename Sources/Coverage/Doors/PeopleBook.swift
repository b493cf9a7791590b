import Alerts
public import Community
public import Record

/// What people recorded of one alert, and what else is known of the households that they spoke of.
public struct PeopleBook: Sendable {
    /// One record.
    public struct Record: Sendable {
        /// The households that it speaks of, in the alert's target.
        public var households: HouseholdSet
        /// `door` or `round`.
        public var channel: Channel
        /// The pseudonym of who was there.
        public var by: Pseudonym
        /// At a door: what was found.
        public var result: DoorResult?
        /// What it proves at the most; nil for nothing.
        public var grade: Grade?
        /// Whether it was typed in afterwards.
        public var isLate: Bool
        /// Whether it counts: no correction has taken its place.
        public internal(set) var isStanding = true
        /// The vulnerable persons whom it covers, by the index of the scope; nil for all of the household.
        var persons: [Int]?
        var nobody: Nobody?
        /// Milliseconds since the start, by the far end's time and by arrival.
        var far: UInt32
        var arrival: UInt32
    }

    /// What a record says about nobody being there.
    enum Nobody: Sendable {
        /// Nobody home.
        case unanswered
        /// Nobody lives there just now, by what the visitor sees.
        case away
        /// The same, by the word of a relative.
        case word
    }

    /// A household of which somebody said something: what all else proves of it, the records, and since when it counts as away.
    struct Visited: Sendable {
        var machine: HouseholdMoments
        var records: [RecordID] = []
        var away: UInt32?
    }

    /// The records by their names.
    public internal(set) var records: [RecordID: Record] = [:]
    /// How often what people say of the alert has changed.
    public internal(set) var revision = 0
    var visited: [UInt32: Visited] = [:]

    /// Records that were typed in afterwards and count.
    public var late: Int { records.values.count { $0.isLate && $0.isStanding } }

    /// Whether nobody lives in a household just now.
    func isAway(_ household: UInt32) -> Bool { visited.isEmpty ? false : visited[household]?.away != nil }

    /// The records of a household that count, in the order in which they became known.
    public func standing(of household: UInt32) -> [Record] {
        (visited[household]?.records ?? []).compactMap { records[$0] }.filter(\.isStanding)
    }

    /// The records of a household that count, by their names.
    public func named(of household: UInt32) -> [(name: RecordID, record: Record)] {
        (visited[household]?.records ?? []).compactMap { name in records[name].map { (name, $0) } }.filter(\.record.isStanding)
    }

    /// Households that nobody lives in just now, ascending.
    public var away: [UInt32] { visited.filter { $0.value.away != nil }.keys.sorted() }

    /// Since when a household counts as away: by a relative's word, or by two visits that found nobody, the second a pause after the
    /// first, one of them saying that nobody lives there; but not if somebody was met there since. Where a vulnerable person lives, only
    /// a word counts: behind a door that stays shut may be somebody who cannot open it.
    func awaySince(_ household: UInt32, pause: UInt32, isVulnerable: Bool) -> UInt32? {
        let doors = standing(of: household).filter { $0.channel == .door }
        let met = doors.filter { ($0.grade ?? .sent) >= .reached }.map(\.far).max()
        let nobody = doors.filter { door in door.nobody != nil && met.map { door.far > $0 } ?? true }.sorted { $0.far < $1.far }
        if let word = nobody.first(where: { $0.nobody == .word }) { return word.far }
        guard !isVulnerable, let first = nobody.first else { return nil }
        var saysAway = first.nobody == .away
        for visit in nobody.dropFirst() {
            saysAway = saysAway || visit.nobody == .away
            if saysAway, visit.far >= first.far, visit.far - first.far >= pause { return visit.far }
        }
        return nil
    }
}

/// The earliest moments of one household by grade, and of its vulnerable persons.
struct HouseholdMoments: Sendable {
    var grades = Array(repeating: GradeMoment(), count: Grade.allCases.count)
    var persons: [UInt32] = []

    func far(_ grade: Grade) -> UInt32 { grades[grade.rank].far }
}
