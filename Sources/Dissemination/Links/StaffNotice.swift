public import Alerts
public import Community
public import Coverage
public import Record

/// What a message to somebody who is called, or has something to see to, says beyond the warning.
public struct StaffNotice: Hashable, Sendable {
    /// The pseudonym of who it is for.
    public var staff: Pseudonym
    /// Their link; nil where none is good.
    public var link: LinkID?
    /// How many doors they have to go to, over all warnings.
    public var doors: Int

    /// What is said.
    public init(staff: Pseudonym, link: LinkID?, doors: Int) {
        self.staff = staff
        self.link = link
        self.doors = doors
    }
}

/// A warning as it stands on somebody's page.
public struct StaffWarning: Sendable {
    /// The alert whose words tell it now.
    public var alert: AlertID
    /// Whether they are called for it.
    public var isCalled: Bool
    /// What they answered; nil where they have not.
    public var answer: CallBook.Answer?
    /// How it ended; nil while it runs.
    public var end: AlertEnded.Cause?

    /// A warning that nobody is called for, unless something else is said.
    public init(
        alert: AlertID, isCalled: Bool = false, answer: CallBook.Answer? = nil, end: AlertEnded.Cause? = nil
    ) {
        self.alert = alert
        self.isCalled = isCalled
        self.answer = answer
        self.end = end
    }
}

extension Desk {
    /// What the message of an alert to a phone says to its owner; nil where nobody on it is called or has anything to see to.
    public func notice(on phone: Pseudonym, of alert: AlertID, now: Moment) -> StaffNotice? {
        let owners = (coverage.roster?.staff ?? []).filter { $0.phone == phone }.map(\.pseudonym)
        guard !owners.isEmpty else { return nil }
        let alerts = coverage.standsFor(alert)
        let concerned = owners.first { staff in
            alerts.contains { coverage.alerts[$0]?.calls.call(of: staff) != nil || tasks[$0]?.count(of: staff) ?? 0 > 0 }
        }
        return concerned.map { staff in
            let running = coverage.order.filter { coverage.alerts[$0]?.isRunning ?? false }
            let doors = running.flatMap { tasks[$0]?.items(of: staff) ?? [] }.count { if case .door = $0 { true } else { false } }
            return StaffNotice(staff: staff, link: links.link(of: staff, at: now)?.id, doors: doors)
        }
    }

    /// The warnings that somebody is called for or has something to see to for, the worst first; then those that ended after a moment.
    public func warnings(of staff: Pseudonym, endedAfter: Moment) -> [StaffWarning] {
        var running: [StaffWarning] = []
        var ended: [StaffWarning] = []
        for open in coverage.order.compactMap({ coverage.alerts[$0] }) where open.goesToPeople && concerns(staff, open) {
            let teller = carrier(of: open) ?? open
            let isOver = !open.isRunning || teller.ended != nil
            let warning = StaffWarning(
                alert: teller.accepted.alert, isCalled: open.calls.call(of: staff) != nil, answer: open.calls.answers[staff],
                end: isOver ? (teller.ended ?? open.ended)?.cause : nil)
            if !isOver {
                if let index = running.firstIndex(where: { $0.alert == warning.alert }) {
                    running[index].isCalled = running[index].isCalled || warning.isCalled
                } else {
                    running.append(warning)
                }
            } else if open.endedAt.map({ $0 > endedAfter }) ?? false, warning.end != .superseded {
                ended.append(warning)
            }
        }
        func priority(_ warning: StaffWarning) -> Int {
            coverage.alerts[warning.alert].map { $0.accepted.effectiveColour.priority } ?? 9
        }
        return running.enumerated().sorted { (priority($0.element), $0.offset) < (priority($1.element), $1.offset) }.map(
            \.element)
            + ended
    }

    private func concerns(_ staff: Pseudonym, _ open: AlertCoverage) -> Bool {
        open.calls.call(of: staff) != nil || tasks[open.accepted.alert]?.count(of: staff) ?? 0 > 0
            || tasks[open.accepted.alert]?.closed.values.contains { $0.holder == staff } ?? false
            || open.calls.hasAnswered(staff)
    }
}
