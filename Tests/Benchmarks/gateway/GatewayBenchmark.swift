import Alerts
import BenchmarkSupport
import Crypto
import Foundation
import Logging
import Simulation
import TestSupport

/// Messages to thousands of phones through a real Kannel and through a gateway over HTTP, against a bare libcurl loop on the same gateway,
/// in turns; the floor is 0.8 of its rate. The handsets' reports come when all is sent, so that they are measured by themselves.
///
///     swift build -c release --product tocsin
///     swift run -c release bench-gateway [PHONES] [ROUNDS] [kannel|http]
@main struct GatewayBenchmark {
    private static let parallelOverKannel = 16
    private static let parallelOverHTTP = 32
    private static let secret = "simsecret"

    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let numbers = words.compactMap { Int($0) }
        let phones = numbers.first ?? 10_000
        let rounds = numbers.dropFirst().first ?? 3
        let listener = try await WebServer.launch(
            .none, ["access_log off;", "keepalive_requests 100000000;", "location / { return 200; }"])
        let baseline = try Baseline(in: listener.folder, source: "baseline-gateway.c", libraries: ["curl"])
        let load = BaselineLoad(baseline: baseline, phones: phones, listener: listener)
        if !words.contains("http") { try await overKannel(phones, rounds, load) }
        if !words.contains("kannel") { try await overHTTP(phones, rounds, load) }
        listener.stop()
    }

    private static var log: Logger { Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() } }

    private static func handsets() -> HandsetOptions {
        var options = HandsetOptions()
        options.reach = .seconds(6) ... .seconds(6)
        return options
    }

    private static func overKannel(_ phones: Int, _ rounds: Int, _ load: BaselineLoad) async throws {
        let sendsms = LocalHTTP.freePort()
        let town = try await Town(
            phones: phones,
            gateway: "{name: texts, profile: kannel, url: 'http://127.0.0.1:\(sendsms)/cgi-bin/sendsms', username: tocsin, "
                + "password-file: gateway.secret, sign: 示例社区, rate: 10000}", secret: secret)
        let replies = try await town.replies()
        var options = GatewayOptions()
        options.httpPort = nil
        options.smsc = SMSCOptions()
        options.handsets = handsets()
        _ = try await withGateways(options, log: log) { run, ports in
            var options = Kannel.Options(smppPort: ports.smpp ?? 0, inboundURL: replies + "&from=%p&to=%P&text=%a")
            (options.sendsmsPort, options.password) = (sendsms, secret)
            let kannel = try await Kannel.launch(options)
            var contest = Contest("through Kannel, \(parallelOverKannel) at a time", town, run) { text in
                try await load.play(parallelOverKannel, "0: Accepted", run) { number in
                    "http://127.0.0.1:\(sendsms)"
                        + kannel.sendsms(
                            to: number.international, text,
                            reportURL: "http://127.0.0.1:\(load.listener.port)/report?ref=\(number)&type=%d&ans=%A&from=%p&ts=%T")
                }
            }
            try await contest.play(rounds: rounds)
            await kannel.stop()
        }
        await town.stop()
    }

    private static func overHTTP(_ phones: Int, _ rounds: Int, _ load: BaselineLoad) async throws {
        let port = LocalHTTP.freePort()
        let town = try await Town(
            phones: phones,
            gateway: "{name: texts, profile: gateways/simulator.yaml, url: 'http://127.0.0.1:\(port)', "
                + "password-file: gateway.secret, sign: 示例社区, rate: 10000}", secret: secret)
        var options = GatewayOptions()
        options.secret = secret
        options.handsets = handsets()
        options.httpPort = port
        var reporting = options
        reporting.texts.reportURL = PushURL(try await town.reports())
        options.httpPort = LocalHTTP.freePort()
        // The loop has a gateway of its own, which reports to nobody: the service would be told of messages that are not its own.
        _ = try await withGateways(reporting, log: log) { [options] run, _ in
            _ = try await withGateways(options, log: log) { plain, ports in
                let address = "http://127.0.0.1:\(ports.http ?? 0)/sms/send"
                let name = "through the simulator's HTTP gateway, \(parallelOverHTTP) at a time"
                var contest = Contest(name, town, run) { text in
                    try await load.play(parallelOverHTTP, "OK", plain) { signed(address, $0, text) }
                }
                try await contest.play(rounds: rounds)
            }
        }
        await town.stop()
    }

    /// A request as the simulator's gateway wants it.
    private static func signed(_ url: String, _ number: MobileNumber, _ text: String) -> String {
        let content = text.replacing("【示例社区】", with: "")
        let body = #"{"phone":"\#(number.international)","sign":"示例社区","content":"\#(content)","ref":"b-\#(number)"}"#
        let time = String(Int(Date().timeIntervalSince1970 * 1000))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(time)\n\(body)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
        let signature = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(url)\t\(body)\tContent-Type: application/json\tX-Timestamp: \(time)\tX-Signature: \(signature)"
    }
}
