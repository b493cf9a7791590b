import Alerts
import Community
import Coverage
import Record

/// What the journal says of one alert, from its first line to its last.
struct AlertRecord: Sendable {
    /// What became of it.
    enum Fate: String, Sendable, Encodable {
        case held, rejected, recorded, open, ended, closed
    }

    let alert: AlertID
    let source: String
    let original: OriginalDocument
    let status: Status
    /// The first line that names it, and the time of that line.
    let firstLine: Int
    let firstAt: Moment
    /// The last line that names it.
    var lastLine: Int
    var fate: Fate
    /// Why it waits, or was kept and not disseminated.
    var reason: String?
    /// The line by which it was accepted.
    var accepted: AlertAccepted?
    var msgType: MsgType?
    var event: String?
    var sent: Moment?
    /// How it ended.
    var ended: AlertEnded?
    var endedAt: Moment?
    /// The line that closed it; before that line its whole state is known.
    var closedLine: Int?
    /// The figures of its verdict and its close.
    var decided: CoverageReport?
    var final: CoverageReport?
    /// When a duty officer first acknowledged it, and who.
    var acknowledged: (at: Moment, by: Pseudonym?)?
    /// Whether a copy came with other bytes.
    var isConflicting = false

    /// The figures that are known from the lines: those of the close, else of the verdict.
    var figures: CoverageReport? { final ?? decided }

    /// Whether it warns people: an Actual alert or a drill that is no Cancel.
    var isWarning: Bool { accepted.map { ($0.status == .actual || $0.status == .exercise) && $0.msgType != .cancel } ?? false }

    /// Whether it is in force.
    var isInForce: Bool { isWarning && fate == .open }
}
