import Alerts
import Foundation
import Simulation
import TestSupport
import Testing

extension GatewayTests {
    /// The SMSC behind a real Kannel: what a text and its reports become on their way through both.
    @Suite struct KannelTests {
        private struct Setting: Sendable {
            let run: GatewayRun
            let kannel: Kannel
            let receiver: Receiver
            let callbacks: Int

            /// Sends a text, which Kannel takes; the reports name a reference.
            func send(_ number: String, _ text: String, _ ref: String, coding: Int = 2) async throws {
                let report = "http://127.0.0.1:\(callbacks)/dlr?ref=\(ref)&type=%d&ans=%A&to=%p"
                let target = kannel.sendsms(to: number, text, reportURL: report, coding: coding)
                let answer = try await Curl.get("http://127.0.0.1:\(kannel.sendsmsPort)\(target)")
                #expect(answer.status == 202, "\(answer)")
            }

            /// The types of the reports for a reference, in the order that they came in.
            func types(_ ref: String) -> [Int] {
                receiver.calls("/dlr").filter { $0.parameters["ref"] == ref }.compactMap { Int($0.parameters["type"] ?? "") }
            }
        }

        private func play(
            _ change: @escaping (inout GatewayOptions) -> Void = { _ in },
            kannel: @escaping @Sendable (inout Kannel.Options) -> Void = { _ in },
            _ body: @escaping @Sendable (Setting) async throws -> Void
        ) async throws -> GatewayAccount {
            let receiver = Receiver()
            let options = GatewayTests.options {
                $0.httpPort = nil
                $0.smsc = SMSCOptions()
                change(&$0)
            }
            return try await receiver.listening { callbacks in
                try await withGateways(options, log: quiet) { run, ports in
                    var options = Kannel.Options(
                        smppPort: try #require(ports.smpp),
                        inboundURL: "http://127.0.0.1:\(callbacks)/mo?from=%p&to=%P&text=%a")
                    kannel(&options)
                    let kannel = try await Kannel.launch(options)
                    try await body(Setting(run: run, kannel: kannel, receiver: receiver, callbacks: callbacks))
                    await kannel.stop()
                }.account
            }
        }

        @Test func longChineseTextArrivesWhole() async throws {
            let text = "【示例社区】转发：" + String(repeating: "暴雨红色预警，请立即转移到安全地带，回复1确认收到。", count: 7)
            let plain = "Heavy rain [red] {now} ~ @$£€ ^ reply 1"
            let account = try await play { setting in
                try await setting.send("8619900000001", text, "long")
                try await setting.send("8619900000002", plain, "plain", coding: 0)
                for ref in ["long", "plain"] {
                    try await eventually("reports of \(ref)", within: 60) { Set(setting.types(ref)) == [8, 1] }
                }
            }
            let long = try #require(account.phone("19900000001")?.messages.first)
            #expect(long.text == text)
            #expect(long.segments == 3)
            #expect(long.ids.count == 3)
            #expect(long.sender == "10690000")
            #expect(account.phone("19900000002")?.messages.map(\.text) == [plain])
        }

        /// What `sms-kannel.md` 1.5 measured with a simulator of its own.
        @Test func everyKindOfReport() async throws {
            let expected: [String: [Int]] = [
                "01": [16], "02": [8, 2], "03": [8, 2], "04": [8, 4, 1], "05": [8, 34], "06": [8], "07": [8, 1], "08": [8, 1],
                "10": [8, 4, 1],
                "11": [8, 1], "17": [8, 1], "19": [16], "20": [8], "44": [8, 1],
            ]
            let account = try await play({ $0.handsets.byDigits = true }) { setting in
                for digits in expected.keys.sorted() {
                    try await setting.send("86199000000\(digits)", "请转移", digits)
                }
                for (digits, types) in expected {
                    try await eventually("reports of \(digits)", within: 60, standing: { "\(setting.types(digits))" }) {
                        Set(setting.types(digits)) == Set(types)
                    }
                }
                #expect(setting.receiver.calls("/dlr").allSatisfy { $0.parameters["to"]?.hasPrefix("86199") == true })
            }
            #expect(account.phone("19900000006")?.arrived.count == 1)
            #expect(account.phone("19900000020")?.arrived.isEmpty == true)
            #expect(account.phone("19900000007")?.refused == ["0x00000058": 1])
            #expect(account.phone("19900000008")?.refused == ["0x00000014": 1])
        }

        @Test func repliesComeBack() async throws {
            let account = try await play({ $0.handsets.byDigits = true }) { setting in
                for digits in ["11", "14", "15", "16"] {
                    try await setting.send("86199000000\(digits)", "回复1确认收到", digits)
                }
                try await eventually("every reply", within: 60) { setting.receiver.calls("/mo").count == 4 }
                setting.run.write("救命", from: try #require(MobileNumber("19900000099")), to: "10690000", over: .smpp)
                try await eventually("one more", within: 60) { setting.receiver.calls("/mo").count == 5 }
                let replies = Dictionary(
                    uniqueKeysWithValues: setting.receiver.calls("/mo").map {
                        (String($0.parameters["from"]?.suffix(2) ?? ""), $0.parameters["text"])
                    })
                #expect(replies == ["11": "1", "14": "收到", "15": "退订", "16": "你是谁", "99": "救命"])
                #expect(setting.receiver.calls("/mo").allSatisfy { $0.parameters["to"] == "10690000" })
            }
            #expect(account.phone("19900000014")?.messages.first?.replyAcknowledged == true)
        }

        /// Both boxes die between the submission and the receipt; the receipt waits in the SMSC, and the report finds its message. The
        /// box may submit once more, since its store lags behind; then the handset has it twice, and the account says so.
        @Test func reportSurvivesTheDeathOfKannel() async throws {
            let account = try await play({ $0.handsets.reach = .seconds(3) ... .seconds(3) }) { setting in
                try await setting.send("8619900000001", "请立即转移", "d-1")
                try await eventually("the SMSC took it", within: 60) { setting.types("d-1") == [8] }
                await setting.kannel.kill()
                try await eventually("the receipt waits", within: 60) { setting.run.account.smsc.waiting == 1 }
                try await setting.kannel.start()
                try await eventually(
                    "the report", within: 60,
                    standing: { "\(setting.types("d-1")) \(setting.run.account.smsc) \(setting.kannel.log)" }
                ) {
                    setting.types("d-1").contains(1)
                }
            }
            #expect(account.smsc.binds == 2)
            #expect(account.phone("19900000001")?.messages.count == account.smsc.segments)
            #expect(account.phone("19900000001")?.messages.allSatisfy { $0.acknowledged["delivered"] == 1 } == true)
        }

        @Test func connectionThatBreaksComesBack() async throws {
            let account = try await play { setting in
                setting.run.breakSMPPConnections()
                try await eventually("bound again", within: 60) { setting.run.account.smsc.binds == 2 }
                try await setting.kannel.untilOnline()
                try await setting.send("8619900000001", "请立即转移", "d-1")
                try await eventually("the report", within: 60) { Set(setting.types("d-1")) == [8, 1] }
            }
            #expect(account.phone("19900000001")?.arrived.count == 1)
        }

        /// A lost answer makes Kannel submit again: the handset gets it twice, and says so.
        @Test func lostAnswerIsADuplicateAtTheHandset() async throws {
            let account = try await play({ $0.handsets.byDigits = true }, kannel: { $0.waitAckSeconds = 2 }) { setting in
                try await setting.send("8619900000013", "请立即转移", "d-1")
                try await eventually("the report", within: 90) { setting.types("d-1").contains(1) }
            }
            #expect(account.phone("19900000013")?.arrived.count == 2)
            #expect(account.phone("19900000013")?.messages.map(\.answersLost) == [1, 0])
        }

        /// The script of the demo: it says when it is ready, carries a text, and leaves nothing running.
        @Test func scriptRunsKannelAndEndsIt() async throws {
            let folder = NSTemporaryDirectory() + "kannel-script-" + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let options = GatewayTests.options {
                $0.httpPort = nil
                $0.smsc = SMSCOptions()
            }
            _ = try await withGateways(options, log: quiet) { run, ports in
                let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
                    path: "../../../Simulators/kannel/start")
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                let program = try Program(
                    "/bin/bash",
                    [
                        script.standardizedFileURL.path, "--folder", folder, "--smpp-port", "\(try #require(ports.smpp))",
                        "--inbound-url",
                        "http://127.0.0.1:9/mo?from=%p&text=%a", "--password", "a|b&c", "--ready-file", folder + "/ready",
                    ], output: folder + "/log")
                try await eventually(
                    "Kannel is up", within: 60,
                    standing: { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }
                ) {
                    FileManager.default.fileExists(atPath: folder + "/ready")
                }
                let ready =
                    try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder + "/ready"))) as? [String: Int]
                let port = try #require(ready?["sendsms"])
                let sent = try await Curl.get(
                    "http://127.0.0.1:\(port)/cgi-bin/sendsms?username=tocsin&password=a%7Cb%26c&to=8619900000001&coding=2&charset=UTF-8&text=%E9%9B%A8"
                )
                #expect(sent.status == 202)
                try await eventually("it arrived") { run.account.phone("19900000001")?.arrived.first?.text == "雨" }
                #expect(await program.stop(within: 30) == .exited(0))
                try await eventually("nothing listens") { await LocalHTTP.get(port, "/") == nil }
                #expect(run.standing.bound == 0)
            }
        }

        @Test func refusalsOfSendsms() async throws {
            _ = try await play(kannel: { $0.smscLines = [#"denied-prefix = "86999""#] }) { (setting) async throws in
                let kannel = setting.kannel
                func status(_ target: String) async throws -> Int {
                    try await Curl.get("http://127.0.0.1:\(kannel.sendsmsPort)\(target)").status
                }
                #expect(try await status(kannel.sendsms(to: "8619900000001", "x", reportURL: nil, password: "wrong")) == 403)
                #expect(try await status(kannel.sendsms(to: "8699900000001", "x", reportURL: nil)) == 403)
                #expect(try await status("/cgi-bin/sendsms?username=tocsin&password=tocsin&text=x") == 400)
            }
        }
    }
}
