import Alerts

/// What goes wrong with a certain submission or report: settled by the seed, the phone and how many there were before it.
struct GatewayMishaps: Sendable {
    /// How a submission is answered.
    enum Answering: Sendable, Hashable {
        case prompt
        /// After some time.
        case slow(Span)
        /// Not at all, though it was taken.
        case lost
        /// Not taken: 503, or queue full.
        case unavailable
        /// After the report.
        case afterReport
    }

    /// How long after the report an answer comes that it overtakes, in real time.
    static let overtaken = Span.milliseconds(500)

    var faults: GatewayFaults
    let chance: Chance

    /// What goes wrong with the answer to a submission.
    func answering(_ subject: String, _ occurrence: Int) -> Answering {
        func happens(_ probability: Double, _ question: String) -> Bool {
            chance.happens(probability, question, subject, occurrence)
        }
        if happens(faults.unavailable, "unavailable") { return .unavailable }
        if happens(faults.loseAnswer, "lose-answer") { return .lost }
        if happens(faults.reportFirst, "report-first") { return .afterReport }
        if happens(faults.slow, "slow") { return .slow(faults.slowBy.at(chance.share("slow-by", subject, occurrence))) }
        return .prompt
    }

    /// Whether a message that was taken gets lost.
    func isDropped(_ subject: String, _ occurrence: Int) -> Bool { chance.happens(faults.drop, "drop", subject, occurrence) }

    /// How much later than it should each copy of a report is given; none if it never is. `gap` is the time that lets one
    /// report overtake another.
    func reportDelays(_ subject: String, _ occurrence: Int, _ step: Int, gap: Span) -> [Span] {
        let subject = "\(subject) \(step)"
        func happens(_ probability: Double, _ question: String) -> Bool {
            chance.happens(probability, question, subject, occurrence)
        }
        if happens(faults.noReport, "no-report") { return [] }
        var delay = faults.delay.at(chance.share("delay", subject, occurrence))
        if happens(faults.reportLate, "report-late") {
            delay = delay + faults.lateBy.at(chance.share("late-by", subject, occurrence))
        }
        if happens(faults.reorder, "reorder") { delay = delay + gap * 3 }
        return happens(faults.duplicate, "duplicate") ? [delay, delay + gap] : [delay]
    }
}
