import Alerts
import Community
import Coverage
import Record

/// What the lines say of one alert, as far as the assessment asks.
struct AlertRecord: Sendable {
    let accepted: Facts
    /// How it ended, and when; nil while it is in force.
    var ended: (line: AlertEnded, at: Moment)?
    /// Its figures in the journal, in order: at the verdict, at changes of it, at the close.
    var reports: [CoverageReport] = []

    /// The line of its acceptance without the sets.
    struct Facts: Sendable {
        let alert: AlertID
        let status: Status
        let msgType: MsgType
        let event: String
        let colour: Colour
        let clock: Bool
        let sent: Moment
        let start: Moment
        let at: Moment
        let deadlines: Deadlines
        let drill: String?
        let register: Int
        let households: Int
        /// The target is every household that counted then.
        let isWhole: Bool
    }

    init(_ line: AlertAccepted, at: Moment, isWhole: Bool) {
        accepted = Facts(
            alert: line.alert, status: line.status, msgType: line.msgType, event: line.event, colour: line.effectiveColour,
            clock: line.clock, sent: line.sent, start: line.start, at: at, deadlines: line.deadlines, drill: line.drill,
            register: line.register, households: line.target.count, isWhole: isWhole)
    }
}
