import Alerts
import Foundation
import Logging
import Simulation
import Synchronization
import TestSupport
import Testing
import Wire

/// The simulators on a real broker, seen by a peer that knows only topics and payloads.
@Suite(.serialized) struct BrokerTests {
    private let topics = Topics(root: "tocsin/v1", community: "110101001001")
    private let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    private let text = "暴雨。"

    /// Runs a community beside a peer; gives the account after the peer is done.
    private func play(
        _ descriptions: [DeviceDescription], _ mode: ConnectionMode, faults: FaultOptions = FaultOptions(), broker: Broker,
        access: BrokerAccess? = nil, peer: Peer = Peer(), _ body: @Sendable (Peer, MQTTSession) async throws -> Void
    ) async throws -> CommunityAccount {
        var configuration = MQTTConfiguration(host: "127.0.0.1", port: broker.port, clientID: "peer")
        configuration.subscriptions = [.init("tocsin/v1/#")]
        configuration.username = access == nil ? nil : "tocsin"
        configuration.password = access?.passwords["tocsin"]
        let session = try MQTTSession(configuration, delegate: peer)
        try session.start()
        try await until("the peer") { peer.isReady }
        let plan = FaultPlan(faults, devices: descriptions, seed: 1)
        let run = CommunityRun(
            Fleet(descriptions, plan: plan, gatewaysAnswer: mode != .perDevice), mode, community: "110101001001", topics: topics,
            access: access ?? BrokerAccess(host: "127.0.0.1", port: broker.port), log: log)
        let ready = Mutex(false)
        let task = Task { try await run.run(whenReady: { ready.withLock { $0 = true } }) }
        do {
            try await until("every device") { ready.withLock { $0 } }
            try await body(peer, session)
        } catch {
            task.cancel()
            _ = try? await task.value
            await session.stop()
            throw error
        }
        task.cancel()
        let account = try await task.value
        try await until("the goodbyes") { peer.statuses(topics, descriptions).values.allSatisfy { $0 != "online" } }
        await session.stop()
        return account
    }

    private func command(_ action: String, _ device: String, _ delivery: String?, plays: Int = 1) -> MQTTPublish {
        MQTTPublish(topic: topics.command(device), payload: Commands.json(action, delivery: delivery, text: text, plays: plays))
    }

    @Test(arguments: [ConnectionMode.one(gateway: "sim"), .perDevice, .perGateway])
    func everyDevicePlaysAndTheAccountAgrees(_ mode: ConnectionMode) async throws {
        let devices =
            DeviceDescription.invented(loudspeakers: 3, displays: 1, gateways: 2) + [
                DeviceDescription(device: "own", channel: .loudspeaker)
            ]
        let names = Set(devices.map(\.device))
        let peer = Peer()
        let topics = topics
        let account = try await play(devices, mode, broker: try Broker(), peer: peer) { peer, session in
            try await until("online") { peer.statuses(topics, devices).values.allSatisfy { $0 == "online" } }
            for _ in 0..<2 { peer.publish(names.map { command("present", $0, "d-\($0)") }, session) }
            try await until("presented") { peer.devices(at: "presented") == names }
            peer.publish(names.map { command("report", $0, nil) } + names.map { command("withdraw", $0, "d-\($0)") }, session)
            try await until("withdrawn") { peer.devices(at: "withdrawn") == names }
        }
        #expect(account.alerts.map { Set($0.presentedAcknowledged) } == [names])
        #expect(account.deliveries.allSatisfy { $0.begun == 1 && $0.commands == 3 && $0.withdrawnAt != nil })
        #expect(account.totals.receipts.sent == account.totals.receipts.acknowledged)
        #expect(peer.receipts.count == account.totals.receipts.acknowledged)
        for (device, json) in peer.receipts where json["stage"] as? String == "presented" {
            let delivery = try #require(account.deliveries.first { $0.device == device })
            #expect(
                json["endedAt"] as? String
                    == delivery.presented?.endedAt.map { Timestamp(moment: $0, offsetMinutes: 480).description })
        }
    }

    @Test func receiptsSurviveTheBrokersDeath() async throws {
        let broker = try Broker()
        let devices = DeviceDescription.invented(loudspeakers: 4, displays: 0, gateways: 0)
        let names = Set(devices.map(\.device))
        let account = try await play(devices, .perDevice, broker: broker) { peer, session in
            peer.publish(names.map { command("present", $0, "d-\($0)", plays: 2) }, session)
            try await until("delivered") { peer.devices(at: "delivered") == names }
            broker.kill()
            try broker.start()
            try await until("presented") { peer.devices(at: "presented") == names }
        }
        #expect(account.alerts.map { Set($0.presentedAcknowledged) } == [names])
        #expect(account.deliveries.allSatisfy { $0.begun == 1 })
    }

    @Test func connectionThatFailsComesBackAndTellsWhatHappened() async throws {
        let devices = DeviceDescription.invented(loudspeakers: 2, displays: 0, gateways: 0)
        var faults = FaultOptions()
        faults.outages = [Outage(device: "spk-0001", kind: .link, from: .milliseconds(900), to: .milliseconds(2600))]
        let topics = topics
        let account = try await play(devices, .perDevice, faults: faults, broker: try Broker()) { peer, session in
            peer.publish([command("present", "spk-0001", "d1")], session)
            try await until("offline") { peer.wasOffline("spk-0001", topics) }
            try await until("online") { peer.statuses(topics, devices)["spk-0001"] == "online" }
            try await until("presented") { peer.devices(at: "presented") == ["spk-0001"] }
        }
        #expect(account.alerts[0].presentedAcknowledged == ["spk-0001"])
        #expect(account.deliveries[0].begun == 1)
    }

    @Test func shippedAccessRulesSuffice() async throws {
        let devices =
            DeviceDescription.invented(loudspeakers: 2, displays: 1, gateways: 1) + [
                DeviceDescription(device: "own", channel: .display)
            ]
        let names = Set(devices.map(\.device))
        let passwords = ["tocsin": "t", "gw-01": "g", "own": "o"]
        var rules = "user gw-01\ntopic write tocsin/v1/110101001001/gateway/gw-01/status\n"
        for device in devices.dropLast() {
            rules += "topic write \(topics.receipt(device.device))\ntopic write \(topics.status(device: device.device))\n"
            rules += "topic read \(topics.command(device.device))\n"
        }
        let broker = try Broker(.init(access: .init(passwords: passwords, community: "110101001001", rules: rules)))
        var access = BrokerAccess(host: "127.0.0.1", port: broker.port)
        access.passwords = passwords
        let account = try await play(devices, .perGateway, broker: broker, access: access) { peer, session in
            peer.publish(names.map { command("present", $0, "d-\($0)") }, session)
            try await until("presented") { peer.devices(at: "presented") == names }
        }
        #expect(account.totals.receipts.refused == 0)
    }

    @Test func sourceSendsUntilTheBrokerHasIt() async throws {
        let broker = try Broker()
        let peer = Peer()
        var configuration = MQTTConfiguration(host: "127.0.0.1", port: broker.port, clientID: "peer")
        configuration.subscriptions = [.init("tocsin/v1/110101001001/alert/in/+")]
        let session = try MQTTSession(configuration, delegate: peer)
        try session.start()
        try await until("the peer") { peer.isReady }
        let schedule = try SourceTests.schedule()
        let names = Set(schedule.steps.compactMap(\.file))
        let files = Dictionary(uniqueKeysWithValues: try names.map { ($0, try SourceTests.file($0)) })
        let run = SourceRun(
            source: "county", community: "110101001001", topics: topics,
            access: BrokerAccess(host: "127.0.0.1", port: broker.port), log: log)
        let account = try await run.run(schedule, files: files, speed: 1000)
        try await until("every message") { peer.messages.count == schedule.steps.count }
        await session.stop()
        #expect(account.isComplete)
        #expect(account.messages.map(\.alert) == peer.messages.map { CAPText($0.payload).id?.description })
        #expect(peer.messages.allSatisfy { $0.topic == topics.alertIn("county") })
    }

    @Test func sourceSaysThatNobodyListens() async throws {
        let broker = try Broker()
        let run = SourceRun(
            source: "county", community: "110101001001", topics: topics,
            access: BrokerAccess(host: "127.0.0.1", port: broker.port), log: log)
        let account = try await run.run(
            Schedule([ScheduleStep(at: 0, file: "a")]), files: ["a": try SourceTests.file("test.xml")])
        #expect(account.messages.map(\.result) == [.unheard])
        #expect(!account.isComplete)
    }
}

extension Peer {
    /// Whether a device was ever said to be offline.
    func wasOffline(_ device: String, _ topics: Topics) -> Bool {
        messages.contains {
            $0.topic == topics.status(device: device) && String(decoding: $0.payload, as: UTF8.self).contains("offline")
        }
    }

    /// The last status of each device.
    func statuses(_ topics: Topics, _ devices: [DeviceDescription]) -> [String: String] {
        var states = Dictionary(uniqueKeysWithValues: devices.map { ($0.device, "unknown") })
        for message in messages {
            for device in devices where message.topic == topics.status(device: device.device) {
                let json = (try? JSONSerialization.jsonObject(with: Data(message.payload))) as? [String: Any]
                states[device.device] = json?["state"] as? String
            }
        }
        return states
    }
}
