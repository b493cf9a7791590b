import Alerts
import Foundation
import Simulation
import TestSupport
import Testing
import Wire

extension GatewayTests {
    /// The loudspeakers of two other vendors: the same number says different things.
    @Suite struct VendorTests {
        private func options(_ change: (inout GatewayOptions) -> Void) -> GatewayOptions {
            var options = GatewayOptions()
            options.terminals.vendorA = ["va-01", "va-02"]
            options.terminals.vendorB = ["vb-01", "vb-02"]
            options.terminals.speed = 20
            change(&options)
            return options
        }

        private struct VendorAClient: Sendable {
            let base: String

            func order(_ id: String, _ terminals: [String], _ text: String, plays: Int = 1, priority: Int = 5) async throws
                -> Curl.Answer
            {
                let members: [String: Any] = [
                    "orderId": id, "terminals": terminals, "text": text, "repeat": plays, "priority": priority,
                ]
                return try await Curl.post("\(base)/vendor-a/order", try Customer.json(members))
            }

            func state(_ id: String) async throws -> String? {
                try await Curl.get("\(base)/vendor-a/status?orderId=\(id)")["state"]
            }

            /// The members of one terminal of an order.
            func terminal(_ id: String, _ name: String) async throws -> [String: String] {
                let body = try await Curl.get("\(base)/vendor-a/status?orderId=\(id)").body
                let object = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
                let list = object?["terminals"] as? [[String: Any]] ?? []
                return list.first { $0["id"] as? String == name }?.mapValues { "\($0)" } ?? [:]
            }
        }

        private func playA(
            _ change: (inout GatewayOptions) -> Void = { _ in }, _ body: @escaping @Sendable (VendorAClient) async throws -> Void
        )
            async throws -> GatewayAccount
        {
            try await withGateways(options(change), log: quiet) { _, ports in
                try await body(VendorAClient(base: "http://127.0.0.1:\(try #require(ports.http))"))
            }.account
        }

        @Test func orderOfVendorAIsReceivedThenPlaysThenIsDone() async throws {
            let text = String(repeating: "请立即转移。", count: 30)
            let account = try await playA { vendor in
                #expect(try await vendor.order("o-1", ["va-01", "va-02"], text)["errNum"] == "0")
                #expect(try await vendor.order("o-1", ["va-01", "va-02"], text)["errNum"] == "0")
                try await eventually("it plays") { try await vendor.state("o-1") == "2" }
                try await eventually("it is done") { try await vendor.state("o-1") == "3" }
                let terminal = try await vendor.terminal("o-1", "va-01")
                #expect(terminal["state"] == "3")
                #expect(terminal["plays"] == "1")
                for name in ["startTime", "endTime"] {
                    #expect(terminal[name]?.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) != nil)
                }
            }
            #expect(account.vendorA.map(\.orders) == [2, 2])
            for order in account.vendorA {
                let span = try #require(order.endedAt) - (try #require(order.startedAt))
                #expect((1500...2300).contains(span.milliseconds))
            }
        }

        @Test func vendorAFailsCancelsAndRefuses() async throws {
            let account = try await playA({ $0.terminals.broken = 1 }) { vendor in
                #expect(try await vendor.order("o-1", ["va-01"], "请转移")["errNum"] == "0")
                try await eventually("it failed") { try await vendor.state("o-1") == "4" }
                #expect(try await vendor.order("o-2", ["nobody"], "请转移")["errNum"] == "2")
                #expect(try await Curl.post("\(vendor.base)/vendor-a/order", "{}")["errNum"] == "1")
                #expect(try await Curl.get("\(vendor.base)/vendor-a/status?orderId=o-9")["errNum"] == "3")
                #expect(try await Curl.get("\(vendor.base)/vendor-a/terminal?id=va-01")["status"] == "1")
            }
            #expect(account.vendorA.map(\.state) == [.failed])
            _ = try await playA({ $0.terminals.offline = 1 }) { vendor in
                #expect(try await Curl.get("\(vendor.base)/vendor-a/terminal?id=va-01")["status"] == "0")
                #expect(try await vendor.order("o-1", ["va-01"], "请转移")["errNum"] == "0")
                #expect(try await vendor.state("o-1") == "1")
                _ = try await Curl.post("\(vendor.base)/vendor-a/cancel", #"{"orderId":"o-1"}"#)
                #expect(try await vendor.state("o-1") == "5")
            }
        }

        @Test func urgentOrderOfVendorAGoesFirst() async throws {
            let text = String(repeating: "请立即转移。", count: 20)
            let account = try await playA { vendor in
                _ = try await vendor.order("first", ["va-01"], text)
                _ = try await vendor.order("later", ["va-01"], text, priority: 5)
                _ = try await vendor.order("urgent", ["va-01"], text, priority: 1)
                try await eventually("all are done") { try await vendor.state("later") == "3" }
            }
            let ends = account.vendorA.sorted { ($0.endedAt ?? .epoch) < ($1.endedAt ?? .epoch) }.map(\.id)
            #expect(ends == ["first", "urgent", "later"])
        }

        @Test func terminalsOfVendorBSpeakOverMQTT() async throws {
            let broker = try await Broker.launch()
            let peer = Peer()
            var configuration = MQTTConfiguration(host: "127.0.0.1", port: broker.port, clientID: "customer")
            configuration.subscriptions = [.init("vendor-b/+/state"), .init("vendor-b/+/online")]
            let session = try MQTTSession(configuration, delegate: peer)
            try session.start()
            try await until("the customer") { peer.isReady }
            let options = options { $0.vendorBroker = .init(BrokerAccess(host: "127.0.0.1", port: broker.port)) }
            let text = String(repeating: "请立即转移。", count: 10)
            let (_, account) = try await withGateways(options, log: quiet) { _, _ in
                func tell(_ topic: String, _ members: [String: Any]) throws {
                    let payload = try JSONSerialization.data(withJSONObject: members)
                    peer.publish([MQTTPublish(topic: topic, payload: [UInt8](payload))], session)
                }
                try await until("online") { peer.last("vendor-b/vb-02/online") == "1" }
                for _ in 0..<2 { try tell("vendor-b/vb-01/order", ["id": "o-1", "tts": text, "times": 2]) }
                try await until("done") { peer.states("vb-01").contains { $0["code"] == "2" } }
                let done = try #require(peer.states("vb-01").last)
                #expect(done["count"] == "2")
                #expect(try #require(Int(done["end"] ?? "")) >= (try #require(Int(done["begin"] ?? ""))))
                #expect(Set(peer.states("vb-01").compactMap { $0["code"] }) == ["1", "2"])
                try tell("vendor-b/vb-02/order", ["id": "o-2", "tts": String(repeating: text, count: 20)])
                try await until("running") { peer.states("vb-02").last?["code"] == "1" }
                try tell("vendor-b/vb-02/cancel", ["id": "o-2"])
                try await until("cancelled") { peer.states("vb-02").last?["code"] == "0" }
            }
            try await until("goodbye") { peer.last("vendor-b/vb-01/online") == "0" }
            await session.stop()
            #expect(account.vendorB.map(\.state) == [.done, .cancelled])
            #expect(account.vendorB.map(\.orders) == [2, 1])
        }
    }
}

extension Peer {
    /// The last payload on a topic.
    fileprivate func last(_ topic: String) -> String? {
        messages.last { $0.topic == topic }.map { String(decoding: $0.payload, as: UTF8.self) }
    }

    /// What a terminal of vendor B said.
    fileprivate func states(_ terminal: String) -> [[String: String]] {
        messages.filter { $0.topic == "vendor-b/\(terminal)/state" }.compactMap { message in
            ((try? JSONSerialization.jsonObject(with: Data(message.payload))) as? [String: Any])?.mapValues { "\($0)" }
        }
    }
}
