import Alerts
import ArgumentParser
import Foundation

/// `tocsin-sim register`: writes the register of a community that does not exist.
struct RegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Write a register of a fictional community.",
        discussion: """
            People, phones and homes are made up; the same options and seed always give the same files. Every household lies in the \
            audible area of at least one accepted loudspeaker with an indoor test.
            """)

    @Option(help: "Households, 1 to 5000000.") var households = 1200
    @Option(help: "Grids, 1 to 5000.") var grids = 6
    @Option(help: "Loudspeakers, 0 to 100000.") var loudspeakers = 24
    @Option(help: "Displays, 0 to 100000.") var displays = 8
    @Option(help: "Places with a receiver, 0 to 10000.") var places = 14
    @Option(help: "Gateways that carry the loudspeakers; with 0 each has a connection of its own.") var gateways = 0
    @Option(help: "The community's identifier.") var community = "110101001001"
    @Option(
        help: "The day that the register is made on, as 2026-07-01; visits and tests lie shortly before it. By default today.")
    var today: String?
    @Option(help: "Seed of everything that is left to chance.") var seed: UInt64 = 1
    @Option(help: "The folder to write; made if it is not there.") var out: String

    func validate() throws {
        try check("households", households, 1...5_000_000)
        try check("grids", grids, 1...min(5000, households))
        try check("loudspeakers", loudspeakers, 0...100_000)
        try check("displays", displays, 0...100_000)
        try check("places", places, 0...10_000)
        try check("gateways", gateways, 0...1000)
        guard Identifier.isValid(community) else { throw ValidationError("--community must match \(Identifier.form).") }
        if let today, CivilDate(today) == nil { throw ValidationError("--today must be a day such as 2026-07-01.") }
    }

    func run() throws {
        let plan = RegisterPlan(
            community: community, households: households, grids: grids, loudspeakers: loudspeakers, displays: displays,
            places: places, gateways: gateways, today: day, seed: seed)
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = FictionalRegister(plan).files()
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name), options: .atomic) }
        print("\(files.count) files for \(households) households in \(grids) grids written to \(out)")
    }

    private var day: CivilDate {
        let seconds = Int32(clamping: Int(Date().timeIntervalSince1970) / 86_400)
        return today.flatMap { CivilDate($0) } ?? CivilDate(daysSinceEpoch: seconds)
    }

    private func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
        guard !range.contains(value) else { return }
        throw ValidationError("--\(name) must be \(range.lowerBound) to \(range.upperBound).")
    }
}
