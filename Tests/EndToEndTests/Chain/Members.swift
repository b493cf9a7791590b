import Record

/// The members that the interfaces promise, written down here once more.
enum Members {
    /// A command that presents, withdraws or checks.
    static let command: Set<String> = [
        "v", "delivery", "alert", "action", "status", "msgType", "hazard", "event", "colour", "headline", "text", "language",
        "issuer", "repeat", "priority", "sent", "expires", "audio",
    ]
    /// Coverage of an alert; `byDeadline` is more than was promised, and `ended` is there once it has ended.
    static let coverage: Set<String> = [
        "alert", "community", "status", "asOf", "start", "deadline", "target", "covered", "missing", "unknown", "away", "late",
        "rate", "rateByArrival", "householdRate", "vulnerableRate", "grade", "seconds", "channels", "grids", "withinDeadline",
    ]
    /// The members of the parts of coverage.
    static let coverageParts: [String: Set<String>] = [
        "deadline": ["households", "vulnerable"], "target": counts, "covered": counts, "missing": counts,
        "unknown": ["households", "residents"], "away": ["households", "residents"],
        "grade": ["sent", "reached", "confirmed", "told"], "seconds": ["p50", "p90", "p99", "all"],
    ]
    /// A channel's and a grid's figures.
    static let channel: Set<String> = ["channel", "deliveries", "dispatched", "delivered", "presented", "confirmed", "failed"]
    static let grid: Set<String> = ["grid", "households", "covered", "residents", "residentsCovered"]
    /// An assessment.
    static let assessment: Set<String> = [
        "item", "name", "standard", "convention", "community", "from", "to", "full", "suggested", "reason", "criteria",
        "basicCondition", "counts", "alerts", "counterEvidence", "changes", "witness", "checkpoint", "evaluator",
    ]

    private static let counts: Set<String> = ["households", "residents", "vulnerable", "migrants", "places"]
}

extension JSONValue {
    /// A number, whole or not.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// Whether this is a time as on every interface: RFC 3339 with milliseconds and an offset.
    var isTime: Bool { text?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d/) != nil }
}
