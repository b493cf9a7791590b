/// What a session tells its owner, and asks of it.
///
/// Every call comes on the session's own thread, one at a time, and may block it: nothing else of the session happens
/// meanwhile, not even the keep-alive, so a call MUST return well within the keep-alive time. The session holds its delegate
/// strongly until it has stopped.
public protocol MQTTSessionDelegate: Sendable {
    /// Stores a burst of messages, in the order of arrival. Returning ``MQTTAcceptance/committed`` is the promise that they
    /// survive a crash, since their PUBACKs leave right afterwards. A message may come more than once: its PUBACK can be lost
    /// with the connection.
    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance

    /// Gives up to `capacity` messages to publish now. The session asks while its window has room; after an answer shorter
    /// than `capacity` it asks again after a burst was committed, when woken by ``MQTTSession/wake()``, when a connection became
    /// ready, or within a second.
    func nextPublishes(_ capacity: Int) -> [MQTTPublish]

    /// Tells what became of publishes, in batches. A connection that ends gives `lost` for each that was still open.
    func published(_ outcomes: [MQTTPublishOutcome])

    /// Tells how the connection stands.
    func stateChanged(_ state: MQTTSessionState)

    /// Tells of a message that was larger than ``MQTTConfiguration/maximumPayload``; it was acknowledged and dropped.
    func droppedOversize(topic: String, bytes: Int)
}

extension MQTTSessionDelegate {
    /// Publishes nothing.
    public func nextPublishes(_ capacity: Int) -> [MQTTPublish] { [] }

    /// Ignores the outcomes.
    public func published(_ outcomes: [MQTTPublishOutcome]) {}

    /// Ignores it; ``MQTTStatistics/droppedOversize`` counts it all the same.
    public func droppedOversize(topic: String, bytes: Int) {}
}
