import ArgumentParser
import Simulation

/// What phones and their owners are like, from the command line.
struct HandsetArguments: ParsableArguments {
    @Option(help: "Share of phones that get their messages much later.") var late = 0.0
    @Option(help: "Share of phones that never get one, and of which nobody reports anything.") var never = 0.0
    @Option(help: "Share of phones that are switched off; the network gives up.") var off = 0.0
    @Option(help: "Share of numbers that belong to nobody (空号).") var unassigned = 0.0
    @Option(help: "Share of owners who answer 1, 收到 or the like.") var confirms = 0.0
    @Option(help: "Share of owners who answer something else.") var nonsense = 0.0
    @Option(help: "Share of owners who answer 退订.") var unsubscribes = 0.0
    @Option(help: "Seconds until a phone in order has a message, MIN..MAX.") var reach = "1..8"
    @Option(help: "Seconds until a late one has it, MIN..MAX.") var lateAfter = "300..2700"
    @Option(help: "Seconds until the network gives up.") var expiry = "600"
    @Option(help: "Seconds until an owner answers, MIN..MAX.") var replyAfter = "5..60"
    @Flag(help: "The last two digits of a number say what its phone does; shares then count for nothing.") var behaviourByDigits =
        false

    func options() throws -> HandsetOptions {
        var options = HandsetOptions()
        options.late = try Share.checked(late, "late")
        options.never = try Share.checked(never, "never")
        options.off = try Share.checked(off, "off")
        options.unassigned = try Share.checked(unassigned, "unassigned")
        options.confirms = try Share.checked(confirms, "confirms")
        options.nonsense = try Share.checked(nonsense, "nonsense")
        options.unsubscribes = try Share.checked(unsubscribes, "unsubscribes")
        options.reach = try Share.seconds(reach, "reach")
        options.lateBy = try Share.seconds(lateAfter, "late-after")
        options.expiry = try Share.seconds(expiry, "expiry").upperBound
        options.replyAfter = try Share.seconds(replyAfter, "reply-after")
        options.byDigits = behaviourByDigits
        return options
    }
}
