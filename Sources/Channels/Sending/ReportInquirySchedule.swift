import Alerts
import Coverage
import Dissemination
import Record

/// When a gateway is asked about which message: first when the report is overdue, then after pauses that grow with the message's age.
struct ReportInquirySchedule: Sendable {
    private var asked: [DeliveryID: Moment] = [:]

    /// The messages to ask about now, out of all on which a report is missing; those that are in no such list any more are forgotten.
    mutating func due(_ missing: [UnreportedMessage], rules: Policy.Inquiry, at now: Moment) -> [UnreportedMessage] {
        let known = Set(missing.map(\.delivery))
        asked = asked.filter { known.contains($0.key) }
        return missing.filter { message in
            guard let last = asked[message.delivery] else { return now - message.since >= .seconds(Int64(rules.firstSeconds)) }
            let age = min(max(last - message.since, .seconds(Int64(rules.firstSeconds))), .seconds(Int64(rules.longestSeconds)))
            return now - last >= age
        }
    }

    /// Notes that a question was put.
    mutating func note(_ message: UnreportedMessage, at now: Moment) { asked[message.delivery] = now }
}
