import Foundation
import Wire

/// Whether the broker takes the login and the subscriptions: a connection under a client id of its own, which the running service does
/// not notice and which leaves no session behind.
struct BrokerCheck {
    let configuration: ServiceConfiguration
    /// Where the broker stands in the configuration.
    let place: Place

    func findings() async -> [PlacedFinding] {
        let settings = configuration.mqtt
        var connection = settings.session(clientID: "tocsin-check-\(UInt32.random(in: .min ... .max))")
        connection.connectTimeoutSeconds = 5
        // The topics that the service reads; a subscription with no session takes nothing from it.
        let base = "\(settings.root)/\(configuration.community)"
        connection.subscriptions = ["alert/in/+", "device/+/receipt", "device/+/status", "gateway/+/status"].map {
            .init("\(base)/\($0)")
        }
        let watch = ConnectionWatch()
        do {
            let session = try MQTTSession(connection, delegate: watch)
            try session.start()
            let outcome = await watch.outcome()
            await session.stop(drain: .zero)
            return findings(outcome)
        } catch {
            return [.error(place, "\(error)")]
        }
    }

    private func findings(_ outcome: ConnectionWatch.Outcome) -> [PlacedFinding] {
        var findings: [PlacedFinding] = []
        switch outcome {
        case .ready(.v5): break
        case .ready(.v311):
            findings.append(
                .warning(
                    place,
                    "the broker speaks MQTT 3.1.1 only: it cannot say whether anybody got a command, and commands do not expire"))
        case .failed(let reason): findings.append(.error(place, reason.text))
        }
        let settings = configuration.mqtt
        if settings.tls == nil, settings.password != nil, !Self.loopback.contains(settings.host) {
            findings.append(.warning(place, "the password goes over the network without TLS; set mqtt.tls"))
        }
        return findings
    }

    private static let loopback: Set<String> = ["127.0.0.1", "::1", "localhost"]
}

/// Waits for the first connection to become ready or to fail.
private final class ConnectionWatch: MQTTSessionDelegate {
    enum Outcome: Sendable {
        case ready(MQTTProtocolVersion)
        case failed(MQTTDisconnection)
    }

    private let states: AsyncStream<MQTTSessionState>
    private let report: AsyncStream<MQTTSessionState>.Continuation

    init() { (states, report) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(16)) }

    func outcome() async -> Outcome {
        var version = MQTTProtocolVersion.v5
        for await state in states {
            switch state {
            case .connected(let spoken, _): version = spoken
            case .ready: return .ready(version)
            case .disconnected(let reason, _): return .failed(reason)
            default: continue
            }
        }
        return .failed(.init(.stopped, "The connection ended."))
    }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance { .committed }

    func stateChanged(_ state: MQTTSessionState) { report.yield(state) }
}
