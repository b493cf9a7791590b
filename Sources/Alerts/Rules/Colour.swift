/// The four colours of Chinese warning signals, from the least to the worst (Decree 16 of CMA; levels Ⅳ to Ⅰ).
public enum Colour: String, CaseIterable, Codable, Hashable, Comparable, Sendable {
    case blue, yellow, orange, red

    /// 1 for red, 2 for orange, 3 for yellow, 4 for blue: what `priority` says in a command.
    public var priority: Int {
        switch self {
        case .red: 1
        case .orange: 2
        case .yellow: 3
        case .blue: 4
        }
    }

    /// The worse colour is the greater one.
    public static func < (left: Colour, right: Colour) -> Bool { left.priority > right.priority }

    /// The colour that a CAP severity stands for where the alert does not name one; nil for Unknown.
    public init?(severity: Severity) {
        switch severity {
        case .extreme: self = .red
        case .severe: self = .orange
        case .moderate: self = .yellow
        case .minor: self = .blue
        case .unknown: return nil
        }
    }

    /// The CAP severity that stands for this colour.
    public var severity: Severity {
        switch self {
        case .red: .extreme
        case .orange: .severe
        case .yellow: .moderate
        case .blue: .minor
        }
    }
}

/// What is coming, in the eight kinds that Tocsin tells apart.
public enum Hazard: String, CaseIterable, Codable, Hashable, Sendable {
    case weather, flood, geological, fire, earthquake
    case productionSafety = "production-safety"
    case fallingObject = "falling-object"
    case other
}
