import Alerts
import Foundation

/// Remembers the offset of one zone for the quarter of an hour that was asked for last: receipts come by thousands within one, and
/// asking the zone takes longer than all else that is done with them. No zone changes its offset within a quarter of an hour.
struct OffsetCache: Sendable {
    private var known: (quarter: Int64, minutes: Int)?

    mutating func stamp(_ moment: Moment, in zone: TimeZone) -> Timestamp {
        let quarter = moment.milliseconds / 900_000
        if let known, known.quarter == quarter { return Timestamp(moment: moment, offsetMinutes: known.minutes) }
        let stamp = moment.stamped(in: zone)
        known = (quarter, stamp.offsetMinutes)
        return stamp
    }
}
