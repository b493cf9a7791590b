import Alerts
import Foundation
import Simulation
import Synchronization
import TestSupport
import Testing

extension GatewayTests {
    /// What the gateways over HTTP push.
    @Suite struct PushTests {
        private let phone = "19900000001"

        private func options(_ port: Int, _ change: (inout GatewayOptions) -> Void = { _ in }) -> GatewayOptions {
            GatewayTests.options {
                $0.texts.reportURL = PushURL("http://127.0.0.1:\(port)/sms/report?secret=s")
                $0.texts.replyURL = PushURL("http://127.0.0.1:\(port)/sms/inbound")
                change(&$0)
            }
        }

        @Test func reportHasWhatProvidersGive() async throws {
            let receiver = Receiver()
            let (_, account) = try await receiver.listening { port in
                try await withGateways(options(port) { $0.pushHeaders = ["X-Secret": "s"] }, log: quiet) { run, ports in
                    _ = try await Customer(port: try #require(ports.http)).send(phone, "请转移", ref: "d-1")
                    try await eventually("the report is acknowledged") { run.account.reports?.accepted == 1 }
                }
            }
            let entry = try #require(receiver.entries("/sms/report").first)
            #expect(receiver.calls("/sms/report").first?.parameters == ["secret": "s"])
            #expect(entry["phone_number"] == phone)
            #expect(entry["success"] == "1")
            #expect(entry["err_code"] == "DELIVERED")
            #expect(entry["sms_size"] == "1")
            #expect(entry["out_id"] == "d-1")
            #expect(entry["biz_id"] == account.phone(phone)?.messages[0].ids[0])
            for name in ["send_time", "report_time"] {
                #expect(entry[name]?.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) != nil)
            }
            #expect(account.phone(phone)?.messages[0].acknowledged == ["delivered": 1])
            #expect(account.references["d-1"]?.deliveredAcknowledged == 1)
        }

        /// 1, 5 and 10 minutes at a scale of 6000 are 10, 50 and 100 ms.
        @Test func pushThatWasNotTakenComesAgain() async throws {
            let receiver = Receiver { $0 <= 2 ? (500, "") : (200, #"{"code":0}"#) }
            let (_, account) = try await receiver.listening { port in
                try await withGateways(options(port) { $0.scale = 6000 }, log: quiet) { run, ports in
                    _ = try await Customer(port: try #require(ports.http)).send(phone, "请转移", ref: "d-1")
                    try await eventually("the report is acknowledged") { run.account.reports?.accepted == 1 }
                }
            }
            #expect(receiver.entries("/sms/report").map { $0["out_id"] } == ["d-1", "d-1", "d-1"])
            #expect(account.reports?.failures == 2)
            #expect(account.reports?.repeated == 2)
            #expect(account.reports?.dropped == 0)
        }

        @Test(arguments: [#"{"code":1}"#, "ok", ""]) func pushIsDroppedAfterFourAttempts(_ answer: String) async throws {
            let receiver = Receiver { _ in (200, answer) }
            let (_, account) = try await receiver.listening { port in
                try await withGateways(options(port) { $0.scale = 6000 }, log: quiet) { run, ports in
                    let customer = Customer(port: try #require(ports.http))
                    _ = try await customer.send(phone, "请转移", ref: "d-1")
                    try await eventually("the report is dropped") { run.account.reports?.dropped == 1 }
                    #expect(try await customer.query("ref=d-1")["state"] == "delivered")
                }
            }
            #expect(receiver.entries("/sms/report").count == 4)
            #expect(account.reports?.waiting == 0)
            #expect(account.references["d-1"].map { [$0.delivered, $0.deliveredAcknowledged] } == [1, 0])
        }

        @Test func customerThatWasAwayGetsItLater() async throws {
            let receiver = Receiver()
            let port = LocalHTTP.freePort()
            let (_, account) = try await withGateways(options(port) { $0.scale = 60 }, log: quiet) { run, ports in
                _ = try await Customer(port: try #require(ports.http)).send(phone, "请转移", ref: "d-1")
                try await eventually("nobody is there") { run.account.reports?.failures == 1 }
                try await receiver.listening(on: port) { _ in
                    try await eventually("the report is acknowledged") { run.account.reports?.accepted == 1 }
                }
            }
            #expect(receiver.entries("/sms/report").map { $0["out_id"] } == ["d-1"])
            #expect(account.reports?.dropped == 0)
        }

        @Test func ownersAnswer() async throws {
            let receiver = Receiver()
            let (_, account) = try await receiver.listening { port in
                try await withGateways(options(port) { $0.handsets.confirms = 1 }, log: quiet) { run, ports in
                    _ = try await Customer(port: try #require(ports.http)).send(phone, "请回复1")
                    try await eventually("the reply is acknowledged") { run.account.replies?.accepted == 1 }
                    run.write("救命", from: try #require(MobileNumber(phone)), to: "10690000", over: .http)
                    try await eventually("the second is, too") { run.account.replies?.accepted == 2 }
                }
            }
            let entries = receiver.entries("/sms/inbound")
            let message = try #require(account.phone(phone)?.messages.first)
            #expect(entries.map { $0["content"] } == [message.reply, "救命"])
            #expect(entries.allSatisfy { $0["phone_number"] == phone && $0["dest_code"] == "10690000" })
            #expect(Set(entries.map { $0["sequence_id"] }).count == 2)
            #expect(message.replyAcknowledged)
        }

        @Test func reportComesTwiceAndBeforeTheAnswer() async throws {
            let receiver = Receiver()
            _ = try await receiver.listening { port in
                try await withGateways(
                    options(port) {
                        $0.faults.duplicate = 1
                        $0.faults.reportFirst = 1
                    }, log: quiet
                ) { run, ports in
                    let answer = try await Customer(port: try #require(ports.http)).send(phone, "请转移", ref: "d-1")
                    #expect(answer["code"] == "OK")
                    #expect(receiver.entries("/sms/report").first?["biz_id"] == answer["id"])
                    try await eventually("it came twice") { run.account.reports?.accepted == 2 }
                }
            }
            #expect(receiver.entries("/sms/report").map { $0["out_id"] } == ["d-1", "d-1"])
        }

        @Test func reportThatNeverComesAndMessageThatIsLost() async throws {
            let receiver = Receiver()
            let (_, account) = try await receiver.listening { port in
                try await withGateways(options(port) { $0.faults.noReport = 1 }, log: quiet) { run, ports in
                    let customer = Customer(port: try #require(ports.http))
                    _ = try await customer.send(phone, "请转移", ref: "silent")
                    try await eventually("it arrived") { run.account.references["silent"]?.arrived == 1 }
                    var faults = GatewayFaults()
                    faults.drop = 1
                    run.change(faults)
                    _ = try await customer.send(phone, "请转移", ref: "lost")
                    run.change(GatewayFaults())
                    _ = try await customer.send(phone, "请转移", ref: "plain")
                    try await eventually("the third is reported") { run.account.reports?.accepted == 1 }
                }
            }
            #expect(receiver.entries("/sms/report").map { $0["out_id"] } == ["plain"])
            #expect(account.references["lost"].map { [$0.messages, $0.arrived] } == [1, 0])
            #expect(account.phone(phone)?.messages.map(\.dropped) == [false, true, false])
        }

    }
}
