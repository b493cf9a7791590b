public import Logging
public import ServiceLifecycle
public import Wire

/// The channel of foreign loudspeakers and screens on MQTT: a session of its own, at their broker or at the community's.
public struct SpeakerSession: Service {
    private let session: MQTTSession
    private let link: SpeakerLink
    private let logger: Logger

    /// How often it is looked for orders that are due.
    private static let round = Duration.milliseconds(100)

    /// A session that the link speaks over.
    ///
    /// - Throws: `MQTTConfigurationError` where the settings cannot work.
    public init(_ configuration: MQTTConfiguration, link: SpeakerLink, logger: Logger) throws(MQTTConfigurationError) {
        session = try MQTTSession(configuration, delegate: link)
        self.link = link
        self.logger = logger
    }

    /// Works until it is told to stop; what was answered by then is written.
    public func run() async throws {
        try session.start()
        await withDiscardingTaskGroup { tasks in
            tasks.addTask { await link.basket.keepWriting(logger) }
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                try? await Task.sleep(for: Self.round)
                session.wake()
            }
        }
        await session.stop()
        try? await link.basket.flush()
    }
}
