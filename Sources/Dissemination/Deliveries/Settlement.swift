public import Community
import Coverage
import Record

extension Channel {
    /// Whether deliveries go over gateways that take them or not, and report later; a device answers each command itself.
    public var isOverGateways: Bool {
        switch self {
        case .sms, .voice, .robot: true
        case .loudspeaker, .display, .round, .door: false
        }
    }
}

extension FailureReason {
    /// Whether trying again can help.
    var isPassing: Bool {
        switch self {
        case .offline, .busy, .fault, .off, .unanswered, .diverted: true
        case .rejected, .expired, .absent, .blocked, .uncertain: false
        }
    }
}

extension DeliveryTable {
    /// Whether nothing more is to be sent for a row. A message is done when a gateway took it; a call when it was answered, or cannot
    /// be; a device when it presented what it was told, or took back what was withdrawn.
    func isDone(_ row: Int) -> Bool {
        switch channel {
        case .sms, .robot: withdrawn[row] || stages[row] >= .dispatched
        case .voice: withdrawn[row] || stages[row] >= .delivered
        case .loudspeaker, .display, .round, .door: withdrawn[row] ? withdrawalAnswered[row] : isSettled(row)
        }
    }
}

/// Which deliveries somebody who sends can carry.
struct Route {
    var channels: Set<Channel>
    var gateway: String?

    func carries(_ table: DeliveryTable) -> Bool { channels.contains(table.channel) && table.gateway == gateway }
}
