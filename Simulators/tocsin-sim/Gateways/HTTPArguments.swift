import ArgumentParser
import Simulation

/// How the gateways for messages and calls over HTTP are set up, from the command line.
struct HTTPArguments: ParsableArguments {
    @Option(help: "What requests are signed with.") var secret = "simsecret"
    @Option(help: "A registered signature (签名); may be repeated. Without any, all are taken.") var sign: [String] = []
    @Option(help: "The number that messages come from and replies go to.") var code = "10690000"
    @Option(help: "Messages a second that are taken; then BUSINESS_LIMIT_CONTROL.") var rate: Double?
    @Option(help: "Segments that are paid for; then AMOUNT_NOT_ENOUGH.") var balance: Int?
    @Option(help: "Where reports of messages are pushed, http://127.0.0.1:PORT/….") var reportUrl: String?
    @Option(help: "Where replies are pushed.") var replyUrl: String?
    @Option(help: "Where reports of calls are pushed.") var voiceReportUrl: String?
    @Option(help: "A header that every push carries, NAME:VALUE; may be repeated.") var pushHeader: [String] = []
    @Option(help: "Entries in one push at most, 1 to 1000.") var pushBatch = 20
    @Option(help: "Pushes to one address at once, 1 to 64.") var pushLanes = 4

    func validate() throws {
        guard rate.map({ $0 > 0 }) ?? true, balance.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--rate must be above 0, --balance 0 or more.")
        }
        guard (1...1000).contains(pushBatch), (1...64).contains(pushLanes) else {
            throw ValidationError("--push-batch must be 1 to 1000, --push-lanes 1 to 64.")
        }
    }

    func apply(to options: inout GatewayOptions) throws {
        options.secret = secret
        options.texts.signs = Set(sign)
        options.texts.code = code
        options.texts.rate = rate
        options.texts.balance = balance
        options.texts.reportURL = try reportUrl.map { try url($0, "report-url") }
        options.texts.replyURL = try replyUrl.map { try url($0, "reply-url") }
        options.voice.reportURL = try voiceReportUrl.map { try url($0, "voice-report-url") }
        options.pushBatch = pushBatch
        options.pushLanes = pushLanes
        for header in pushHeader {
            let parts = header.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let value = parts.last?.drop(while: { $0 == " " }) else {
                throw ValidationError("\"\(header)\" is not like NAME:VALUE.")
            }
            options.pushHeaders[parts[0]] = String(value)
        }
    }

    private func url(_ text: String, _ name: String) throws -> PushURL {
        guard let url = PushURL(text) else { throw ValidationError("--\(name) must be like http://127.0.0.1:8080/path.") }
        return url
    }
}
