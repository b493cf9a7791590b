import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// Takes commands that are to go out now, the worst colour first, and remembers that they are on their way.
    ///
    /// The lines that plan them are written: this MUST be called only after the commit.
    public mutating func takeDue(limit: Int) -> [Dispatch] {
        var dispatches: [Dispatch] = []
        for alert in alertsByPriority() {
            guard dispatches.count < limit else { break }
            take(from: alert, limit: limit, into: &dispatches)
        }
        return dispatches
    }

    private func alertsByPriority() -> [AlertID] {
        coverage.order.enumerated().compactMap { position, alert -> (Int, Int, AlertID)? in
            guard attempts[alert]?.contains(where: \.hasReady) ?? false, let open = coverage.alerts[alert] else { return nil }
            return (open.accepted.effectiveColour.priority, position, alert)
        }
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private mutating func take(from alert: AlertID, limit: Int, into dispatches: inout [Dispatch]) {
        guard let open = coverage.alerts[alert], let count = attempts[alert]?.count else { return }
        for index in 0..<count where attempts[alert]?[index].hasReady ?? false {
            let table = open.deliveries[index]
            while dispatches.count < limit, let row = attempts[alert]?[index].takeNext() {
                dispatches.append(
                    Dispatch(
                        alert: alert, channel: table.channel, endpoint: table.endpoints[row], delivery: table.ids[row],
                        action: table.withdrawn[row] ? .withdraw : table.action, expires: open.accepted.expires))
            }
        }
    }

    /// Whether commands wait to be taken.
    public var hasDue: Bool { attempts.values.contains { $0.contains(where: \.hasReady) } }

    /// What became of commands, as lists by alert, channel and result.
    func decide(_ outcomes: [DispatchOutcome]) -> Decision {
        struct Group: Hashable {
            var alert: AlertID
            var channel: Channel
            var reason: FailureReason?
        }
        var groups: [Group: [String]] = [:]
        var order: [Group] = []
        for outcome in outcomes {
            guard let location = coverage.location(of: outcome.delivery), let table = coverage.table(at: location) else {
                continue
            }
            let endpoint = table.endpoints[location.row]
            // What becomes of a command that was withdrawn meanwhile says nothing of its withdrawal.
            guard outcome.action == .withdraw || !table.withdrawn[location.row] else { continue }
            guard let result = lineResult(outcome.result, endpoint: endpoint) else { continue }
            let group = Group(alert: location.alert, channel: table.channel, reason: result.reason)
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(endpoint)
        }
        return Decision(
            order.map { group in
                let moved = DeliveriesMoved(
                    alert: group.alert, channel: group.channel, endpoints: groups[group] ?? [], reason: group.reason)
                return group.reason == nil ? .deliveriesDispatched(moved) : .deliveriesFailed(moved)
            })
    }

    /// Where the broker cannot say whether anybody reads, only a device that says it is online counts as served.
    private func lineResult(_ result: DispatchOutcome.Result, endpoint: String) -> (reason: FailureReason?, Void)? {
        switch result {
        case .accepted: (nil, ())
        case .acceptedBlindly: (coverage.links.isOnline(endpoint) == true ? nil : .offline, ())
        case .failed(let reason): (reason, ())
        case .lost: nil
        }
    }

    /// Commands whose answer was lost go out again.
    mutating func giveBackLost(_ outcomes: [DispatchOutcome]) {
        for outcome in outcomes where outcome.result == .lost {
            guard let location = coverage.location(of: outcome.delivery) else { continue }
            attempts[location.alert]?[location.table].giveBack(location.row)
        }
    }
}
