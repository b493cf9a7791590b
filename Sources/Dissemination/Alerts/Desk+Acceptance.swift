import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// The lines by which an alert is accepted, what it replaces ends, and its deliveries are planned.
    func accept(_ incoming: IncomingAlert, now: Moment) -> [Entry] {
        guard let policy = coverage.policy, let roster = coverage.roster else { return [] }
        let accepted: AlertAccepted
        let replaced: [AlertCoverage]
        switch incoming.alert.status {
        case .test, .system:
            replaced = []
            accepted = silentCheck(incoming, policy, roster, now: now)
        default:
            replaced = self.replaced(by: incoming)
            accepted =
                actsAsCancel(incoming)
                ? cancel(incoming, of: replaced, policy, roster, now: now)
                : warning(incoming, replacing: replaced, policy, roster, now: now)
        }
        let plans = plans(for: accepted, replacing: replaced, characters: incoming.characters, policy, roster, now: now)
        return [.alertAccepted(accepted)] + replaced.flatMap { end($0, by: accepted) } + plans
    }

    private func warning(
        _ incoming: IncomingAlert, replacing replaced: [AlertCoverage], _ policy: Policy, _ roster: Roster, now: Moment
    ) -> AlertAccepted {
        let target = counted(incoming.target?.households ?? HouseholdSet(), roster, on: now)
        let colour = policy.effectiveColour(incoming.colour, hazard: incoming.hazard)
        let inForce = replaced.filter { isInForce($0) || $0.ended?.continues ?? false }
        let clock = inForce.isEmpty || raises(colour, target, inForce)
        let start = start(sent: incoming.alert.sent.moment, now: now)
        var accepted = line(incoming, policy, roster, now: now)
        accepted.msgType = replaced.isEmpty ? accepted.msgType : .update
        accepted.warning = replaced.first?.accepted.warning ?? incoming.alert.id
        accepted.replaces = replaced.map(\.accepted.alert)
        accepted.rule = incoming.target?.rule ?? "whole"
        accepted.target = target
        accepted.places = incoming.target?.places ?? HouseholdSet()
        accepted.start = start
        accepted.clock = clock
        if clock {
            accepted.deadlines = policy.deadlines(
                class: incoming.urgencyClass, colour: colour, hazard: incoming.hazard, start: start)
        }
        return accepted
    }

    /// A Cancel is told once to whoever was told the warning, without a clock.
    private func cancel(
        _ incoming: IncomingAlert, of replaced: [AlertCoverage], _ policy: Policy, _ roster: Roster, now: Moment
    ) -> AlertAccepted {
        var accepted = line(incoming, policy, roster, now: now)
        accepted.msgType = .cancel
        accepted.warning = replaced.first?.accepted.warning ?? incoming.alert.id
        accepted.replaces = replaced.map(\.accepted.alert)
        accepted.rule = "told"
        let told = HouseholdSet(
            ascending: (0..<UInt32(roster.households.count)).filter { index in
                replaced.contains { $0.accepted.register == roster.version && $0.has(.sent, index) }
            })
        accepted.target = counted(told, roster, on: now)
        accepted.effectiveColour = replaced.map(\.accepted.effectiveColour).max() ?? accepted.effectiveColour
        accepted.hazard = replaced.first?.accepted.hazard ?? accepted.hazard
        accepted.event = accepted.event.isEmpty ? replaced.first?.accepted.event ?? "" : accepted.event
        return accepted
    }

    /// Test and System messages make devices answer silently and never reach a resident.
    private func silentCheck(_ incoming: IncomingAlert, _ policy: Policy, _ roster: Roster, now: Moment) -> AlertAccepted {
        var accepted = line(incoming, policy, roster, now: now)
        accepted.rule = "check"
        accepted.expires = min(accepted.expires, now + .hours(1))
        return accepted
    }

    /// What all accepted alerts have in common.
    private func line(_ incoming: IncomingAlert, _ policy: Policy, _ roster: Roster, now: Moment) -> AlertAccepted {
        let alert = incoming.alert
        let colour = policy.effectiveColour(incoming.colour, hazard: incoming.hazard)
        let said = policy.expiry(incoming.expires, colour: colour, sent: alert.sent.moment)
        let isReal = alert.status == .actual
        return AlertAccepted(
            alert: alert.id, warning: alert.id, message: incoming.message, source: incoming.source, original: incoming.original,
            status: alert.status, msgType: alert.msgType, sent: alert.sent.moment, hazard: incoming.hazard,
            event: incoming.event, kind: incoming.kind, urgencyClass: incoming.urgencyClass, colour: incoming.colour,
            effectiveColour: colour, rule: "whole", register: roster.version, target: HouseholdSet(), places: HouseholdSet(),
            start: now, clock: false, deadlines: Deadlines(), expires: max(said, now + .minutes(30)),
            weather: isReal && !actsAsCancel(incoming) ? incoming.weather : [],
            drill: alert.status == .exercise ? declaredDrill(at: now)?.drill : nil, nearDrill: isReal && isNearDrill(now),
            findings: incoming.findings)
    }

    /// The clock begins with the acceptance; where the service was down when the alert was sent, with the sending.
    private func start(sent: Moment, now: Moment) -> Moment {
        outages.contains { $0.contains(sent) } && sent < now ? sent : now
    }

    /// An Update has a clock of its own if it raises the colour or adds households.
    private func raises(_ colour: Colour, _ target: HouseholdSet, _ replaced: [AlertCoverage]) -> Bool {
        if replaced.contains(where: { $0.accepted.register != coverage.roster?.version }) { return true }
        if let before = replaced.map(\.accepted.effectiveColour).max(), colour > before { return true }
        let before = replaced.map(\.accepted.target)
        return !before.contains { $0.isSuperset(of: target) } && !HouseholdSet(union: before).isSuperset(of: target)
    }

    /// A target without the households that the register excludes on that day.
    private func counted(_ target: HouseholdSet, _ roster: Roster, on now: Moment) -> HouseholdSet {
        let today = now.stamped(in: coverage.zone).local.date
        let excluded = Set(
            roster.exclusions.filter { $0.since <= today && $0.until.map { today <= $0 } ?? true }.map(\.household))
        guard !excluded.isEmpty else { return target }
        var kept: [UInt32] = []
        target.forEach { if !excluded.contains(roster.households[Int($0)].pseudonym) { kept.append($0) } }
        return HouseholdSet(ascending: kept)
    }

    /// The end of a replaced alert, and the withdrawal of its deliveries.
    private func end(_ open: AlertCoverage, by accepted: AlertAccepted) -> [Entry] {
        let isCancel = accepted.msgType == .cancel
        var entries: [Entry] = []
        if open.ended == nil {
            entries.append(
                .alertEnded(
                    AlertEnded(
                        alert: open.accepted.alert, cause: isCancel ? .cancelled : .superseded, by: accepted.alert,
                        continues: !isCancel && !accepted.clock)))
        }
        if isCancel || accepted.clock {
            entries += continued(by: open.accepted.alert).map { earlier in
                .alertEnded(
                    AlertEnded(
                        alert: earlier, cause: isCancel ? .cancelled : .superseded, by: accepted.alert, continues: false))
            }
        }
        for table in open.deliveries where table.action == .present {
            let endpoints = table.endpoints.indices.filter { !table.withdrawn[$0] }.map { table.endpoints[$0] }
            guard !endpoints.isEmpty else { continue }
            entries.append(
                .deliveriesWithdrawn(DeliveriesMoved(alert: open.accepted.alert, channel: table.channel, endpoints: endpoints)))
        }
        return entries
    }

    /// The alerts whose clocks go on because an alert without a clock of its own took their place, directly or by others between.
    func continued(by alert: AlertID) -> [AlertID] {
        coverage.order.filter { earlier in
            guard let ended = coverage.alerts[earlier]?.ended else { return false }
            return ended.continues && ended.by == alert && earlier != alert
        }.flatMap { [$0] + continued(by: $0) }
    }
}
