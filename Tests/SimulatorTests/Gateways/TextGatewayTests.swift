import Alerts
import Foundation
import Logging
import Simulation
import Synchronization
import TestSupport
import Testing

extension GatewayTests {
    /// The gateway for messages over HTTP, met by curl.
    @Suite struct TextGatewayTests {
        private let phone = "19900000001"

        @Test func signedMessageArrivesAndIsKnown() async throws {
            let text = String(repeating: "暴雨红色预警，请立即转移。", count: 11)
            let (id, account) = try await withGateways(GatewayTests.options(), log: quiet) { run, ports in
                let customer = Customer(port: try #require(ports.http))
                let answer = try await customer.send("86" + phone, text, ref: "d-1")
                #expect(answer.status == 200)
                #expect(answer["code"] == "OK")
                let id = try #require(answer["id"])
                #expect(id.wholeMatch(of: /M\d{6,}/) != nil)
                try await eventually("delivered") { try await customer.query("id=\(id)")["state"] == "delivered" }
                let byRef = try await customer.query("ref=d-1")
                #expect(byRef["id"] == id)
                #expect(byRef["err_code"] == "DELIVERED")
                #expect(try await customer.query("id=M1")["state"] == "unknown")
                #expect(try await customer.query("ref=nobody")["state"] == "unknown")
                return id
            }
            let message = try #require(account.phone(phone)?.arrived.first)
            #expect(message.text == "【示例社区】" + text)
            #expect(message.ids == [id])
            #expect(message.segments == 3)
            #expect(message.segmentsArrived == 3)
            #expect(account.references["d-1"].map { [$0.messages, $0.arrived] } == [1, 1])
            #expect(account.texts.messages == 1)
            #expect(account.texts.segments == 3)
        }

        @Test func signatureIsTheOneThatOpenSSLMakes() async throws {
            _ = try await withGateways(GatewayTests.options(), log: quiet) { _, ports in
                let url = "http://127.0.0.1:\(try #require(ports.http))/sms/send"
                let body = #"{"phone":"19900000001","sign":"示例社区","content":"请转移"}"#
                let time = String(Int64(Date().timeIntervalSince1970 * 1000))
                let file = NSTemporaryDirectory() + "signed-" + UUID().uuidString
                try Data("\(time)\n\(body)".utf8).write(to: URL(filePath: file))
                defer { unlink(file) }
                let made = try await Executables.run("/usr/bin/openssl", ["dgst", "-sha256", "-hmac", "simsecret", file])
                let signature = try #require(made.output.split(separator: " ").last).trimmingCharacters(in: .newlines)
                let answer = try await Curl.post(url, body, headers: ["X-Timestamp: \(time)", "X-Signature: \(signature)"])
                #expect(answer["code"] == "OK")
            }
        }

        @Test func wrongSignatureSendsNothing() async throws {
            let (_, account) = try await withGateways(GatewayTests.options(), log: quiet) { _, ports in
                let port = try #require(ports.http)
                let old = Int64(Date().timeIntervalSince1970 * 1000) - 3_600_000
                for customer in [Customer(port: port, secret: "other"), Customer(port: port, milliseconds: { old })] {
                    #expect(try await customer.send(phone, "请转移")["code"] == "SIGNATURE_DOES_NOT_MATCH")
                    #expect(try await customer.query("ref=1")["code"] == "SIGNATURE_DOES_NOT_MATCH")
                    #expect(try await customer.call(phone, "请转移")["code"] == "SIGNATURE_DOES_NOT_MATCH")
                }
                let bare = try await Curl.post(
                    "http://127.0.0.1:\(port)/sms/send", #"{"phone":"19900000001","sign":"x","content":"y"}"#)
                #expect(bare.status == 200)
                #expect(bare["code"] == "SIGNATURE_DOES_NOT_MATCH")
                #expect(bare["id"] == nil)
            }
            #expect(account.phones.isEmpty)
            #expect(account.unsigned == 7)
        }

        @Test func refusalsStandInTheBody() async throws {
            let options = GatewayTests.options {
                $0.texts.signs = ["示例社区"]
                $0.texts.balance = 3
            }
            let (_, account) = try await withGateways(options, log: quiet) { _, ports in
                let customer = Customer(port: try #require(ports.http))
                func code(_ phone: String, _ content: String, sign: String = "示例社区") async throws -> String? {
                    let answer = try await customer.send(phone, content, sign: sign)
                    #expect(answer.status == 200)
                    #expect((answer["id"] != nil) == (answer["code"] == "OK"))
                    return answer["code"]
                }
                #expect(try await code("01062345678", "请转移") == "MOBILE_NUMBER_ILLEGAL")
                #expect(try await code(phone, String(repeating: "雨", count: 495)) == "TEMPLATE_TOO_LONG")
                #expect(try await code(phone, "【紧急】请转移") == "SMS_CONTENT_ILLEGAL")
                #expect(try await code(phone, "请转移", sign: "别处") == "SMS_CONTENT_ILLEGAL")
                #expect(try await customer.post("/sms/send", "{}")["code"] == "INVALID_PARAMETERS")
                #expect(try await code(phone, String(repeating: "雨", count: 196)) == "AMOUNT_NOT_ENOUGH")
                #expect(try await code(phone, String(repeating: "雨", count: 195)) == "OK")
                #expect(try await code(phone, "请转移") == "AMOUNT_NOT_ENOUGH")
            }
            #expect(account.texts.messages == 1)
            #expect(account.phone(phone)?.refused["AMOUNT_NOT_ENOUGH"] == 2)
        }

        @Test func tooManyASecondAreRefused() async throws {
            let options = GatewayTests.options { $0.texts.rate = 2 }
            let (_, account) = try await withGateways(options, log: quiet) { _, ports in
                let customer = Customer(port: try #require(ports.http))
                let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                    for number in 1...12 { group.addTask { try await customer.send("199000001\(number + 10)", "请转移")["code"] } }
                    return try await group.reduce(into: [String?]()) { $0.append($1) }
                }
                #expect(Set(codes) == ["OK", "BUSINESS_LIMIT_CONTROL"])
                try await eventually("there is room again") { try await customer.send(phone, "请转移")["code"] == "OK" }
            }
            #expect(account.texts.refused["BUSINESS_LIMIT_CONTROL"] != nil)
        }

        @Test func sameReferenceIsSentAgain() async throws {
            let (_, account) = try await withGateways(GatewayTests.options(), log: quiet) { run, ports in
                let customer = Customer(port: try #require(ports.http))
                for _ in 0..<2 { _ = try await customer.send(phone, "请转移", ref: "d-1") }
                try await eventually("both arrived") { run.account.references["d-1"]?.arrived == 2 }
            }
            #expect(account.references["d-1"]?.phones.count == 1)
            #expect(Set(account.phone(phone)?.messages.flatMap(\.ids) ?? []).count == 2)
        }

        @Test func lostAnswerIsAmbiguousAndCanBeAskedFor() async throws {
            let options = GatewayTests.options { $0.faults.loseAnswer = 1 }
            let (_, account) = try await withGateways(options, log: quiet) { run, ports in
                let customer = Customer(port: try #require(ports.http))
                let answer = try await customer.send(phone, "请转移", ref: "d-1")
                #expect([52, 56].contains(answer.exit))
                #expect(answer.status == 0)
                try await eventually("it was taken") { try await customer.query("ref=d-1")["state"] == "delivered" }
                run.change(GatewayFaults())
                #expect(try await customer.send(phone, "请转移", ref: "d-2")["code"] == "OK")
            }
            #expect(account.texts.answersLost == 1)
            #expect(account.phone(phone)?.messages.map(\.answersLost) == [1, 0])
        }

        @Test func unavailableGatewayTakesNothing() async throws {
            let options = GatewayTests.options { $0.faults.unavailable = 1 }
            let (_, account) = try await withGateways(options, log: quiet) { run, ports in
                let customer = Customer(port: try #require(ports.http))
                #expect(try await customer.send(phone, "请转移", ref: "d-1").status == 503)
                #expect(try await customer.query("ref=d-1")["state"] == "unknown")
            }
            #expect(account.texts.unavailable == 1)
            #expect(account.phone(phone)?.messages.isEmpty == true)
        }

        @Test func gatewayThatIsAwayTakesNothing() async throws {
            let clock = HandClock()
            let options = GatewayTests.options {
                $0.smsc = SMSCOptions()
                $0.faults.offline = [.seconds(10) ... .seconds(20)]
            }
            let (_, account) = try await withGateways(options, log: quiet, now: { clock.now }) { run, ports in
                let customer = Customer(port: try #require(ports.http), milliseconds: { clock.now.milliseconds })
                let client = try SMPPClient(port: try #require(ports.smpp))
                #expect(try await client.bind() == 0)
                #expect(try await customer.send(phone, "请转移")["code"] == "OK")
                clock.advance(.seconds(15))
                try await until("the end") { client.isClosed }
                #expect(try await customer.send(phone, "请转移").exit != 0)
                clock.advance(.seconds(10))
                #expect(try await customer.send(phone, "请转移")["code"] == "OK")
                #expect(try await SMPPClient(port: try #require(ports.smpp)).bind() == 0)
            }
            #expect(account.phone(phone)?.arrived.count == 1)
            #expect(account.texts.messages == 2)
        }

        @Test func slowAnswerComesLate() async throws {
            let options = GatewayTests.options {
                $0.faults.slow = 1
                $0.faults.slowBy = .milliseconds(1500) ... .milliseconds(1500)
            }
            _ = try await withGateways(options, log: quiet) { run, ports in
                let customer = Customer(port: try #require(ports.http))
                let began = ContinuousClock.now
                #expect(try await customer.send(phone, "请转移")["code"] == "OK")
                #expect(ContinuousClock.now - began >= .milliseconds(1500))
            }
        }

        @Test func digitsSayWhatHappens() async throws {
            let options = GatewayTests.options { $0.handsets.byDigits = true }
            let (_, account) = try await withGateways(options, log: quiet) { run, ports in
                let customer = Customer(port: try #require(ports.http))
                func send(_ digits: String) async throws -> Curl.Answer {
                    try await customer.send("199000000\(digits)", "请转移", ref: digits)
                }
                func state(_ digits: String) async throws -> String? { try await customer.query("ref=\(digits)")["state"] }
                #expect(try await send("01")["code"] == "MOBILE_NUMBER_ILLEGAL")
                for digits in ["07", "08"] {
                    #expect(try await send(digits)["code"] == "BUSINESS_LIMIT_CONTROL")
                    #expect(try await send(digits)["code"] == "OK")
                }
                #expect(try await send("09").exit != 0)
                #expect(try await state("09") == "unknown")
                #expect(try await send("13").exit != 0)
                #expect(try await send("19")["code"] == "AMOUNT_NOT_ENOUGH")
                for (digits, end) in ["02": "failed", "03": "failed", "05": "failed", "13": "delivered", "44": "delivered"] {
                    if digits != "13" { #expect(try await send(digits)["code"] == "OK") }
                    try await eventually("\(digits) is \(end)") { try await state(digits) == end }
                }
                _ = try await send("06")
                _ = try await send("20")
                try await eventually("06 arrived") { run.account.references["06"]?.arrived == 1 }
                #expect(try await state("06") == "accepted")
                #expect(try await state("20") == "accepted")
            }
            #expect(account.references["20"]?.arrived == 0)
        }
    }
}
