/// How gateways stand, for the line that is printed every second.
public struct GatewayStanding: Sendable, Hashable, CustomStringConvertible {
    /// Connections to the SMSC that are bound.
    public var bound = 0
    /// Segments taken over SMPP, messages over HTTP, and calls.
    public var segments = 0, messages = 0, calls = 0
    /// Reports and replies that wait to be taken by the other side.
    public var waiting = 0
    /// Posts that appeared in groups, and orders of other vendors' loudspeakers.
    public var posts = 0, orders = 0

    init(of house: GatewayHouse) {
        bound = house.smsc.connections.values.count { $0.role != nil }
        segments = house.smsc.account.segments
        messages = house.texts.account.messages
        calls = house.voice.account.calls
        waiting = house.smsc.standing.waiting
        for queue in [house.texts.reports, house.texts.replies, house.voice.reports] { waiting += queue?.account.waiting ?? 0 }
        posts = house.robots.accounts.reduce(0) { $0 + $1.posts.count }
        orders = house.vendorA.terminals.orders.count + house.vendorB.terminals.orders.count
    }

    /// One line of plain text.
    public var description: String {
        "bound \(bound)  segments \(segments)  messages \(messages)  calls \(calls)  posts \(posts)  orders \(orders)"
            + "  waiting \(waiting)"
    }
}
