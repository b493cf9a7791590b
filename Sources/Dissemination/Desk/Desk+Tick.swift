import Alerts
import Coverage
import Record

extension Desk {
    /// What time itself brings: signs of life, repeats, expiries, verdicts, closes.
    func decideTick(now: Moment) -> [Entry] {
        guard lastLine != nil else { return [] }
        let alerts = coverage.order.compactMap { coverage.alerts[$0] }
        // Figures stand before whatever else this moment brings: they are of the lines before them.
        var entries = repeats(now: now) + alerts.flatMap { decideVerdict($0, now: now) }
        for open in alerts {
            entries +=
                planCalls(for: open, now: now) + stepCalls(of: open, now: now) + expire(open, now: now)
                + decideTasks(of: open, now: now) + close(open, now: now)
        }
        entries += sparedCalls + (unused.summary(at: now) ?? [])
        // A little earlier than every five minutes, so that no gap between two signs is longer.
        if let seen = lastAlive ?? lastLine, now - seen >= .seconds(290) { entries.append(.serviceAlive(SignOfLife())) }
        return entries
    }

    private func expire(_ open: AlertCoverage, now: Moment) -> [Entry] {
        guard open.ended == nil, now >= open.accepted.expires else { return [] }
        return ([open.accepted.alert] + continued(by: open.accepted.alert)).map { alert in
            .alertEnded(AlertEnded(alert: alert, cause: .expired, by: nil, continues: false))
        }
    }

    private func decideVerdict(_ open: AlertCoverage, now: Moment) -> [Entry] {
        guard let verdict = open.verdict(asOf: now), verdict != open.journaledVerdict, let report = figures(open, now: now) else {
            return []
        }
        return [.coverageDecided(CoverageFigures(alert: open.accepted.alert, coverage: report))]
    }

    private func figures(_ open: AlertCoverage, now: Moment) -> JSONValue? {
        try? JSONValue(encoding: open.report(asOf: now), zone: coverage.zone)
    }

    /// An alert is closed when it is over and all its deadlines and the time for late evidence have passed.
    private func close(_ open: AlertCoverage, now: Moment) -> [Entry] {
        guard let rules = coverage.policy?.evidence, open.ended != nil else { return [] }
        let accepted = open.accepted
        let isCheck = accepted.status == .test || accepted.status == .system
        let deadlines = [accepted.deadlines.households, accepted.deadlines.vulnerable, accepted.deadlines.doors].compactMap(
            \.self)
        let last = (deadlines.max() ?? accepted.start) + .hours(Int64(rules.lateHours))
        let earliest = isCheck ? accepted.start : max(last, accepted.start + .hours(Int64(rules.closeAfterHours)))
        guard now >= earliest else { return [] }
        let final = isCheck ? nil : figures(open, now: now)
        return (final.map { [.coverageFinal(CoverageFigures(alert: accepted.alert, coverage: $0))] } ?? [])
            + [.alertClosed(AlertNamed(alert: accepted.alert))]
    }
}
