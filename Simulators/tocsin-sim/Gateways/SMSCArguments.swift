import ArgumentParser
import Simulation

/// How the SMSC is set up, from the command line.
struct SMSCArguments: ParsableArguments {
    @Option(name: .customLong("smpp-system-id"), help: "Who may bind; anybody, if it is not given.") var systemID: String?
    @Option(name: .customLong("smpp-password"), help: "The password of a bind.") var password = "simpass"
    @Option(name: .customLong("smpp-alphabet"), help: "What data_coding 0 means: gsm or latin1.") var alphabet = "gsm"
    @Option(name: .customLong("smpp-rate"), help: "Segments a second that are taken; more are throttled (0x58).") var rate:
        Double?
    @Option(name: .customLong("smpp-queue"), help: "Segments that may be on their way; then the queue is full (0x14).") var queue:
        Int?

    func validate() throws {
        guard DefaultAlphabet(rawValue: alphabet) != nil else { throw ValidationError("--smpp-alphabet must be gsm or latin1.") }
        guard rate.map({ $0 > 0 }) ?? true, queue.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--smpp-rate must be above 0, --smpp-queue 0 or more.")
        }
    }

    func options(port: Int) -> SMSCOptions {
        var options = SMSCOptions()
        options.port = port
        options.systemID = systemID
        options.password = password
        options.alphabet = DefaultAlphabet(rawValue: alphabet) ?? .gsm
        options.rate = rate
        options.queue = queue
        return options
    }
}
