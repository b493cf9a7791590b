import Alerts
import ArgumentParser
import Foundation
import Logging
import Simulation

/// `tocsin-sim sms-gateway`: gateways for messages and calls, and the handsets behind them.
struct SMSGatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sms-gateway",
        abstract: "Play gateways for messages, calls, robots and foreign loudspeakers, and the phones.",
        discussion: """
            Everything listens on 127.0.0.1 and pushes only there. Over SMPP 3.4 (--smpp-port) it is an SMSC, for instance for Kannel. \
            Over HTTP (--http-port) it is:

              POST /sms/send      {"phone","sign","content","ref"} -> {"code","message","id"}
              GET  /sms/query     ?id= or ?ref= -> {"code","state":"unknown|accepted|delivered|failed",…}
              POST /voice/call    {"phone","text","ref","repeat"} -> {"code","message","id"}
              POST /cgi-bin/webhook/send?key=  /robot/send?access_token=&timestamp=&sign=  /open-apis/bot/v2/hook/ID
              POST /vendor-a/order, /vendor-a/cancel   GET /vendor-a/status?orderId=, /vendor-a/terminal?id=

            Messages and calls are signed: X-Timestamp (milliseconds) and X-Signature, the lower-case hex of HMAC-SHA-256 with --secret \
            over the time, a line feed, and the body (of a GET: the query). Errors stand in "code" of HTTP 200: \
            SIGNATURE_DOES_NOT_MATCH, BUSINESS_LIMIT_CONTROL, MOBILE_NUMBER_ILLEGAL, TEMPLATE_TOO_LONG, AMOUNT_NOT_ENOUGH, \
            SMS_CONTENT_ILLEGAL, INVALID_PARAMETERS.

            Calls are reported with status_code 200000 answered (dtmf holds the key, if one was pressed), 200002 busy, 200003 no answer, \
            200004 refused, 200005 off, 200007 no such number, 200010 fault of the gateway. What is pushed and not answered with HTTP 200 \
            and {"code":0} comes again after 1, 5 and 10 minutes and is then dropped.

            With --behaviour-by-digits the last two digits of a number say what its phone does: 01 refused, 02 UNDELIV, 03 REJECTD, \
            04 ACCEPTD then DELIVRD, 05 EXPIRED, 06 never reported, 07 throttled once, 08 queue full once, 09 never answered, 10 ENROUTE \
            then DELIVRD, 11 answers 1, 12 queue full, 13 taken but the answer lost once, 14 answers 收到, 15 answers 退订, 16 answers \
            nonsense, 17 reported twice, 18 reported before the answer, 19 no credit, 20 never arrives; calls: 22 voicemail, 23 busy, \
            24 off, 25 no answer, 26 no such number, 27 refused, 28 fault, 29 busy once.

            The run ends on SIGINT or SIGTERM; then --account is written: what every phone, group and loudspeaker really got and did.
            """)

    @Option(help: "Port of the SMSC, 0 for one that is free; without it there is none.") var smppPort: Int?
    @Option(help: "Port of everything over HTTP, 0 for one that is free; without it there is none of that.") var httpPort: Int?
    @OptionGroup(title: "SMSC") var smsc: SMSCArguments
    @OptionGroup(title: "Messages and calls over HTTP") var http: HTTPArguments
    @OptionGroup(title: "Phones") var handsets: HandsetArguments
    @OptionGroup(title: "Workers in the field") var field: WorkerArguments
    @OptionGroup(title: "Calls") var voice: VoiceArguments
    @OptionGroup(title: "Robots and foreign loudspeakers") var others: OtherArguments
    @OptionGroup(title: "Faults") var faults: GatewayFaultArguments
    @Option(help: "How many times faster than real networks, phones, calls, limits and pauses are played, 0.1 to 10000.")
    var scale = 1.0
    @Option(help: "Seed of everything that is left to chance.") var seed: UInt64 = 1
    @Option(help: "Folder of the register; only phones in households.csv and staff.csv are read.") var register: String?
    @Option(help: "File for the account of the run, written at its end.") var account: String?
    @Option(help: "File that is written when everything is up: JSON with ports, secret and robots.") var readyFile: String?
    @Flag(help: "Print a line every second.") var live = false

    func validate() throws {
        guard smppPort != nil || httpPort != nil else { throw ValidationError("Give --smpp-port, --http-port or both.") }
        for (name, port) in [("smpp-port", smppPort), ("http-port", httpPort)] {
            guard port.map({ (0...65535).contains($0) }) ?? true else { throw ValidationError("--\(name) must be 0 to 65535.") }
        }
        guard (0.1...10_000).contains(scale) else { throw ValidationError("--scale must be 0.1 to 10000.") }
    }

    func run() async throws {
        let options = try options()
        let log = Logger(label: "tocsin-sim.sms-gateway") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .warning
            return handler
        }
        let run = GatewayRun(options, phones: try phones(in: ["households.csv", "staff.csv"]), log: log)
        let account = try await StopSignals.cancelling {
            try await run.run(
                whenReady: { ports in
                    if let readyFile { try write(try ReadyFile(ports, options).json(), to: readyFile) }
                    printNow(
                        "listening on smpp \(ports.smpp.map(String.init) ?? "-"), http \(ports.http.map(String.init) ?? "-")")
                },
                eachSecond: { if live { printNow("\(stamp())  \($0)") } })
        }
        if let file = self.account { try write(account.json(in: accountZone), to: file) }
        print(run.standing)
    }

    private func options() throws -> GatewayOptions {
        var options = GatewayOptions()
        options.seed = seed
        options.scale = scale
        options.smsc = smppPort.map { smsc.options(port: $0) }
        options.httpPort = httpPort
        try http.apply(to: &options)
        options.handsets = try handsets.options()
        options.workers = try field.options(phones: try phones(in: ["staff.csv"]))
        options.voice = try voice.options(reportURL: options.voice.reportURL)
        try others.apply(to: &options)
        options.faults = try faults.options()
        return options
    }

    private func phones(in names: [String]) throws -> [MobileNumber] {
        guard let register else { return [] }
        return try names.flatMap { name -> [MobileNumber] in
            let file = "\(register)/\(name)"
            guard name == "households.csv" || FileManager.default.fileExists(atPath: file) else { return [] }
            return PhoneList.read(String(decoding: try read(file), as: UTF8.self))
        }
    }

    private func stamp() -> String { Timestamp(moment: .wallClock(), offsetMinutes: 480).description }
}

/// What a test or a demo needs to know of gateways that are up. Secrets of a simulator are nobody's.
private struct ReadyFile: Encodable {
    struct Robot: Encodable { var id: String, secret: String? }

    var smpp: Int?
    var http: Int?
    var secret: String
    var wecom: [String]
    var dingtalk: [Robot]
    var feishu: [Robot]

    init(_ ports: GatewayPorts, _ options: GatewayOptions) {
        smpp = ports.smpp
        http = ports.http
        secret = options.secret
        wecom = options.robots.wecom
        dingtalk = options.robots.dingtalk.map { Robot(id: $0.id, secret: $0.secret) }
        feishu = options.robots.feishu.map { Robot(id: $0.id, secret: $0.secret) }
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
