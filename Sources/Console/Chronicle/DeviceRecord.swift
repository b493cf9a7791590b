import Alerts
import Record

/// What the journal says of a device or gateway.
struct DeviceRecord: Sendable {
    /// A line about it.
    struct Line: Sendable {
        let at: Moment
        let online: Bool
        let faults: [String]
        let firmware: String?
    }

    /// The last lines about its state, oldest first.
    private(set) var states: [Line] = []
    /// Its last test.
    var tested: (at: Moment, test: DeviceTested)?
    /// When it last answered that it presented something.
    var presented: Moment?
    /// When it last answered anything.
    var answered: Moment?
    /// When it last failed, and why.
    var failed: (at: Moment, reason: FailureReason)?

    private static let kept = 100

    mutating func note(_ status: DeviceStatus, at: Moment) {
        states =
            states.suffix(Self.kept - 1)
            + [Line(at: at, online: status.online, faults: status.faults, firmware: status.firmware)]
    }
}
