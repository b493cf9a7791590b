import Alerts
import Community
import Record

/// A call that is not made because everybody behind the phone was told, or answered, meanwhile.
struct Spared: Hashable, Sendable {
    var alert: AlertID
    var channel: Channel
    var endpoint: String
}

/// Gathers what became of many commands into as few lines as tell it.
struct OutcomeGroups {
    private struct Group: Hashable {
        var alert: AlertID
        var channel: Channel
        var gateway: String?
        var reason: FailureReason?
    }

    private struct Member {
        var endpoint: String
        var reference: String?
    }

    private var members: [Group: [Member]] = [:]
    private var order: [Group] = []

    mutating func add(
        _ outcome: DispatchOutcome, alert: AlertID, channel: Channel, endpoint: String, reason: FailureReason?
    ) {
        let group = Group(alert: alert, channel: channel, gateway: outcome.gateway, reason: reason)
        if members[group] == nil { order.append(group) }
        members[group, default: []].append(Member(endpoint: endpoint, reference: outcome.reference))
    }

    /// A line for each group, in the order in which the first of each came.
    var entries: [Entry] {
        order.map { group in
            let all = members[group] ?? []
            let hasReferences = all.contains { $0.reference != nil }
            let moved = DeliveriesMoved(
                alert: group.alert, channel: group.channel, endpoints: all.map(\.endpoint), gateway: group.gateway,
                reason: group.reason, references: hasReferences ? all.map { $0.reference ?? "" } : nil)
            return group.reason == nil ? .deliveriesDispatched(moved) : .deliveriesFailed(moved)
        }
    }
}
