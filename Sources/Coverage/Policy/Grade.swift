/// What the evidence proves for a household, taken as the maximum over channels and never as a sum.
public enum Grade: String, CaseIterable, Codable, Hashable, Comparable, Sendable {
    /// A system took the order (发出).
    case sent
    /// It arrived at the phone, or sounded within proven earshot (到达).
    case reached
    /// A person of the household answered (确认).
    case confirmed
    /// Told face to face (当面告知).
    case told

    /// 0 for sent up to 3 for told.
    public var rank: Int {
        switch self {
        case .sent: 0
        case .reached: 1
        case .confirmed: 2
        case .told: 3
        }
    }

    /// A grade that proves less comes first.
    public static func < (left: Grade, right: Grade) -> Bool { left.rank < right.rank }
}
