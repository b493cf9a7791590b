public import Alerts
public import Coverage
import Dissemination
public import Record

/// What the outside is shown, as it stands at one moment.
public struct Publications: Sendable {
    /// Coverage of alerts whose figures moved.
    public var coverage: [CoverageReport] = []
    /// Alerts that left the current list.
    public var cleared: [AlertID] = []
    /// A new assessment of item 4.7.
    public var assessment: JSONValue?
    /// The latest signed checkpoint.
    public var checkpoint: String?
    /// Alerts that have to go out on `alert/out`.
    public var relays: [AlertID] = []
}

/// What waits to be published, with the pauses that the interface promises.
struct PendingPublications {
    var moved: Set<AlertID> = []
    var assessment: JSONValue?
    var checkpoint: String?
    private var cleared: [AlertID] = []
    private var lastLook: Moment?
    private var published: [AlertID: (at: Moment, isComplete: Bool)] = [:]

    mutating func note(_ entry: Entry) {
        switch entry {
        case .assessmentMade(let made): assessment = made.assessment
        case .alertClosed(let closed): cleared.append(closed.alert)
        default: break
        }
    }

    /// Puts everything that the broker should retain among what waits.
    mutating func republish(_ retained: RetainedValues, open: [AlertID]) {
        moved.formUnion(open)
        published = [:]
        cleared += retained.closed.filter { !cleared.contains($0) }
        assessment = retained.assessment ?? assessment
        checkpoint = retained.checkpoint ?? checkpoint
    }

    mutating func take(desk: Desk, now: Moment, forced: Bool) -> Publications {
        var publications = Publications()
        moved.formUnion(desk.coverage.alerts(withDeadlineIn: min(lastLook ?? now, now)..<now))
        lastLook = now
        for alert in moved {
            guard let open = desk.coverage.alerts[alert], open.accepted.status == .actual || open.accepted.status == .exercise
            else {
                moved.remove(alert)
                continue
            }
            let report = open.report(asOf: now)
            let isComplete = report.missing.households == 0
            let last = published[alert]
            let isDue = last.map { now - $0.at >= .seconds(1) || (isComplete && !$0.isComplete) } ?? true
            guard isDue || forced else { continue }
            published[alert] = (now, isComplete)
            moved.remove(alert)
            publications.coverage.append(report)
        }
        publications.cleared = cleared
        for alert in cleared { published[alert] = nil }
        cleared = []
        publications.assessment = assessment
        publications.checkpoint = checkpoint
        publications.relays = desk.relays
        assessment = nil
        checkpoint = nil
        return publications
    }
}

/// The latest of what the broker should retain besides coverage, as the journal gives it.
struct RetainedValues {
    /// The latest assessment.
    private(set) var assessment: JSONValue?
    /// Whether a verdict has come since; a crash may have parted the two.
    private(set) var isAssessmentDue = false
    /// The latest checkpoint.
    var checkpoint: String?
    /// The alerts that were closed last, whose topics are to be clear. Only those of the last moments before a crash can be left over.
    private(set) var closed: [AlertID] = []

    private static let closedKept = 32

    mutating func note(_ entry: Entry) {
        switch entry {
        case .coverageDecided: isAssessmentDue = true
        case .assessmentMade(let made):
            isAssessmentDue = false
            assessment = made.assessment
        case .alertClosed(let named): closed = closed.suffix(Self.closedKept - 1) + [named.alert]
        default: break
        }
    }
}
