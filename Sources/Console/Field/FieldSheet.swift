import Alerts
import Community
import Coverage
import Dissemination
import Record

/// What somebody's page shows: the warnings that concern them, and where they have to go, with what stands on doors. No resident's name
/// or number is in it.
struct FieldSheet: Sendable {
    /// A warning.
    struct Warning: Sendable {
        var alert: AlertID
        var status: Status
        var colour: Colour?
        var headline: String
        var body: String
        var isCalled: Bool
        var answer: CallBook.Answer?
        var end: AlertEnded.Cause?
    }

    /// A door; one that several warnings are about stands once.
    struct Door: Sendable {
        var household: Pseudonym
        var building: String
        var room: String
        /// What people behind it need help with who are not confirmed.
        var needs: [Need] = []
        /// Those people.
        var persons: [Pseudonym] = []
        /// What was found last.
        var last: DoorResult?
        /// The last record of whose page it is, which they may take back.
        var mine: RecordID?
        /// Why nobody has to go there; nil while somebody has to.
        var closed: TaskClosed.Cause?
        /// Since when it is closed.
        var closedAt: Moment?
    }

    /// A place whose receiver has not answered.
    struct Place: Sendable {
        var pseudonym: Pseudonym
        var kind: String
        var name: String
        var alert: AlertID
        var receivers: [Pseudonym]
        var isClosed: Bool
    }

    /// A building of a round.
    struct Building: Sendable {
        var pseudonym: Pseudonym
        var name: String
        /// Whether passing it is a task.
        var isTask: Bool
    }

    /// A call for help of theirs.
    struct Help: Sendable {
        var need: HelpCalled.Need
        var isTaken: Bool
    }

    var link: LinkBook.Link
    var role: StaffRole?
    var grids: [String] = []
    var warnings: [Warning] = []
    var doors: [Door] = []
    var places: [Place] = []
    var buildings: [Building] = []
    var means: RoundRecorded.Means?
    var help: [Help] = []

    /// Doors that somebody still has to go to, in the order of the route.
    var openDoors: [Door] { doors.filter { $0.closed == nil } }
    /// Doors that nobody has to go to any more, the last that was closed first.
    var closedDoors: [Door] {
        doors.filter { $0.closed != nil }.sorted { ($0.closedAt ?? .epoch) > ($1.closedAt ?? .epoch) }
    }
    /// Warnings that run and call for an answer that was not given.
    var unanswered: [Warning] { warnings.filter { $0.isCalled && $0.answer == nil && $0.end == nil } }
}
