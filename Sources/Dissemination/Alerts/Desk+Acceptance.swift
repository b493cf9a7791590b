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
        let isCancel = accepted.msgType == .cancel
        let ends = ends(
            of: replaced, cause: isCancel ? .cancelled : .superseded, by: accepted.alert, continues: !isCancel && !accepted.clock)
        let calls = callLines(for: accepted, characters: incoming.characters, policy, roster, now: now)
        return [.alertAccepted(accepted)] + ends + drillsGivingWay(to: accepted) + calls + plans
    }

    /// A drill gives way at once: when a real warning comes, what of drills still plays is stopped, so that nobody takes one for the other.
    private func drillsGivingWay(to accepted: AlertAccepted) -> [Entry] {
        guard accepted.status == .actual, accepted.msgType != .cancel, accepted.clock else { return [] }
        let drills = coverage.order.compactMap { coverage.alerts[$0] }.filter {
            $0.accepted.status == .exercise && isInForce($0)
        }
        return ends(of: drills, cause: .superseded, by: accepted.alert, continues: false)
    }

    private func warning(
        _ incoming: IncomingAlert, replacing replaced: [AlertCoverage], _ policy: Policy, _ roster: Roster, now: Moment
    ) -> AlertAccepted {
        let chosen = target(of: incoming, roster)
        let target = counted(chosen.households, roster, on: now)
        let colour = policy.effectiveColour(incoming.colour, hazard: incoming.hazard)
        let inForce = replaced.filter(isInForce)
        let standing = inForce.isEmpty ? replaced.filter { $0.ended?.continues ?? false } : inForce
        let clock =
            standing.isEmpty || raises(colour, isOrder: incoming.urgencyClass == Policy.evacuation, target, standing, roster)
        let start = start(sent: incoming.alert.sent.moment, now: now)
        var accepted = line(incoming, policy, roster, now: now)
        accepted.msgType = replaced.isEmpty ? accepted.msgType : .update
        accepted.warning = replaced.first?.accepted.warning ?? incoming.alert.id
        accepted.replaces = replaced.map(\.accepted.alert)
        accepted.rule = chosen.rule
        accepted.target = target
        accepted.places = chosen.places
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
        accepted.target = counted(told(by: chain(of: replaced), roster), roster, on: now)
        accepted.effectiveColour = replaced.map(\.accepted.effectiveColour).max() ?? accepted.effectiveColour
        accepted.hazard = replaced.first?.accepted.hazard ?? accepted.hazard
        accepted.event = accepted.event.isEmpty ? replaced.first?.accepted.event ?? "" : accepted.event
        accepted.keepAway = ordersToLeave(like: incoming.alert.status, besides: chain(of: replaced)) ? true : nil
        return accepted
    }

    /// Whether somebody is still ordered to leave by another alert than those that end: only its own end ends an order.
    private func ordersToLeave(like status: Status, besides ending: [AlertCoverage]) -> Bool {
        let ends = Set(ending.map(\.accepted.alert))
        return coverage.alerts.values.contains { open in
            open.accepted.urgencyClass == Policy.evacuation && open.accepted.status == status && isInForce(open)
                && !ends.contains(open.accepted.alert)
        }
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
        let said = incoming.expiry(policy)
        let isReal = alert.status == .actual
        // A Cancel says when the warning would have been over; people have to hear it all the same.
        let isWarning = !actsAsCancel(incoming) && (isReal || alert.status == .exercise)
        return AlertAccepted(
            alert: alert.id, warning: alert.id, message: name(of: incoming), source: incoming.source, original: incoming.original,
            status: alert.status, msgType: alert.msgType, sent: alert.sent.moment, hazard: incoming.hazard,
            event: incoming.event, kind: incoming.kind, urgencyClass: incoming.urgencyClass, colour: incoming.colour,
            effectiveColour: colour, rule: "whole", register: roster.version, target: HouseholdSet(), places: HouseholdSet(),
            start: now, clock: false, deadlines: Deadlines(), expires: isWarning ? said : max(said, now + .minutes(30)),
            weather: isReal && isWarning ? incoming.weather : [],
            drill: alert.status == .exercise ? declaredDrill(at: now)?.drill : nil, nearDrill: isReal && isNearDrill(now),
            findings: incoming.findings)
    }

    /// The clock begins with the acceptance; where the service was down when the alert was sent, with the sending.
    private func start(sent: Moment, now: Moment) -> Moment {
        outages.contains { $0.contains(sent) } && sent < now ? sent : now
    }

    /// Whom an alert concerns. A target that was chosen by another register version cannot be used; then everybody is warned.
    private func target(of incoming: IncomingAlert, _ roster: Roster) -> IncomingAlert.Target {
        let everyone = HouseholdSet(all: roster.households.count)
        guard let target = incoming.target, target.registerSize ?? roster.households.count == roster.households.count,
            everyone.isSuperset(of: target.households)
        else {
            return .init(rule: "whole", households: everyone, places: HouseholdSet(all: roster.places.count))
        }
        return target
    }

    /// An Update has a clock of its own if it raises the colour, orders people to leave, or adds households.
    private func raises(_ colour: Colour, isOrder: Bool, _ target: HouseholdSet, _ standing: [AlertCoverage], _ roster: Roster)
        -> Bool
    {
        if let before = standing.map(\.accepted.effectiveColour).max(), colour > before { return true }
        if isOrder, !standing.contains(where: { $0.accepted.urgencyClass == Policy.evacuation }) { return true }
        let same = HouseholdSet(union: standing.filter { $0.accepted.register == roster.version }.map(\.accepted.target))
        guard !same.isSuperset(of: target) else { return false }
        let others = pseudonyms(of: standing.filter { $0.accepted.register != roster.version }) { _, _ in true }
        var isMore = false
        target.forEach { index in
            if !same.contains(index), !others.contains(roster.households[Int(index)].pseudonym) { isMore = true }
        }
        return isMore
    }

    /// The target households of alerts by pseudonym, which stays the same from one register version to the next.
    private func pseudonyms(
        of alerts: [AlertCoverage], where isMeant: (AlertCoverage, UInt32) -> Bool
    ) -> Set<Pseudonym> {
        var pseudonyms: Set<Pseudonym> = []
        for open in alerts {
            open.accepted.target.forEach {
                if isMeant(open, $0) { pseudonyms.insert(open.register.households[Int($0)].pseudonym) }
            }
        }
        return pseudonyms
    }

    /// Alerts with those whose place they took: all that people were told of the warning.
    func chain(of alerts: [AlertCoverage]) -> [AlertCoverage] {
        var chain = alerts
        var index = 0
        while index < chain.count {
            for earlier in chain[index].accepted.replaces.compactMap({ coverage.alerts[$0] })
            where !chain.contains(where: { $0.accepted.alert == earlier.accepted.alert }) {
                chain.append(earlier)
            }
            index += 1
        }
        return chain
    }

    /// The households that were told of any of the alerts, in the register version in force.
    private func told(by alerts: [AlertCoverage], _ roster: Roster) -> HouseholdSet {
        let same = alerts.filter { $0.accepted.register == roster.version }
        let others = pseudonyms(of: alerts.filter { $0.accepted.register != roster.version }) { $0.has(.sent, $1) }
        return HouseholdSet(
            ascending: (0..<UInt32(roster.households.count)).filter { index in
                same.contains { $0.has(.sent, index) } || others.contains(roster.households[Int(index)].pseudonym)
            })
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

    /// The ends of replaced alerts; of those that another of them carried on, each once.
    func ends(of replaced: [AlertCoverage], cause: AlertEnded.Cause, by: AlertID, continues: Bool) -> [Entry] {
        var seen: Set<Entry> = []
        return replaced.flatMap { end($0, cause: cause, by: by, continues: continues) }.filter { seen.insert($0).inserted }
    }

    /// The end of a replaced alert and of the clocks that went on under it, and the withdrawal of its deliveries.
    private func end(_ open: AlertCoverage, cause: AlertEnded.Cause, by: AlertID, continues: Bool) -> [Entry] {
        var ended: [AlertID] = open.ended == nil || (open.ended?.continues ?? false && !continues) ? [open.accepted.alert] : []
        if !continues { ended += continued(by: open.accepted.alert) }
        var entries = ended.map { alert in
            Entry.alertEnded(AlertEnded(alert: alert, cause: cause, by: by, continues: continues))
        }
        for table in open.deliveries where table.action == .present {
            // What a gateway took cannot be called back; what it did not take yet need not go out.
            let isGone: (Int) -> Bool = { table.channel.isOverGateways && table.stages[$0] >= .dispatched }
            let endpoints = table.endpoints.indices.filter { !table.withdrawn[$0] && !isGone($0) }.map { table.endpoints[$0] }
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
