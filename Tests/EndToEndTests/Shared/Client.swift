import Foundation
import Record
import Synchronization
import TestSupport
import Testing
import Wire

/// Somebody on the broker who is not the service: a device, a source, a neighbour. What comes in is kept in order.
final class Client: Sendable {
    /// How somebody comes to the broker.
    struct Way: Sendable, CustomTestStringConvertible {
        var version: MQTTProtocolVersion
        var tls: Bool

        static let all = [false, true].flatMap { tls in
            [MQTTProtocolVersion.v5, .v311].map { Way(version: $0, tls: tls) }
        }

        var testDescription: String { "MQTT \(version.rawValue)\(tls ? " over TLS with a client certificate" : "")" }
    }

    private let recorder = ClientRecorder()
    private let session: MQTTSession

    /// Connects and subscribes below the community's topics; returns when the subscriptions hold.
    init(
        _ broker: Broker, user: String, way: Way = Way(version: .v5, tls: false), reads topics: [String] = []
    ) async throws {
        var configuration = MQTTConfiguration(
            host: "127.0.0.1", port: broker.port, clientID: "\(user)-\(UUID().uuidString.prefix(8))")
        (configuration.username, configuration.password) = (user, Village.password(user))
        if way.tls, let certificates = broker.certificates {
            configuration.tls = .init(
                authorityFile: certificates.authority, certificateFile: certificates.client, keyFile: certificates.clientKey)
        }
        configuration.protocolChoice = .only(way.version)
        configuration.cleanStart = true
        configuration.sessionExpirySeconds = 0
        configuration.subscriptions = topics.map { .init("\(Installation.under)/\($0)") }
        session = try MQTTSession(configuration, delegate: recorder)
        try session.start()
        try await eventually("\(user) is connected", standing: { "\(self.session.state)" }) { session.state == .ready }
    }

    /// Says goodbye.
    func leave() async { await session.stop() }

    /// What came in on a topic below the community's, in order.
    func messages(_ topic: String) -> [MQTTMessage] {
        recorder.messages.filter { $0.topic == "\(Installation.under)/\(topic)" }
    }

    /// Publishes below the community's topics and returns when the broker has it.
    func publish(_ topic: String, _ text: String, retain: Bool = false) async throws {
        let token = recorder.enqueue(topic: "\(Installation.under)/\(topic)", Array(text.utf8), retain: retain)
        session.wake()
        try await eventually("the broker has a message on \(topic)") { recorder.outcome(token) != nil }
        guard let result = recorder.outcome(token), result == .accepted || result == .unknown || result == .noSubscribers else {
            throw NotInTime("the broker takes a message on \(topic): \(String(describing: recorder.outcome(token)))")
        }
    }

    /// Returns the first JSON message on a topic that meets a condition.
    func json(
        _ topic: String, _ what: String, within seconds: Int = 30, where condition: @Sendable (JSONValue) -> Bool = { _ in true }
    ) async throws -> JSONValue {
        var found: JSONValue?
        try await eventually(what, within: seconds, standing: { self.standing(topic) }) {
            found = try messages(topic).lazy.filter { !$0.payload.isEmpty }.map { try JSONValue(bytes: $0.payload) }.first(
                where: condition)
            return found != nil
        }
        guard let found else { throw NotInTime(what) }
        return found
    }

    /// The last JSON message on a topic.
    func last(_ topic: String) throws -> JSONValue? { try messages(topic).last.map { try JSONValue(bytes: $0.payload) } }

    private func standing(_ topic: String) -> String {
        messages(topic).suffix(3).map { String(decoding: $0.payload, as: UTF8.self) }.joined(separator: "\n")
    }
}

/// Remembers what a session is told.
private final class ClientRecorder: MQTTSessionDelegate {
    private struct State {
        var messages: [MQTTMessage] = []
        var due: [MQTTPublish] = []
        var outcomes: [UInt64: MQTTPublishOutcome.Result] = [:]
        var lastToken: UInt64 = 0
    }

    private let state = Mutex(State())

    var messages: [MQTTMessage] { state.withLock { $0.messages } }

    func outcome(_ token: UInt64) -> MQTTPublishOutcome.Result? { state.withLock { $0.outcomes[token] } }

    func enqueue(topic: String, _ payload: [UInt8], retain: Bool) -> UInt64 {
        state.withLock { state in
            state.lastToken += 1
            state.due.append(MQTTPublish(topic: topic, payload: payload, retain: retain, token: state.lastToken))
            return state.lastToken
        }
    }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        state.withLock { $0.messages += burst }
        return .committed
    }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] {
        state.withLock { state in
            let taken = Array(state.due.prefix(capacity))
            state.due.removeFirst(taken.count)
            return taken
        }
    }

    func published(_ outcomes: [MQTTPublishOutcome]) {
        state.withLock { state in for outcome in outcomes { state.outcomes[outcome.token] = outcome.result } }
    }

    func stateChanged(_ state: MQTTSessionState) {}
}
