import Alerts
import ArgumentParser
import Simulation

/// How workers in the field are played, from the command line.
struct WorkerArguments: ParsableArguments {
    @Flag(help: "Phones of staff.csv open the links that they get, and their owners go from door to door.") var workers = false
    @Option(help: "Share of doors where somebody is told at the first visit; at each later one half of the rest is.")
    var doorTold = 0.7
    @Option(help: "Share of doors that are heard through.") var doorHeard = 0.05
    @Option(help: "Share of doors where somebody is told and refuses.") var doorRefused = 0.02
    @Option(help: "Seconds until a link is opened, MIN..MAX.") var linkOpens = "5..40"
    @Option(help: "Seconds from one door to the next, MIN..MAX.") var walk = "20..90"
    @Option(help: "Probability that a worker is without network at a door.") var workerOffline = 0.0
    @Option(help: "Seconds that this lasts, MIN..MAX.") var workerOfflineFor = "30..300"
    @Option(help: "Share of workers whose phone dies on the way and comes back later.") var workerDead = 0.0
    @Option(help: "Seconds that a phone is dead, MIN..MAX.") var workerDeadFor = "120..600"

    func options(phones: [MobileNumber]) throws -> WorkerOptions {
        var options = WorkerOptions()
        options.isPlayed = workers
        options.told = try Share.checked(doorTold, "door-told")
        options.heard = try Share.checked(doorHeard, "door-heard")
        options.refused = try Share.checked(doorRefused, "door-refused")
        options.opens = try Share.seconds(linkOpens, "link-opens")
        options.walk = try Share.seconds(walk, "walk")
        options.offline = try Share.checked(workerOffline, "worker-offline")
        options.offlineFor = try Share.seconds(workerOfflineFor, "worker-offline-for")
        options.dead = try Share.checked(workerDead, "worker-dead")
        options.deadFor = try Share.seconds(workerDeadFor, "worker-dead-for")
        options.phones = Set(phones)
        return options
    }
}
