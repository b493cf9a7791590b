import Alerts
import Simulation
import TestSupport
import Testing

extension GatewayTests {
    /// The gateway for calls, met by curl.
    @Suite struct VoiceTests {
        private func options(_ port: Int, _ change: (inout GatewayOptions) -> Void = { _ in }) -> GatewayOptions {
            var options = GatewayOptions()
            options.scale = 1000
            options.voice.reportURL = PushURL("http://127.0.0.1:\(port)/voice/report")
            change(&options)
            return options
        }

        @Test func everyOutcomeHasItsCodeAndTimes() async throws {
            let receiver = Receiver()
            let outcomes: [String: CallOutcome] = [
                "21": .key, "22": .voicemail, "23": .busy, "24": .off, "25": .noAnswer, "26": .unassigned, "27": .refused,
                "28": .fault,
            ]
            let (_, account) = try await receiver.listening { port in
                try await withGateways(options(port) { $0.handsets.byDigits = true }, log: quiet) { run, ports in
                    let customer = Customer(port: try #require(ports.http))
                    for digits in outcomes.keys {
                        let answer = try await customer.call("199000000\(digits)", "暴雨红色预警，请立即转移，收到请按1。", ref: digits)
                        #expect(answer["code"] == "OK")
                        #expect(answer["id"]?.wholeMatch(of: /C\d{6,}/) != nil)
                    }
                    try await eventually("every report is acknowledged") { run.account.callReports?.accepted == outcomes.count }
                }
            }
            let entries = receiver.entries("/voice/report")
            #expect(Set(entries.compactMap { $0["out_id"] }) == Set(outcomes.keys))
            for entry in entries {
                let outcome = try #require(outcomes[entry["out_id"] ?? ""])
                #expect(entry["status_code"] == outcome.code)
                #expect(entry["dtmf"] == (outcome == .key ? "1" : ""))
                #expect((entry["ring_time"] == "") == [.busy, .off, .unassigned, .fault].contains(outcome))
                #expect((entry["b_start_time"] == "") == ![.key, .voicemail].contains(outcome))
                #expect(entry["end_time"] != "")
                #expect(entry["callee"] == "199000000\(entry["out_id"] ?? "")")
            }
            #expect(account.voice.ended.values.reduce(0, +) == outcomes.count)
            #expect(account.references["21"].map { [$0.calls, $0.callsAnswered, $0.keys] } == [1, 1, 1])
            #expect(account.references["22"].map { [$0.calls, $0.callsAnswered, $0.keys] } == [1, 1, 0])
        }

        @Test func secondCallMayGetThrough() async throws {
            let receiver = Receiver()
            _ = try await receiver.listening { port in
                try await withGateways(options(port) { $0.handsets.byDigits = true }, log: quiet) { run, ports in
                    let customer = Customer(port: try #require(ports.http))
                    for attempt in 1...2 {
                        _ = try await customer.call("19900000029", "请转移", ref: "\(attempt)")
                        try await eventually("the report is acknowledged") { run.account.callReports?.accepted == attempt }
                    }
                }
            }
            #expect(receiver.entries("/voice/report").map { $0["status_code"] } == ["200002", "200000"])
        }

        @Test func phoneThatIsOffIsOffForCallsToo() async throws {
            let receiver = Receiver()
            _ = try await receiver.listening { port in
                try await withGateways(options(port) { $0.handsets.off = 1 }, log: quiet) { run, ports in
                    _ = try await Customer(port: try #require(ports.http)).call("19900000001", "请转移")
                    try await eventually("the report is acknowledged") { run.account.callReports?.accepted == 1 }
                }
            }
            #expect(receiver.entries("/voice/report").map { $0["status_code"] } == ["200005"])
        }

        @Test func limitsAndRefusals() async throws {
            let options = options(9) {
                $0.scale = 1
                $0.voice.limitsCallee = true
            }
            let clock = HandClock()
            let (_, account) = try await withGateways(options, log: quiet, now: { clock.now }) { _, ports in
                let customer = Customer(port: try #require(ports.http))
                for minute in 1...6 {
                    #expect(
                        try await customer.call("19900000001", "请转移")["code"] == (minute < 6 ? "OK" : "BUSINESS_LIMIT_CONTROL"))
                    #expect(try await customer.call("19900000001", "请转移")["code"] == "BUSINESS_LIMIT_CONTROL")
                    clock.advance(.minutes(1))
                }
                #expect(try await customer.call("19900000002", "请转移")["code"] == "OK")
                #expect(try await customer.call("110", "请转移")["code"] == "MOBILE_NUMBER_ILLEGAL")
                #expect(try await customer.call("19900000003", "请转移", plays: 9)["code"] == "INVALID_PARAMETERS")
            }
            #expect(account.voice.calls == 6)
        }

        @Test func sharesOfCallsAreMet() throws {
            var options = VoiceOptions()
            options.busy = 0.2
            options.voicemail = 0.1
            options.off = 0.1
            let habit = HandsetHabit(of: try #require(MobileNumber("19900000001")), HandsetOptions(), chance: Chance(seed: 1))
            var counts: [CallOutcome: Int] = [:]
            for number in 0..<10_000 {
                let phone = try #require(MobileNumber("199" + String(10_000_000 + number)))
                counts[options.outcome(phone, habit, attempt: 0, Chance(seed: 3)), default: 0] += 1
            }
            for (outcome, share) in [(CallOutcome.busy, 0.2), (.voicemail, 0.1), (.off, 0.1), (.key, 0.6), (.refused, 0)] {
                #expect(abs(Double(counts[outcome] ?? 0) / 10_000 - share) < 0.015)
            }
        }
    }
}
