import Alerts
import Coverage
import Record

/// An alert as the assessment sees it: judged by its figures, or only listed, and why.
struct ReviewedAlert: Sendable {
    enum Standing: Hashable, Sendable {
        case judged
        case listed(String)
    }

    let record: AlertRecord
    /// The newest figures; nil where no line and nobody else gave any.
    let report: CoverageReport?
    let standing: Standing

    var isJudged: Bool { standing == .judged }

    var isDrill: Bool { record.accepted.status == .exercise }

    /// Counts that a deadline was held for.
    struct Timely: Hashable, Sendable {
        var households: Int
        var residents: Int
        var vulnerable: Int
        var migrants: Int
        var places: Int
        var closedByDoor: Int
    }

    /// What was done by the deadlines. Where the colour sets none for vulnerable persons, they must have been confirmed at all. Without
    /// figures by deadline only a verdict that everything was in time says anything, and it says nothing of places.
    var timely: Timely? {
        guard let report else { return nil }
        if let done = report.byDeadline {
            return Timely(
                households: done.households, residents: done.residents,
                vulnerable: record.accepted.deadlines.vulnerable == nil ? report.covered.vulnerable : done.vulnerable,
                migrants: done.migrants, places: done.places, closedByDoor: done.closedByDoor)
        }
        guard report.withinDeadline == true else { return nil }
        return Timely(
            households: report.target.households, residents: report.target.residents, vulnerable: report.target.vulnerable,
            migrants: report.target.migrants, places: 0, closedByDoor: 0)
    }

    /// Who had to be reached by the deadlines: whoever was found away later still had.
    private var due: CoverageReport.Counts? { report.map { $0.byDeadline?.target ?? $0.target } }

    /// Everybody and every place by their deadlines: what 2 points ask of every judged alert.
    var isFull: Bool {
        guard let due, let timely else { return false }
        return timely.households == due.households && timely.residents == due.residents
            && timely.vulnerable == due.vulnerable && timely.migrants == due.migrants && timely.places == due.places
    }

    /// What the partial points ask: a share of residents and all vulnerable persons by the deadlines, and every household left over
    /// closed by door in time.
    func isPartial(share hundredThousandths: Int) -> Bool {
        guard let due, let timely else { return false }
        return timely.residents * 100_000 >= hundredThousandths * due.residents && timely.vulnerable == due.vulnerable
            && timely.households + timely.closedByDoor >= due.households
    }

    /// The share of residents reached by the deadline.
    var timelyRate: Double? {
        guard let due, let timely else { return nil }
        return Rate.share(timely.residents, of: due.residents)
    }

    /// What was not done by the deadlines, for people; nil where nothing is.
    var shortfall: String? {
        guard let due, let timely else { return Wording.both("无按时限的覆盖数据", "no figures by deadline") }
        let parts = [
            (due.households - timely.households, "户", "households"),
            (due.vulnerable - timely.vulnerable, "名脆弱人员", "vulnerable persons"),
            (due.migrants - timely.migrants, "名流动务工人员", "migrant workers"),
            (due.places - timely.places, "处场所", "places"),
        ].filter { $0.0 > 0 }
        guard !parts.isEmpty else { return nil }
        let chinese = parts.map { "\($0.0)\($0.1)" }.joined(separator: "、")
        let english = parts.map { "\($0.0) \($0.2)" }.joined(separator: ", ")
        return Wording.both("\(record.accepted.alert) 未按时限：\(chinese)", "not by the deadlines: \(english)")
    }
}
