public import Alerts
public import Community
import Coverage
public import Record

extension Desk {
    /// What to do with a readable message: kept for a reason, held for a person, or accepted with all that follows.
    func decide(_ incoming: IncomingAlert, now: Moment) -> [Entry] {
        if let known = messages.message(incoming.alert.id) { return decideAgain(incoming, known, now: now) }
        return decideFirst(incoming, now: now)
    }

    private func decideFirst(_ incoming: IncomingAlert, now: Moment) -> [Entry] {
        guard coverage.policy != nil, coverage.roster != nil else { return [held(incoming, "register", now: now)] }
        let hold = reasonToHold(incoming, now: now)
        if let reason = reasonToKeep(incoming, now: now) {
            if let hold, wouldAct(incoming, reason) { return [held(incoming, hold, now: now)] }
            return keep(incoming, reason)
        }
        if let hold { return [held(incoming, hold, now: now)] }
        return accept(incoming, now: now)
    }

    /// The same id again is the same alert; with other bytes the first stands. What only waits, or came from a source that nobody
    /// vouches for, does not stand in the way of a source that may speak.
    private func decideAgain(_ incoming: IncomingAlert, _ known: MessageBook.Message, now: Moment) -> [Entry] {
        let line = AlertRepeated(alert: known.id, source: incoming.source, original: incoming.original)
        let isSame = known.sha256 == incoming.original.sha256
        let isOpen = known.fate == .held || !known.isVouched
        guard isOpen, reasonToHold(incoming, now: now) == nil, coverage.policy != nil, coverage.roster != nil else {
            return [isSame ? .alertRepeated(line) : .alertConflicting(line)]
        }
        return (isSame ? [] : [.alertConflicting(line)]) + decideFirst(incoming, now: now)
    }

    /// Whether a message that goes no further itself would yet do something to one that is known.
    private func wouldAct(_ incoming: IncomingAlert, _ reason: AlertRecorded.Reason) -> Bool {
        guard reason == .elsewhere || reason == .expired || reason == .cancelOfUnknown else { return false }
        let isWaitedFor = keys(of: incoming).contains { key in
            messages.messages(key, status: incoming.alert.status).contains { $0.fate == .held && $0.id != incoming.alert.id }
        }
        return isWaitedFor || replaced(by: incoming).contains(where: isInForce)
    }

    /// A message that goes no further. An Update that is for elsewhere, or over already, still ends what it replaces.
    private func keep(_ incoming: IncomingAlert, _ reason: AlertRecorded.Reason) -> [Entry] {
        let entries = [recorded(incoming, reason)]
        guard reason == .elsewhere || reason == .expired, !actsAsCancel(incoming) else { return entries }
        let replaced = replaced(by: incoming).filter(isInForce)
        return entries + ends(of: replaced, cause: .superseded, by: incoming.alert.id, continues: false)
    }

    /// A person let a held alert go out; whether it still can is looked at again.
    func approve(_ incoming: IncomingAlert, by: Pseudonym?, now: Moment) -> [Entry] {
        guard isSecondPerson(by, for: incoming.alert.id) else { return [] }
        return letGo(incoming, AlertJudged(alert: incoming.alert.id, by: by), now: now)
    }

    /// Nobody decided in time, and the policy lets the alert go out.
    func lapse(_ incoming: IncomingAlert, now: Moment) -> [Entry] {
        guard let until = waiting[incoming.alert.id]?.until, until <= now else { return [] }
        return letGo(incoming, AlertJudged(alert: incoming.alert.id, by: nil, lapsed: true), now: now)
    }

    /// Whether somebody may let an alert go out: what was written here is let go by another than who wrote it.
    public func isSecondPerson(_ by: Pseudonym?, for alert: AlertID) -> Bool {
        guard let composer = composers[alert] else { return true }
        return by.map { $0 != composer } ?? false
    }

    /// Alerts that nobody decided on in time, which are to be read anew and handed in as `lapsed`.
    public func lapsed(now: Moment) -> [AlertHeld] {
        waiting.values.filter { held in held.until.map { $0 <= now } ?? false }.sorted { $0.alert < $1.alert }
    }

    private func letGo(_ incoming: IncomingAlert, _ judged: AlertJudged, now: Moment) -> [Entry] {
        guard messages.message(incoming.alert.id)?.fate == .held, coverage.policy != nil, coverage.roster != nil else {
            return []
        }
        var vouched = incoming
        vouched.isApproved = true
        let approved = Entry.alertApproved(judged)
        if let reason = reasonToKeep(vouched, now: now) { return [approved] + keep(vouched, reason) }
        return [approved] + accept(vouched, now: now)
    }

    /// A person stopped a held alert.
    func reject(_ alert: AlertID, by: Pseudonym?) -> [Entry] {
        guard messages.message(alert)?.fate == .held else { return [] }
        return [.alertRejected(AlertJudged(alert: alert, by: by))]
    }

    /// Why a message goes no further; nil if it does. The order is the policy: the message's own word first, then time, place, and
    /// what came before.
    private func reasonToKeep(_ incoming: IncomingAlert, now: Moment) -> AlertRecorded.Reason? {
        let alert = incoming.alert
        if alert.status == .draft { return .draft }
        if alert.msgType == .ack || alert.msgType == .error { return .acknowledgement }
        if alert.status == .test || alert.status == .system {
            return isCheckRecent(alert.status, now) ? (alert.status == .test ? .test : .system) : nil
        }
        if excludesUs(alert) { return .scope }
        if let policy = coverage.policy, isExpired(incoming, policy, now: now) { return .expired }
        if let reason = reasonFromHistory(incoming) { return reason }
        if actsAsCancel(incoming) { return reasonNotToCancel(replaced(by: incoming)) }
        return incoming.target == nil ? .elsewhere : nil
    }

    /// A Cancel acts on alerts in force; of alerts that are over already, people need not be told again.
    private func reasonNotToCancel(_ meant: [AlertCoverage]) -> AlertRecorded.Reason? {
        guard let last = meant.last else { return .cancelOfUnknown }
        guard !meant.contains(where: isInForce) else { return nil }
        return last.ended?.cause == .expired ? .expired : .cancelled
    }

    private func isExpired(_ incoming: IncomingAlert, _ policy: Policy, now: Moment) -> Bool {
        // A Cancel acts however late it comes; what it ends is what counts.
        guard !actsAsCancel(incoming) else { return false }
        return incoming.expiry(policy) <= now
    }

    /// Restricted messages are never for residents, private ones only where the community is among those addressed (CAP 1.2 §3.2.1).
    private func excludesUs(_ alert: Alert) -> Bool {
        switch alert.scope {
        case .restricted: true
        case .private: !alert.addresses.contains { $0 == coverage.roster?.community }
        case .public, nil: false
        }
    }

    private func reasonFromHistory(_ incoming: IncomingAlert) -> AlertRecorded.Reason? {
        let sent = incoming.alert.sent.moment
        // A message under a reused identifier that was sent after the one which ended its namesake begins anew.
        if let end = messages.ends(of: incoming.key, status: incoming.alert.status).first(where: { $0.sent >= sent }) {
            return end.cause == .cancelled ? .cancelled : .superseded
        }
        let versions = messages.messages(incoming.key, status: incoming.alert.status).filter(\.isVouched).compactMap(\.sent)
        if versions.contains(where: { $0 > sent }) { return .earlierVersion }
        return reasonByLater(incoming)
    }

    /// Why an Update or Cancel comes too late: a message that was sent after it has ended, or taken the place of, what it is about.
    private func reasonByLater(_ incoming: IncomingAlert) -> AlertRecorded.Reason? {
        guard incoming.alert.msgType != .alert else { return nil }
        for open in named(by: incoming) {
            let later = coverage.order.compactMap { coverage.alerts[$0]?.accepted }.filter {
                $0.replaces.contains(open.accepted.alert) && $0.sent > incoming.alert.sent.moment
            }
            if later.contains(where: { $0.msgType == .cancel }) { return .cancelled }
            let updates = successors(of: open, for: incoming).map(\.accepted.alert)
            if later.contains(where: { updates.contains($0.alert) }) { return .superseded }
        }
        return nil
    }

    private func reasonToHold(_ incoming: IncomingAlert, now: Moment) -> String? {
        if incoming.alert.status == .test || incoming.alert.status == .system { return nil }
        if incoming.contradictsEnvelope { return "envelope" }
        if let reason = SourceRule.hold(incoming, by: sources) { return reason }
        if incoming.alert.status == .exercise, declaredDrill(at: now) == nil { return "drill" }
        return nil
    }

    /// The declared drill that runs at a moment.
    func declaredDrill(at now: Moment) -> DrillDeclared? { drills.last { $0.from <= now && now < end(of: $0) } }

    /// When a drill is over: as declared, or when it was closed.
    func end(of drill: DrillDeclared) -> Moment { min(drill.to, closedDrills[drill.drill] ?? drill.to) }

    /// Whether a drill runs, or ran or will run within two hours: people may take a real alert for it. A drill is what was declared, and
    /// whatever Exercise a person let go out.
    func isNearDrill(_ now: Moment) -> Bool {
        drills.contains { $0.from - .hours(2) <= now && $0.from <= end(of: $0) && now < end(of: $0) + .hours(2) }
            || coverage.alerts.values.contains { open in
                open.accepted.status == .exercise && open.endedAt.map { now - $0 < .hours(2) } ?? true
            }
    }

    /// Whether a source may speak for the sender of a message, or a person did so.
    func isVouched(_ incoming: IncomingAlert) -> Bool {
        incoming.isApproved || sources.first { $0.source == incoming.source }?.speaks(for: incoming.alert.sender) ?? false
    }

    /// The senders on whose alerts a message may act: those that its source may speak for; where a person has to vouch for the source,
    /// only the message's own.
    private func actsOn(_ incoming: IncomingAlert) -> (String) -> Bool {
        if let rule = sources.first(where: { $0.source == incoming.source }), rule.speaks(for: incoming.alert.sender) {
            return { rule.speaks(for: $0) }
        }
        return { $0 == incoming.alert.sender }
    }

    /// The messages that an incoming one may act on by its references. A reference to itself is ignored.
    private func references(of incoming: IncomingAlert) -> [MessageKey] {
        incoming.alert.references.filter { actsOn(incoming)($0.sender) }
            .map { MessageKey(sender: $0.sender, identifier: $0.identifier) }.filter { $0 != incoming.key }
    }

    /// How others refer to a message, and what it refers to.
    func name(of incoming: IncomingAlert) -> MessageName {
        MessageName(
            identifier: incoming.alert.identifier, key: incoming.key,
            references: isVouched(incoming) ? references(of: incoming) : [])
    }

    private func keys(of incoming: IncomingAlert) -> [MessageKey] {
        (incoming.alert.msgType == .alert ? [] : references(of: incoming)) + [incoming.key]
    }

    /// The open alerts that a message names: by its references, and by its own identifier.
    private func named(by incoming: IncomingAlert) -> [AlertCoverage] {
        var found: [AlertCoverage] = []
        for key in keys(of: incoming) {
            for message in messages.messages(key, status: incoming.alert.status) where message.id != incoming.alert.id {
                guard let open = coverage.alerts[message.id], !found.contains(where: { $0.accepted.alert == message.id }) else {
                    continue
                }
                found.append(open)
            }
        }
        return found
    }

    /// The open alerts that a message replaces or ends: those it names, and what took the place of these meanwhile, since many
    /// issuers go on naming the first message of an event.
    func replaced(by incoming: IncomingAlert) -> [AlertCoverage] {
        var found = named(by: incoming)
        var index = 0
        while index < found.count {
            for next in successors(of: found[index], for: incoming) where next.accepted.sent <= incoming.alert.sent.moment {
                if !found.contains(where: { $0.accepted.alert == next.accepted.alert }) { found.append(next) }
            }
            index += 1
        }
        return found.filter { $0.accepted.alert != incoming.alert.id }
    }

    /// The Updates of an alert that a message on the same event means, too. Two Updates may part an alert between two places, so one is
    /// taken for the successor of another only where they share households.
    private func successors(of open: AlertCoverage, for incoming: IncomingAlert) -> [AlertCoverage] {
        let senders = Set(incoming.alert.references.map(\.sender) + [incoming.alert.sender]).filter(actsOn(incoming))
        return coverage.order.compactMap { coverage.alerts[$0] }.filter { next in
            guard next.accepted.replaces.contains(open.accepted.alert), next.accepted.msgType == .update else { return false }
            let name = next.accepted.message
            guard senders.contains(where: { MessageKey(sender: $0, identifier: name.identifier) == name.key }) else {
                return false
            }
            guard !actsAsCancel(incoming), let target = incoming.target, next.accepted.register == coverage.roster?.version else {
                return true
            }
            return next.accepted.target.intersects(target.households)
        }
    }

    /// Whether a message ends what it refers to: a Cancel, or an Update that says that the danger is over.
    func actsAsCancel(_ incoming: IncomingAlert) -> Bool {
        incoming.alert.msgType == .cancel || (incoming.alert.msgType == .update && incoming.isAllClear)
    }

    private func recorded(_ incoming: IncomingAlert, _ reason: AlertRecorded.Reason) -> Entry {
        .alertRecorded(
            AlertRecorded(
                alert: incoming.alert.id, message: name(of: incoming), source: incoming.source, original: incoming.original,
                status: incoming.alert.status, msgType: incoming.alert.msgType, sent: incoming.alert.sent.moment,
                event: incoming.event.isEmpty ? nil : incoming.event, reason: reason,
                unvouched: isVouched(incoming) ? nil : true, findings: incoming.findings))
    }

    private func held(_ incoming: IncomingAlert, _ reason: String, now: Moment) -> Entry {
        .alertHeld(
            AlertHeld(
                alert: incoming.alert.id, message: name(of: incoming), source: incoming.source, original: incoming.original,
                status: incoming.alert.status, reason: reason, until: release(incoming, reason, now: now)))
    }

    /// When an alert that waits goes out by itself: only what an official source may say, and only where the policy has minutes for it.
    private func release(_ incoming: IncomingAlert, _ reason: String, now: Moment) -> Moment? {
        guard reason == "approval", incoming.alert.status == .actual, composers[incoming.alert.id] == nil,
            sources.first(where: { $0.source == incoming.source })?.isOfficial ?? false, let policy = coverage.policy
        else { return nil }
        let colour = policy.effectiveColour(incoming.colour, hazard: incoming.hazard)
        return policy.releaseMinutes(colour).map { now + .minutes(Int64($0)) }
    }
}
