import Synchronization

/// A lasting session with an MQTT broker: reconnects for ever, acknowledges nothing before it is committed, and keeps at
/// most one window of publishes outside its owner.
///
/// The session runs on a thread of its own and calls its delegate there. This handle may be used from any thread. It is
/// started once and stopped once; a session that is dropped without being stopped ends by itself, without draining.
public final class MQTTSession: Sendable {
    private enum Phase {
        case idle
        case running(LibraryThread)
        case stopping
    }

    /// The configuration it was made with.
    public let configuration: MQTTConfiguration
    private let delegate: any MQTTSessionDelegate
    private let control: SessionControl
    private let phase = Mutex(Phase.idle)

    /// A session that is not connected yet. Throws what is wrong with the configuration.
    public init(_ configuration: MQTTConfiguration, delegate: any MQTTSessionDelegate) throws(MQTTConfigurationError) {
        try configuration.validate()
        self.configuration = configuration
        self.delegate = delegate
        control = try SessionControl()
    }

    deinit {
        if case .running(let thread) = phase.withLock({ $0 }) {
            control.stop(drain: .zero)
            thread.detach()
        }
    }

    /// How the session stands.
    public var state: MQTTSessionState { control.state }

    /// What the session has done since its start.
    public var statistics: MQTTStatistics { control.statistics }

    /// Begins to connect. A session that was started already is left alone.
    public func start() throws(MQTTConfigurationError) {
        let loop = SessionLoop(configuration: configuration, delegate: delegate, control: control)
        let name = configuration.clientID
        try phase.withLock { phase throws(MQTTConfigurationError) in
            guard case .idle = phase else { return }
            do throws(LibraryThread.Failure) {
                phase = .running(try LibraryThread(name: name) { loop.run() })
            } catch {
                throw MQTTConfigurationError("cannot start the MQTT thread: \(error.text)")
            }
        }
    }

    /// Has the session ask its delegate for publishes now. Cheap, from any thread.
    public func wake() { control.wakeup.raise() }

    /// Asks the session to end as ``stop(drain:)`` does, and returns at once; from any thread, the delegate's calls included.
    public func requestStop(drain: Duration = .seconds(2)) { control.stop(drain: drain) }

    /// Ends the session: goes on for up to `drain` until nothing is left to publish and every publish has its outcome,
    /// commits and acknowledges what was received, says goodbye to the broker, which keeps the session, and returns when the
    /// thread is gone. Looking up a host name cannot be interrupted and may hold it up for as long as the resolver tries.
    public func stop(drain: Duration = .seconds(2)) async {
        let thread = phase.withLock { phase -> LibraryThread? in
            defer { phase = .stopping }
            if case .running(let thread) = phase { return thread }
            if case .idle = phase { control.finish(delegate) }
            return nil
        }
        control.stop(drain: drain)
        await control.waitUntilFinished()
        // The thread has nothing left to do but to return, so this does not hold up the caller's executor.
        thread?.join()
    }
}
