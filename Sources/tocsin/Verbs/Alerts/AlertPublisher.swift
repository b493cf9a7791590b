import Alerts
import Foundation
import Synchronization
import Wire

/// Hands messages to the broker and waits for what becomes of them: a short connection of its own, without a session to come back to.
struct AlertPublisher {
    /// The broker.
    let configuration: MQTTConfiguration

    /// A publisher for a broker. `purpose` stands in the client id.
    init(_ settings: MQTTSettings, purpose: String) {
        configuration = settings.session(clientID: "tocsin-\(purpose)-\(UInt32.random(in: .min ... .max))")
    }

    /// Publishes one message with QoS 1.
    ///
    /// - Returns: what the broker answered.
    func publish(_ payload: [UInt8], to topic: String) async throws -> MQTTPublishOutcome.Result {
        let exchange = Exchange(MQTTPublish(topic: topic, payload: payload))
        let session = try MQTTSession(configuration, delegate: exchange)
        try session.start()
        let result = await exchange.first()
        await session.stop(drain: .milliseconds(500))
        switch result {
        case .outcome(let outcome): return outcome
        case .disconnected(let reason): throw CommandFailure(reason.text)
        }
    }
}

extension MQTTSettings {
    /// A connection that leaves nothing behind, for commands.
    func session(clientID: String) -> MQTTConfiguration {
        var configuration = MQTTConfiguration(host: host, port: port, clientID: clientID)
        configuration.cleanStart = true
        configuration.sessionExpirySeconds = 0
        configuration.username = username
        configuration.password = password?.secret
        configuration.tls = tls.map {
            .init(authorityFile: $0.authority, certificateFile: $0.certificate, keyFile: $0.key)
        }
        return configuration
    }
}

/// One message, and the first thing that happens to it. A connection that fails is not tried again: the user is told.
private final class Exchange: MQTTSessionDelegate {
    enum Event: Sendable {
        case outcome(MQTTPublishOutcome.Result)
        case disconnected(MQTTDisconnection)
    }

    private let waiting: Mutex<MQTTPublish?>
    private let events: AsyncStream<Event>
    private let report: AsyncStream<Event>.Continuation

    init(_ publish: MQTTPublish) {
        waiting = Mutex(publish)
        (events, report) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    func first() async -> Event {
        for await event in events { return event }
        return .disconnected(.init(.stopped, "The connection ended."))
    }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance { .committed }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] {
        guard capacity > 0 else { return [] }
        return waiting.withLock { publish in
            defer { publish = nil }
            return publish.map { [$0] } ?? []
        }
    }

    func published(_ outcomes: [MQTTPublishOutcome]) {
        if let outcome = outcomes.first { report.yield(.outcome(outcome.result)) }
    }

    func stateChanged(_ state: MQTTSessionState) {
        if case .disconnected(let reason, _) = state { report.yield(.disconnected(reason)) }
    }
}
