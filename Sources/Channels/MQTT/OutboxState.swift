import Alerts
import Community
import Dissemination
import Record
import Wire

/// What the outbox holds between two calls: publishes that are out, and the few things that no line of the journal says.
struct OutboxState {
    /// What a publish was for.
    enum Item {
        case command(DeliveryID, Action)
        case relay(AlertID)
        case retained(topic: String, payload: [UInt8])
        case report
    }

    /// An alert's content with the payloads made from it.
    struct Payloads {
        var content: AlertContent
        var byKind: [Kind: CommandPayload] = [:]

        /// Screens and loudspeakers get different words.
        struct Kind: Hashable {
            var action: Action
            var channel: Channel
            var audio: Sound?
        }
    }

    var reports: [String] = []
    var relays: [AlertID] = []
    var relaysOut: Set<AlertID> = []
    var outcomes: [DispatchOutcome] = []
    var relayed: [AlertID] = []
    var payloads: [AlertID: Payloads] = [:]
    var held = HeldDispatches()
    private var inFlight: [UInt64: Item] = [:]
    private var nextToken: UInt64 = 1
    private var retained: [String: [UInt8]] = [:]
    private var retainedOrder: [String] = []

    mutating func retain(_ topic: String, _ payload: [UInt8]) {
        if retained.updateValue(payload, forKey: topic) == nil { retainedOrder.append(topic) }
    }

    mutating func remember(_ item: Item) -> UInt64 {
        defer { nextToken += 1 }
        inFlight[nextToken] = item
        return nextToken
    }

    mutating func takeSmall(_ capacity: Int) -> ([String], [AlertID], [(String, [UInt8])]) {
        let reportCount = min(capacity, reports.count)
        let relayCount = min(capacity - reportCount, relays.count)
        let retainedCount = min(capacity - reportCount - relayCount, retainedOrder.count)
        let topics = retainedOrder.prefix(retainedCount)
        let values = topics.compactMap { topic in retained.removeValue(forKey: topic).map { (topic, $0) } }
        let taken = (Array(reports.prefix(reportCount)), Array(relays.prefix(relayCount)), values)
        reports.removeFirst(reportCount)
        relays.removeFirst(relayCount)
        retainedOrder.removeFirst(retainedCount)
        return taken
    }

    mutating func settle(_ outcome: MQTTPublishOutcome) {
        guard let item = inFlight.removeValue(forKey: outcome.token) else { return }
        switch item {
        case .command(let delivery, let action):
            outcomes.append(DispatchOutcome(delivery: delivery, action: action, result: outcome.result.dispatchResult))
        case .relay(let alert): if outcome.result == .lost { relays.append(alert) } else { relayed.append(alert) }
        case .retained(let topic, let payload): if outcome.result == .lost, retained[topic] == nil { retain(topic, payload) }
        case .report: break
        }
    }
}

extension MQTTPublishOutcome.Result {
    /// 0x10 says that nobody is subscribed, 0x80 and above that the broker refused; MQTT 3.1.1 says nothing.
    var dispatchResult: DispatchOutcome.Result {
        switch self {
        case .accepted: .accepted
        case .unknown: .acceptedBlindly
        case .noSubscribers: .failed(.offline)
        case .refused, .unsendable: .failed(.rejected)
        case .lost: .lost
        }
    }
}
