import Alerts
import Record

/// What the journal says of a drill besides its declaration.
struct DrillRecord: Sendable {
    /// The lines of the sign-in sheet.
    var signedIn: [(at: Moment, line: DrillSignedIn)] = []
    /// What was seen not to work.
    var faults: [(at: Moment, line: DrillFaulted)] = []
    /// When it was closed.
    var closed: (at: Moment, line: DrillClosed)?

    /// How many of a group took part.
    func count(_ group: DrillSignedIn.Group) -> Int {
        signedIn.filter { $0.line.group == group }.reduce(0) { $0 + $1.line.count }
    }

    /// How many took part.
    var participants: Int { DrillSignedIn.Group.allCases.reduce(0) { $0 + max(0, count($1)) } }
}
