/// The figures of the convention `tocsin-4.7/1`.
public enum FigureName: String, CaseIterable, Codable, Hashable, Sendable {
    /// Points for nearly everybody.
    case partialPoints
    /// The share of residents by the deadline that earns them, 0...1.
    case partialShare
    /// The share of time that service and broker must be there, 0...1.
    case availability
    /// Minutes without a line after which a running service counts as gone.
    case silenceMinutes
    /// Days that a passed test of a channel is good for.
    case testAgeDays
    /// Minutes between two shifts that are no gap.
    case dutyGapMinutes
    /// Days of a half-year in the period from which on it needs a full drill.
    case halfYearDays
    /// Full drills that such a half-year needs.
    case drillsPerHalfYear
    /// The share of residents among all who take part in a drill, 0...1.
    case residentShare
    /// Days since the oldest visit to a household, at the most.
    case registerAgeDays
    /// How far the register may be from the reference population, 0...1.
    case referenceTolerance
    /// The share of dwellings that may be excluded or away, 0...1.
    case exclusionShare
    /// The share of evidence that may be typed in afterwards, 0...1.
    case lateShare
    /// Tested ways to every household that do not fail together, for basic condition (二).
    case paths
    /// Days since the latest full alert or drill, at the most, for basic condition (二).
    case latestEventDays
    /// Hours from its start until everyone was reached, at the most, for basic condition (二).
    case latestEventHours
    /// Doors that nobody goes to within `implausibleMinutes`: so many by one person are shown against the result.
    case implausibleDoors
    /// The minutes that go with it.
    case implausibleMinutes
    /// Households that one phone may belong to before that is shown against the result.
    case householdsPerPhone

    /// The value that the convention publishes. Whoever uses another one signs for it.
    public var published: Double {
        switch self {
        case .partialPoints, .drillsPerHalfYear, .dutyGapMinutes: 1
        case .partialShare: 0.95
        case .residentShare: 0.30
        case .availability: 0.99
        case .silenceMinutes: 10
        case .testAgeDays: 31
        case .halfYearDays: 90
        case .registerAgeDays: 180
        case .referenceTolerance, .exclusionShare: 0.05
        case .lateShare: 0.10
        case .paths: 2
        case .latestEventDays: 183
        case .latestEventHours: 24
        case .implausibleDoors: 40
        case .implausibleMinutes, .householdsPerPhone: 3
        }
    }

    /// Whether it is a share, 0...1; the others are whole numbers.
    var isShare: Bool {
        switch self {
        case .partialShare, .residentShare, .availability, .referenceTolerance, .exclusionShare, .lateShare: true
        default: false
        }
    }
}
