import Alerts
import Foundation
import Synchronization
import TestSupport
import Testing
import Wire

@testable import tocsin

@Suite struct BrokerCommandTests {
    private static let sample = Command.package.appendingPathComponent(
        "Tests/AlertsTests/Samples/cn_cma_baoding_lightning_yellow.xml")

    private func configuration(_ folder: TemporaryFolder, port: Int, more: String = "") throws -> String {
        let shipped = Command.package.appendingPathComponent("Config").path
        let yaml = """
            community: "110101001001"
            data: var
            register: \(shipped)/community
            policy: \(shipped)/policy.yaml
            scoring: \(shipped)/scoring.yaml
            hazards: \(shipped)/hazards.yaml
            signals: \(shipped)/signals.yaml
            messages: \(shipped)/messages.yaml
            mqtt:
              port: \(port)
            \(more)
            sources:
              - {source: county, senders: ["*"], approval: never}
            """
        return try folder.write(yaml, to: "tocsin.yaml")
    }

    @Test func sendsTheBytesAndPrintsTheID() async throws {
        let folder = try TemporaryFolder()
        let broker = try Broker()
        defer { broker.stop() }
        let configuration = try configuration(folder, port: broker.port)
        let unheard = try await Command.run(["send", Self.sample.path, "--config", configuration])
        #expect(unheard.status == 1)
        #expect(unheard.errors.contains("nobody is subscribed to tocsin/v1/110101001001/alert/in/county"))

        let listener = Listener()
        var settings = MQTTConfiguration(host: "127.0.0.1", port: broker.port, clientID: "listener")
        settings.subscriptions = [.init("tocsin/v1/110101001001/alert/in/+")]
        let session = try MQTTSession(settings, delegate: listener)
        try session.start()
        await listener.ready()
        let heard = try await Command.run(["send", Self.sample.path, "--config", configuration])
        #expect(heard.status == 0, "\(heard)")
        let bytes = [UInt8](try Data(contentsOf: Self.sample))
        let id = try #require(try AlertDocument.read(bytes).first?.alert.id)
        #expect(heard.output == "\(id)\n")
        #expect(await listener.message().payload == bytes)
        await session.stop()
    }

    @Test func whatNobodyWouldTakeIsNotSent() async throws {
        let folder = try TemporaryFolder()
        let configuration = try configuration(folder, port: 1)
        let file = try folder.write("<alert", to: "cut.xml")
        let outcome = try await Command.run(["send", file, "--config", configuration])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("cut.xml is nothing that the service would take"))
    }

    @Test func checkSaysHowTheBrokerAnswers() async throws {
        let folder = try TemporaryFolder()
        let access = Broker.Options.Access(passwords: ["tocsin": "right"], community: "110101001001")
        let broker = try Broker(Broker.Options(access: access))
        defer { broker.stop() }
        let configuration = try configuration(folder, port: broker.port, more: "  username: tocsin")
        let refused = try await Command.run(["check", "--config", configuration], environment: ["TOCSIN_MQTT_PASSWORD": "wrong"])
        #expect(refused.status == 1)
        #expect(refused.output.contains("tocsin.yaml:9:1: error: The broker refused the login of user \"tocsin\""), "\(refused)")
        let good = try await Command.run(["check", "--config", configuration], environment: ["TOCSIN_MQTT_PASSWORD": "right"])
        #expect(good.status == 0, "\(good)")
        #expect(good.output.contains("可用 ready: 0 errors"))
    }
}

/// Hears what is published.
private final class Listener: MQTTSessionDelegate {
    private let states = AsyncStream.makeStream(of: Bool.self)
    private let messages = AsyncStream.makeStream(of: MQTTMessage.self)

    func ready() async { for await isReady in states.stream where isReady { return } }

    func message() async -> MQTTMessage {
        for await message in messages.stream { return message }
        return MQTTMessage(topic: "", payload: [])
    }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        for message in burst { messages.continuation.yield(message) }
        return .committed
    }

    func stateChanged(_ state: MQTTSessionState) { states.continuation.yield(state == .ready) }
}
