import Alerts
import Foundation

/// Times as people type them.
enum TimeText {
    /// The forms that are understood, for help and messages.
    static let form = "2026-07-01T14:00:00+08:00, 2026-07-01T14:00 (this machine's zone), or a time from now such as 90m, 6h, 2d"

    /// The time behind a text; nil where it is none.
    static func read(_ text: String, now: Moment, zone: TimeZone) -> Timestamp? {
        if let stamp = Timestamp(text) { return stamp }
        if let span = span(text) { return (now + span).stamped(in: zone) }
        let padded = text.replacing(" ", with: "T") + (text.utf8.count == 16 ? ":00" : "")
        guard let naive = Timestamp(padded + "Z") else { return nil }
        // The zone's offset at that time is the one that it has at the time itself, but for the hours of a change.
        let offset = naive.moment.stamped(in: zone).offsetMinutes
        let moment = naive.moment - .minutes(Int64(offset))
        return moment.stamped(in: zone)
    }

    /// `90m`, `6h`, `2d`.
    private static func span(_ text: String) -> Span? {
        guard let unit = text.last, let number = Int64(text.dropLast()), (1...100_000).contains(number) else { return nil }
        switch unit {
        case "m": return .minutes(number)
        case "h": return .hours(number)
        case "d": return .days(number)
        default: return nil
        }
    }
}
