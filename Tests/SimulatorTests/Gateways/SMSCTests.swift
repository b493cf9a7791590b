import Alerts
import Foundation
import Simulation
import TestSupport
import Testing

extension GatewayTests {
    /// The SMSC, met by a client written from the specification.
    @Suite struct SMSCTests {
        private func play(
            _ change: @escaping (inout GatewayOptions) -> Void = { _ in },
            _ body: @escaping @Sendable (GatewayRun, Int) async throws -> Void
        ) async throws -> GatewayAccount {
            let options = GatewayTests.options {
                $0.httpPort = nil
                $0.smsc = SMSCOptions()
                change(&$0)
            }
            return try await withGateways(options, log: quiet) { run, ports in try await body(run, try #require(ports.smpp)) }
                .account
        }

        private let phone = "8619900000001"

        @Test func onlyWhoIsBoundMayDoWhatTheBindAllows() async throws {
            let account = try await play({ $0.smsc?.systemID = "kannel" }) { _, port in
                let client = try SMPPClient(port: port)
                let message = SMPPClient.submit(phone, SMPPClient.utf16("请转移"))
                #expect(try await client.ask(4, message).status == 0x04)
                #expect(try await client.bind(password: "wrong") == 0x0E)
                #expect(try await client.bind(user: "nobody") == 0x0F)
                #expect(try await client.bind(1) == 0)
                #expect(try await client.bind(2) == 0x05)
                #expect(try await client.ask(4, message).status == 0x04)
                #expect(try await client.ask(0x15).command == 0x8000_0015)
                #expect(try await client.ask(0x03).command == 0x8000_0000)
                #expect(try await client.ask(6).command == 0x8000_0006)
                try await until("the end") { client.isClosed }
            }
            #expect(account.smsc.binds == 1)
            #expect(account.smsc.bindsRefused == 3)
            #expect(account.smsc.segments == 0)
        }

        @Test(arguments: [[0, 0, 0, 15] as [UInt8], [0xFF, 0xFF, 0xFF, 0xFF], Array("GET / HTTP/1.1\r\n\r\n".utf8)])
        func nonsenseEndsTheConnectionAndNothingElse(_ bytes: [UInt8]) async throws {
            _ = try await play { _, port in
                let client = try SMPPClient(port: port)
                client.raw(bytes)
                try await until("the end") { client.isClosed }
                let other = try SMPPClient(port: port)
                #expect(try await other.bind() == 0)
                #expect(try await other.ask(4, [1, 2, 3]).status == 0x02)
                #expect(try await other.ask(4, SMPPClient.submit("abc", [0, 65])).status == 0x0B)
                #expect(try await other.ask(4, SMPPClient.submit(phone, [0x96, 0xE8])).status == 0)
            }
        }

        /// The same long text as 8-bit and 16-bit references, as optional parameters, and as one payload, out of order.
        @Test func textsArePutTogetherAgain() async throws {
            let text = String(repeating: "暴雨红色预警，请立即转移。", count: 12)
            let octets = SMPPClient.utf16(text)
            let parts = stride(from: 0, to: octets.count, by: 134).map { Array(octets[$0..<min(octets.count, $0 + 134)]) }
            let total = UInt8(parts.count)
            let account = try await play { run, port in
                let client = try SMPPClient(port: port)
                #expect(try await client.bind() == 0)
                for index in [2, 0, 1] {
                    let number = UInt8(index + 1)
                    let eight = [0x05, 0x00, 0x03, 7, total, number] + parts[index]
                    let sixteen = [0x06, 0x08, 0x04, 1, 7, total, number] + parts[index]
                    let parameters: [UInt8] = [2, 0x0C, 0, 2, 0, 9, 2, 0x0E, 0, 1, total, 2, 0x0F, 0, 1, number]
                    for body in [
                        SMPPClient.submit("8619900000001", eight, esmClass: 0x43),
                        SMPPClient.submit("8619900000002", sixteen, esmClass: 0x40),
                        SMPPClient.submit("8619900000003", parts[index], parameters: parameters),
                    ] {
                        #expect(try await client.ask(4, body).status == 0)
                    }
                }
                let payload = [4, 0x24, UInt8(octets.count >> 8), UInt8(octets.count & 0xFF)] + octets
                #expect(try await client.ask(4, SMPPClient.submit("8619900000004", [], parameters: payload)).status == 0)
                try await until("all arrived") { run.account.phones.allSatisfy { $0.arrived.count == 1 } }
            }
            #expect(account.phones.count == 4)
            for phone in account.phones {
                #expect(phone.messages.count == 1)
                #expect(phone.messages[0].text == text)
            }
            #expect(account.phone("19900000001")?.messages[0].segments == 3)
        }

        @Test func alphabetsAreRead() async throws {
            let account = try await play { run, port in
                let client = try SMPPClient(port: port)
                #expect(try await client.bind() == 0)
                let septets: [UInt8] = [0x00, 0x02, 0x1B, 0x65, 0x41, 0x1B, 0x3C, 0x5E, 0x10]
                for body in [
                    SMPPClient.submit("8619900000001", septets, coding: 0),
                    SMPPClient.submit("8619900000002", [0x41, 0xE9], coding: 3),
                    SMPPClient.submit("8619900000003", SMPPClient.utf16("𠮷野家"), coding: 8),
                ] {
                    #expect(try await client.ask(4, body).status == 0)
                }
                try await until("all arrived") { run.account.phones.allSatisfy { $0.arrived.count == 1 } }
            }
            #expect(account.phones.map { $0.messages[0].text } == ["@$€A[ÜΔ", "Aé", "𠮷野家"])
        }

        @Test func throttlesAndFillsUp() async throws {
            let rated = try await play({ $0.smsc?.rate = 3 }) { _, port in
                let client = try SMPPClient(port: port)
                #expect(try await client.bind() == 0)
                let numbers = (0..<20).map { _ in client.write(4, SMPPClient.submit(phone, [0x96, 0xE8])) }
                try await until("every answer") { Set(client.received.map(\.sequence)).isSuperset(of: numbers) }
                let statuses = Set(
                    client.received.filter { numbers.contains($0.sequence) && $0.command == 0x8000_0004 }.map(\.status))
                #expect(statuses == [0, 0x58])
            }
            #expect(rated.smsc.segments < 20)
            let full = try await play({
                $0.smsc?.queue = 2
                $0.handsets.reach = .seconds(600) ... .seconds(600)
            }) { _, port in
                let client = try SMPPClient(port: port)
                #expect(try await client.bind() == 0)
                var statuses: [UInt32] = []
                for _ in 0..<3 { statuses.append(try await client.ask(4, SMPPClient.submit(phone, [0x96, 0xE8])).status) }
                #expect(statuses == [0, 0, 0x14])
            }
            #expect(full.smsc.refused == ["0x00000014": 1])
        }

        /// A receipt that was not acknowledged waits for the next connection, also while nobody is bound.
        @Test func receiptsSurviveTheConnection() async throws {
            let account = try await play { run, port in
                let first = try SMPPClient(port: port)
                #expect(try await first.bind() == 0)
                for number in ["8619900000001", "8619900000002"] {
                    #expect(try await first.ask(4, SMPPClient.submit(number, [0x96, 0xE8])).status == 0)
                }
                try await until("receipts") { first.delivered.count == 2 }
                let kept = first.delivered[0]
                first.write(0x8000_0005, [0], sequence: kept.sequence)
                try await until("the acknowledgement") { run.account.smsc.acknowledged == 1 }
                run.breakSMPPConnections()
                try await until("the end") { first.isClosed }
                let second = try SMPPClient(port: port)
                #expect(try await second.bind(2) == 0)
                let third = try SMPPClient(port: port)
                #expect(try await third.bind(1) == 0)
                try await until("the receipt again") { third.delivered.count == 1 }
                #expect(third.delivered[0].body == first.delivered[1].body)
                #expect(second.delivered.isEmpty)
                third.write(0x8000_0005, [0], sequence: third.delivered[0].sequence)
                try await until("the acknowledgement") { run.account.smsc.acknowledged == 2 }
            }
            #expect(account.smsc.sentAgain == 1)
            #expect(account.phones.allSatisfy { $0.messages[0].acknowledged == ["delivered": 1] })
        }

        @Test func whatCannotBeTakenComesAgainAndWhatIsRefusedDoesNot() async throws {
            let account = try await play { run, port in
                let client = try SMPPClient(port: port)
                #expect(try await client.bind() == 0)
                #expect(try await client.ask(4, SMPPClient.submit(phone, [0x96, 0xE8])).status == 0)
                for (count, status) in [(1, UInt32(0x64)), (2, 0x58), (3, 0x65)] {
                    try await until("receipt \(count)") { client.delivered.count == count }
                    client.write(0x8000_0005, [0], status: status, sequence: client.delivered[count - 1].sequence)
                }
                try await until("the refusal") { run.account.smsc.rejected == 1 }
            }
            #expect(account.smsc.postponed == 2)
            #expect(account.smsc.waiting == 0)
            #expect(account.phone(phone)?.messages[0].acknowledged == [:])
        }

        @Test func reportsAreGivenAsAskedFor() async throws {
            _ = try await play({ $0.handsets.byDigits = true }) { run, port in
                let client = try SMPPClient(port: port)
                #expect(try await client.bind() == 0)
                func submit(_ number: String, _ registered: UInt8) async throws -> String {
                    let answer = try await client.ask(4, SMPPClient.submit(number, [0x96, 0xE8], registered: registered))
                    return String(decoding: answer.body.dropLast(), as: UTF8.self)
                }
                let silent = try await submit("8619900000030", 0)
                let failuresOnly = try await submit("8619900000031", 2)
                let failed = try await submit("8619900000002", 2)
                let final = try await submit("8619900000004", 1)
                let all = try await submit("8619900000004", 0x11)
                try await until("receipts") { client.delivered.count == 4 }
                let texts = client.delivered.map { String(decoding: $0.body, as: UTF8.self) }
                func words(_ id: String) -> [String] {
                    texts.filter { $0.contains("id:\(id) ") }.compactMap { $0.firstMatch(of: /stat:(\w+)/).map { String($0.1) } }
                }
                #expect(words(silent).isEmpty)
                #expect(words(failuresOnly).isEmpty)
                #expect(words(failed) == ["UNDELIV"])
                #expect(words(final) == ["DELIVRD"])
                #expect(words(all) == ["ACCEPTD", "DELIVRD"])
            }
        }

        @Test func faultsAreThoseAskedFor() async throws {
            let account = try await play { run, port in
                let client = try SMPPClient(port: port)
                #expect(try await client.bind() == 0)
                func change(_ body: (inout GatewayFaults) -> Void) {
                    var faults = GatewayFaults()
                    body(&faults)
                    run.change(faults)
                }
                func submit(_ number: Int) -> UInt32 {
                    client.write(4, SMPPClient.submit("861990000000\(number)", [0x96, 0xE8]))
                }
                func answers(_ sequence: UInt32) -> [UInt32] {
                    client.received.filter { $0.command == 0x8000_0004 && $0.sequence == sequence }.map(\.status)
                }
                change { $0.unavailable = 1 }
                let refused = submit(1)
                try await until("the refusal") { answers(refused) == [0x14] }
                change { $0.duplicate = 1 }
                let doubled = submit(2)
                try await until("two receipts") { client.delivered.count == 2 }
                #expect(answers(doubled) == [0])
                change { $0.reportFirst = 1 }
                let late = submit(3)
                try await until("the answer") { answers(late) == [0] }
                let units = client.received
                let receipt = try #require(units.lastIndex { $0.command == 5 })
                #expect(receipt < (try #require(units.lastIndex { $0.command == 0x8000_0004 })))
                change { $0.loseAnswer = 1 }
                let lost = submit(4)
                try await until("it arrived") { run.account.phone("19900000004")?.arrived.count == 1 }
                change { $0.drop = 1 }
                let dropped = submit(5)
                try await until("the answer") { answers(dropped) == [0] }
                change { $0.noReport = 1 }
                _ = submit(6)
                try await until("it arrived") { run.account.phone("19900000006")?.arrived.count == 1 }
                #expect(answers(lost).isEmpty)
            }
            #expect(account.phone("19900000001")?.refused == ["0x00000014": 1])
            #expect(account.phone("19900000002")?.messages.map(\.reports) == [["delivered": 2]])
            #expect(account.phone("19900000004")?.messages.map(\.answersLost) == [1])
            #expect(account.phone("19900000005")?.messages.map(\.dropped) == [true])
            #expect(account.phone("19900000006")?.messages.map(\.reports) == [[:]])
        }

        @Test func repeatedSegmentsAreOneMessageUntilAllOfThemCame() async throws {
            let parts = ["一段。", "二段。"].map(SMPPClient.utf16)
            let account = try await play { run, port in
                let client = try SMPPClient(port: port)
                #expect(try await client.bind() == 0)
                func submit(_ index: Int) async throws {
                    let body = [0x05, 0x00, 0x03, 7, 2, UInt8(index + 1)] + parts[index]
                    #expect(try await client.ask(4, SMPPClient.submit(phone, body, esmClass: 0x40)).status == 0)
                }
                for index in [0, 0, 1] { try await submit(index) }
                try await until("it arrived") { run.account.phones.first?.arrived.count == 1 }
                try await submit(1)
                try await until("it arrived again") { run.account.phones.first?.arrived.count == 2 }
            }
            let messages = try #require(account.phone(phone)).messages
            #expect(messages.map(\.text) == ["一段。二段。", "一段。二段。"])
            #expect(messages[0].segmentsRepeated == 1)
        }
    }
}
