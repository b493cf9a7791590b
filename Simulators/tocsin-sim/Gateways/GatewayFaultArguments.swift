import ArgumentParser
import Simulation

/// What is to go wrong in gateways, from the command line.
struct GatewayFaultArguments: ParsableArguments {
    @Option(help: "Probability that a message is taken and lost.") var drop = 0.0
    @Option(help: "Seconds that a report comes later than the network made it, MIN..MAX.") var delay = "0"
    @Option(help: "Probability that a report is given twice.") var duplicate = 0.0
    @Option(help: "Probability that a report is overtaken by what comes after it.") var reorder = 0.0
    @Option(help: "Probability that a submission is answered after it was reported.") var reportFirst = 0.0
    @Option(help: "Probability that a submission is taken and its answer lost.") var loseAnswer = 0.0
    @Option(help: "Probability that an answer is slow.") var slow = 0.0
    @Option(help: "Seconds that a slow answer takes, MIN..MAX, in real time.") var slowBy = "5..20"
    @Option(help: "Probability that a submission is answered with 503, over SMPP with queue full.") var unavailable = 0.0
    @Option(help: "Probability that a report comes very late.") var reportLate = 0.0
    @Option(help: "Seconds that a late report is late, MIN..MAX.") var reportLateBy = "1800..259200"
    @Option(help: "Probability that a report never comes.") var noReport = 0.0
    @Option(help: "Seconds from the start in which every gateway is away, FROM..TO; may be repeated.") var offline: [String] = []

    func options() throws -> GatewayFaults {
        var faults = GatewayFaults()
        faults.drop = try Share.checked(drop, "drop")
        faults.delay = try Share.seconds(delay, "delay")
        faults.duplicate = try Share.checked(duplicate, "duplicate")
        faults.reorder = try Share.checked(reorder, "reorder")
        faults.reportFirst = try Share.checked(reportFirst, "report-first")
        faults.loseAnswer = try Share.checked(loseAnswer, "lose-answer")
        faults.slow = try Share.checked(slow, "slow")
        faults.slowBy = try Share.seconds(slowBy, "slow-by")
        faults.unavailable = try Share.checked(unavailable, "unavailable")
        faults.reportLate = try Share.checked(reportLate, "report-late")
        faults.lateBy = try Share.seconds(reportLateBy, "report-late-by")
        faults.offline = try offline.map { try Share.seconds($0, "offline") }
        faults.noReport = try Share.checked(noReport, "no-report")
        return faults
    }
}
