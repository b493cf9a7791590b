import Channels
import Synchronization
import Wire

/// Stands between the session and the service's own link, and notes when how much of what was done.
final class Meter: MQTTSessionDelegate {
    private struct Shared {
        var committed = 0
        var settled = 0
        var wanted = Int.max
        var began: ContinuousClock.Instant?
        var ended: ContinuousClock.Instant?
    }

    private let link: BrokerLink
    private let shared = Mutex(Shared())

    init(_ link: BrokerLink) { self.link = link }

    var isReady: Bool { link.state.isReady }

    /// Begins to count until so many receipts are committed or so many publishes have their outcome.
    func expect(_ wanted: Int) { shared.withLock { $0 = Shared(wanted: wanted) } }

    /// From the first message that came to the commit of the last.
    var time: Duration? { shared.withLock { shared in shared.ended.flatMap { end in shared.began.map { end - $0 } } } }

    /// When the last publish had its outcome.
    var end: ContinuousClock.Instant? { shared.withLock { $0.ended } }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        shared.withLock { if $0.began == nil { $0.began = .now } }
        let acceptance = link.received(burst)
        shared.withLock { shared in
            shared.committed += burst.count
            if shared.committed >= shared.wanted, shared.ended == nil { shared.ended = .now }
        }
        return acceptance
    }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] { link.nextPublishes(capacity) }

    func published(_ outcomes: [MQTTPublishOutcome]) {
        link.published(outcomes)
        shared.withLock { shared in
            shared.settled += outcomes.count
            if shared.settled >= shared.wanted, shared.ended == nil { shared.ended = .now }
        }
    }

    func stateChanged(_ state: MQTTSessionState) { link.stateChanged(state) }

    func droppedOversize(topic: String, bytes: Int) { link.droppedOversize(topic: topic, bytes: bytes) }
}
