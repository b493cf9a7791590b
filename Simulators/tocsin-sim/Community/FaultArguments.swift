import Alerts
import ArgumentParser
import Simulation

/// What is to go wrong, from the command line.
struct FaultArguments: ParsableArguments {
    @Option(help: "Probability that a command is lost before the device has it.") var drop = 0.0
    @Option(help: "Seconds before a receipt leaves, MIN..MAX.") var delay: String?
    @Option(help: "Probability that a receipt is sent twice.") var duplicate = 0.0
    @Option(help: "Probability that a receipt is overtaken by the device's next one.") var reorder = 0.0
    @Option(help: "Share of devices that lose their connection once, for some seconds.") var offline = 0.0
    @Option(help: "Seconds from the start in which --offline happens.") var offlineWithin = 60.0
    @Option(help: "A connection that fails at a set time, DEVICE:FROM..TO in seconds from the start; may be repeated.")
    var offlineWindow: [String] = []
    @Option(help: "A power cut at a set time, DEVICE:FROM..TO; what was playing begins again afterwards.") var powerCut:
        [String] = []
    @Option(help: "Devices that never come online.") var dead = 0
    @Option(help: "Devices that take commands, say delivered, and then that they are broken.") var mute = 0
    @Option(help: "Probability that a receipt is accompanied by one for another device's delivery.") var wrongDevice = 0.0
    @Option(help: "Probability that a receipt is accompanied by bytes that are none.") var garbage = 0.0
    @Option(help: "Seconds that a device's clock is wrong at most, either way.") var clockSkew = 0.0

    func validate() throws {
        for (name, value) in [
            ("drop", drop), ("duplicate", duplicate), ("reorder", reorder), ("offline", offline), ("wrong-device", wrongDevice),
            ("garbage", garbage),
        ] where !(0...1).contains(value) {
            throw ValidationError("--\(name) must be 0 to 1.")
        }
        guard dead >= 0, mute >= 0 else { throw ValidationError("--dead and --mute must not be negative.") }
        guard (0...86_400).contains(clockSkew), (1...86_400).contains(offlineWithin) else {
            throw ValidationError("--clock-skew must be 0 to 86400 seconds, --offline-within 1 to 86400.")
        }
        _ = try options()
    }

    func options() throws -> FaultOptions {
        var options = FaultOptions()
        options.drop = drop
        options.duplicate = duplicate
        options.reorder = reorder
        options.offline = offline
        options.offlineWithin = .milliseconds(Int64(offlineWithin * 1000))
        options.wrongDevice = wrongDevice
        options.garbage = garbage
        options.dead = dead
        options.mute = mute
        options.clockSkew = .milliseconds(Int64(clockSkew * 1000))
        if let delay {
            guard let range = ClosedRange<Span>(seconds: delay) else { throw ValidationError("--delay must be like 0.5..3.") }
            options.delay = range
        }
        options.outages = try offlineWindow.map { try outage($0, .link) } + powerCut.map { try outage($0, .power) }
        return options
    }

    private func outage(_ text: String, _ kind: Outage.Kind) throws -> Outage {
        guard let outage = Outage(text, kind: kind) else { throw ValidationError("\"\(text)\" is not like ls-01:10..30.") }
        return outage
    }
}
