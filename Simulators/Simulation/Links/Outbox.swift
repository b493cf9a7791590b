import Wire

/// What one connection has to publish. A receipt stays here until the broker answered for it; a status that got lost is not
/// sent again, since every connection begins with a fresh one.
struct Outbox<Content: Sendable>: Sendable {
    struct Message: Sendable {
        var topic: String
        var payload: [UInt8]
        var retain = false
        /// What it is to its owner; nil for what need not be sent again.
        var content: Content?
    }

    private var first: [Message] = []
    private var queue: [Message] = []
    private var head = 0
    private var inFlight: [UInt64: Message] = [:]
    private var lastToken: UInt64 = 0

    var isEmpty: Bool { first.isEmpty && head == queue.count && inFlight.isEmpty }

    mutating func add(_ message: Message) { queue.append(message) }

    /// Adds something that goes before what waits already.
    mutating func addFirst(_ message: Message) { first.append(message) }

    mutating func take(_ capacity: Int) -> [MQTTPublish] {
        var publishes: [MQTTPublish] = []
        while publishes.count < capacity, let message = next() {
            lastToken += 1
            inFlight[lastToken] = message
            publishes.append(
                MQTTPublish(topic: message.topic, payload: message.payload, retain: message.retain, token: lastToken))
        }
        return publishes
    }

    /// Takes an outcome; gives what it settles, or nil if there is nothing to settle.
    mutating func settle(_ outcome: MQTTPublishOutcome) -> (content: Content, settlement: Settlement)? {
        guard let message = inFlight.removeValue(forKey: outcome.token), let content = message.content else { return nil }
        switch outcome.result {
        case .accepted, .unknown: return (content, .acknowledged)
        case .noSubscribers: return (content, .unheard)
        case .refused, .unsendable: return (content, .refused)
        case .lost:
            first.append(message)
            return nil
        }
    }

    private mutating func next() -> Message? {
        if !first.isEmpty { return first.removeFirst() }
        guard head < queue.count else { return nil }
        defer {
            head += 1
            if head == queue.count || head > 4096 {
                queue.removeFirst(head)
                head = 0
            }
        }
        return queue[head]
    }
}
