import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// What to do with a readable message: kept for a reason, held for a person, or accepted with all that follows.
    func decide(_ incoming: IncomingAlert, now: Moment) -> [Entry] {
        if let known = messages.message(incoming.alert.id) { return repeated(incoming, known) }
        if let reason = reasonToKeep(incoming, now: now) { return [recorded(incoming, reason)] }
        if let reason = reasonToHold(incoming, now: now) { return [held(incoming, reason)] }
        return accept(incoming, now: now)
    }

    /// The same id again is the same alert; with other bytes the first stands.
    private func repeated(_ incoming: IncomingAlert, _ known: MessageBook.Message) -> [Entry] {
        let line = AlertRepeated(alert: known.id, source: incoming.source, original: incoming.original)
        return [known.sha256 == incoming.original.sha256 ? .alertRepeated(line) : .alertConflicting(line)]
    }

    /// A person let a held alert go out; whether it still can is looked at again.
    func approve(_ incoming: IncomingAlert, by: Pseudonym?, now: Moment) -> [Entry] {
        guard messages.message(incoming.alert.id)?.fate == .held else { return [] }
        let approved = Entry.alertApproved(AlertJudged(alert: incoming.alert.id, by: by))
        if let reason = reasonToKeep(incoming, now: now) { return [approved, recorded(incoming, reason)] }
        return [approved] + accept(incoming, now: now)
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
            return isCheckRecent(now) ? (alert.status == .test ? .test : .system) : nil
        }
        if excludesUs(alert) { return .scope }
        if let policy = coverage.policy, isExpired(incoming, policy, now: now) { return .expired }
        if let reason = reasonFromHistory(incoming) { return reason }
        if actsAsCancel(incoming) { return reasonNotToCancel(replaced(by: incoming)) }
        return incoming.target == nil ? .elsewhere : nil
    }

    /// A restricted message is for others; a private one is for us if it names the community's code among its addresses.
    private func excludesUs(_ alert: Alert) -> Bool {
        switch alert.scope {
        case .restricted: true
        case .private: !(coverage.roster.map { alert.addresses.contains($0.community) } ?? false)
        case .public, nil: false
        }
    }

    /// A Cancel acts on alerts in force; of alerts that are over already, people need not be told again.
    private func reasonNotToCancel(_ meant: [AlertCoverage]) -> AlertRecorded.Reason? {
        guard let first = meant.first else { return .cancelOfUnknown }
        guard !meant.contains(where: isInForce) else { return nil }
        return first.ended?.cause == .expired ? .expired : .cancelled
    }

    private func isExpired(_ incoming: IncomingAlert, _ policy: Policy, now: Moment) -> Bool {
        // A Cancel acts however late it comes; what it ends is what counts.
        guard !actsAsCancel(incoming) else { return false }
        let colour = policy.effectiveColour(incoming.colour, hazard: incoming.hazard)
        return policy.expiry(incoming.expires, colour: colour, sent: incoming.alert.sent.moment) <= now
    }

    private func reasonFromHistory(_ incoming: IncomingAlert) -> AlertRecorded.Reason? {
        let name = incoming.message
        if let end = messages.end(of: name.key, status: incoming.alert.status), !isNewer(incoming, than: end) {
            return end.cause == .cancelled ? .cancelled : .superseded
        }
        let earlier = messages.messages(name.key, status: incoming.alert.status).compactMap(\.sent)
        return earlier.contains { $0 > incoming.alert.sent.moment } ? .earlierVersion : nil
    }

    /// A message under a reused identifier that was sent after the one which ended its namesake begins anew.
    private func isNewer(_ incoming: IncomingAlert, than end: MessageBook.End) -> Bool {
        messages.message(end.by)?.sent.map { incoming.alert.sent.moment > $0 } ?? false
    }

    private func reasonToHold(_ incoming: IncomingAlert, now: Moment) -> String? {
        if incoming.alert.status == .test || incoming.alert.status == .system { return nil }
        if incoming.contradictsEnvelope { return "envelope" }
        if let reason = SourceRule.hold(incoming, by: sources) { return reason }
        if incoming.alert.status == .exercise, declaredDrill(at: now) == nil { return "drill" }
        return nil
    }

    /// The declared drill that runs at a moment.
    func declaredDrill(at now: Moment) -> DrillDeclared? { drills.last { $0.from <= now && now < $0.to } }

    /// Whether a drill runs, or ran or will run within two hours: people may take a real alert for it.
    func isNearDrill(_ now: Moment) -> Bool {
        drills.contains { $0.from - .hours(2) <= now && now < $0.to + .hours(2) }
    }

    /// The open alerts that a message replaces or ends: those it refers to, and earlier ones under its own identifier.
    func replaced(by incoming: IncomingAlert) -> [AlertCoverage] {
        let name = incoming.message
        let keys = incoming.alert.msgType == .alert ? [name.key] : name.references + [name.key]
        let rule = sources.first { $0.source == incoming.source }
        var found: [AlertCoverage] = []
        for key in keys {
            for message in messages.messages(key, status: incoming.alert.status) where message.id != incoming.alert.id {
                guard let open = coverage.alerts[message.id], !found.contains(where: { $0.accepted.alert == message.id }) else {
                    continue
                }
                found.append(open)
            }
        }
        // A source acts only on alerts of senders that it may speak for; a held alert acts through the person who lets it go.
        return rule.map { $0.speaks(for: incoming.alert.sender) } ?? true
            ? found : found.filter { $0.accepted.source == incoming.source }
    }

    /// Whether a message ends what it refers to: a Cancel, or an Update that says that the danger is over.
    func actsAsCancel(_ incoming: IncomingAlert) -> Bool {
        incoming.alert.msgType == .cancel || (incoming.alert.msgType == .update && incoming.isAllClear)
    }

    private func recorded(_ incoming: IncomingAlert, _ reason: AlertRecorded.Reason) -> Entry {
        .alertRecorded(
            AlertRecorded(
                alert: incoming.alert.id, message: incoming.message, source: incoming.source, original: incoming.original,
                status: incoming.alert.status, msgType: incoming.alert.msgType, sent: incoming.alert.sent.moment,
                event: incoming.event.isEmpty ? nil : incoming.event, reason: reason, findings: incoming.findings))
    }

    private func held(_ incoming: IncomingAlert, _ reason: String) -> Entry {
        .alertHeld(
            AlertHeld(
                alert: incoming.alert.id, message: incoming.message, source: incoming.source, original: incoming.original,
                status: incoming.alert.status, reason: reason))
    }
}
