public import Alerts
public import Community
import Coverage
public import Record

/// A duty officer who is to be told that an alert waits for a decision.
public struct WakeUp: Hashable, Sendable {
    /// The alert that waits.
    public var alert: AlertID
    /// The pseudonym of who is to be told.
    public var staff: Pseudonym
    /// The pseudonym of their phone.
    public var phone: Pseudonym
    /// `sms` or `voice`.
    public var channel: Channel
    /// How often it was tried before.
    public var tries: Int
}

extension Desk {
    /// Who is to be told now that something waits: the officers on shift at once, by a message once and by calls as often as the policy
    /// calls anybody; when they do not decide, who stands in for them. A real alert waits for nobody asleep.
    public func wakeUps(now: Moment) -> [WakeUp] {
        guard let roster = coverage.roster, let rules = coverage.policy?.gateways.calls else { return [] }
        let staff = Dictionary(roster.staff.map { ($0.pseudonym, $0) }, uniquingKeysWith: { first, _ in first })
        return waiting.values.filter { $0.status == .actual }.sorted { $0.alert < $1.alert }.flatMap { held -> [WakeUp] in
            var people = onShift(roster, now: now)
            let called = people.map { wakes[held.alert]?[Woken(staff: $0, channel: .voice)]?.tries ?? 0 }
            if !means.calls.isEmpty, called.allSatisfy({ $0 >= rules.attempts }) {
                people += people.compactMap { staff[$0]?.substitute }.filter { !people.contains($0) }
            }
            return people.compactMap { staff[$0] }.flatMap { wakeUps($0, for: held.alert, rules, now: now) }
        }
    }

    private func wakeUps(_ member: RosterStaff, for alert: AlertID, _ rules: Policy.CallRules, now: Moment) -> [WakeUp] {
        guard let phone = member.phone else { return [] }
        return [Channel.sms, .voice].compactMap { channel in
            guard !(channel == .sms ? means.messages : means.calls).isEmpty,
                channel == .voice || coverage.endpoints?.phone(phone)?.kind == .mobile
            else { return nil }
            let known = wakes[alert]?[Woken(staff: member.pseudonym, channel: channel)]
            let tries = known?.tries ?? 0
            let isTold = channel == .sms && known?.isTaken ?? false
            let isPaused = known.map { now - $0.last < .seconds(Int64(rules.pauseSeconds)) } ?? false
            guard tries < rules.attempts, !isTold, !isPaused else { return nil }
            return WakeUp(alert: alert, staff: member.pseudonym, phone: phone, channel: channel, tries: tries)
        }
    }
}

/// Who was told, by what.
struct Woken: Hashable, Sendable {
    var staff: Pseudonym
    var channel: Channel
}

/// How often somebody was told.
struct WakeState: Sendable {
    var tries = 0
    var last: Moment
    var isTaken = false
}
