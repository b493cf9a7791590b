import Alerts

/// What the service answers, one JSON object on one line.
struct ControlAnswer: Codable, Hashable, Sendable {
    /// Whether it was done.
    var done: Bool
    /// What was done, or why not and what to do, for people.
    var text: String
    /// What was found on the way, for instance in a register.
    var findings: [PlacedFinding]
    /// How the service is, where that was asked.
    var status: ServiceStatus?

    /// It was done.
    static func done(_ text: String, findings: [PlacedFinding] = [], status: ServiceStatus? = nil) -> ControlAnswer {
        ControlAnswer(done: true, text: text, findings: findings, status: status)
    }

    /// It was not done.
    static func refused(_ text: String, findings: [PlacedFinding] = []) -> ControlAnswer {
        ControlAnswer(done: false, text: text, findings: findings, status: nil)
    }
}

/// How a running service is.
struct ServiceStatus: Codable, Hashable, Sendable {
    /// Its community.
    var community: String
    /// Its process.
    var process: Int32
    /// Since when it runs.
    var started: Moment
    /// Whether it takes in alerts and sends commands.
    var ready: Bool
    /// How the connection to the broker stands, in words.
    var broker: String
    /// The lines of its journal.
    var lines: Int
    /// The register version in force; nil before the first.
    var register: Int?
    /// The alerts whose coverage is still counted.
    var open: [AlertID]
    /// The alerts that wait for the duty officer.
    var held: [AlertID]
}
