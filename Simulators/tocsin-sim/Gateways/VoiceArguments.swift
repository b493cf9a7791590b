import ArgumentParser
import Simulation

/// What becomes of calls, from the command line; what is left over is answered with a key.
struct VoiceArguments: ParsableArguments {
    @Option(help: "Share of calls that are answered without a key.") var callVoicemail = 0.0
    @Option(help: "Share of calls to a phone that is engaged.") var callBusy = 0.0
    @Option(help: "Share of phones that are off for calls.") var callOff = 0.0
    @Option(help: "Share of calls that nobody answers.") var callNoAnswer = 0.0
    @Option(help: "Share of numbers that belong to nobody.") var callUnassigned = 0.0
    @Option(help: "Share of calls that are turned away.") var callRefused = 0.0
    @Option(help: "Share of calls that the gateway cannot place.") var callFault = 0.0
    @Option(help: "The key that people press.") var callKey = "1"
    @Option(help: "Calls a second that are taken; then BUSINESS_LIMIT_CONTROL.") var callRate: Double?
    @Flag(help: "Call one number at most once a minute, 5 times an hour, 20 times a day.") var callLimits = false

    func options(reportURL: PushURL?) throws -> VoiceOptions {
        var options = VoiceOptions()
        options.voicemail = try Share.checked(callVoicemail, "call-voicemail")
        options.busy = try Share.checked(callBusy, "call-busy")
        options.off = try Share.checked(callOff, "call-off")
        options.noAnswer = try Share.checked(callNoAnswer, "call-no-answer")
        options.unassigned = try Share.checked(callUnassigned, "call-unassigned")
        options.refused = try Share.checked(callRefused, "call-refused")
        options.fault = try Share.checked(callFault, "call-fault")
        guard callKey.count == 1, "0123456789*#".contains(callKey) else { throw ValidationError("--call-key must be one key.") }
        guard callRate.map({ $0 > 0 }) ?? true else { throw ValidationError("--call-rate must be above 0.") }
        options.key = callKey
        options.rate = callRate
        options.limitsCallee = callLimits
        options.reportURL = reportURL
        return options
    }
}
