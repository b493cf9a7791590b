import Alerts
import ArgumentParser
import Foundation
import Logging
import Simulation

/// `tocsin-sim community`: a community's loudspeakers and displays on a real broker.
struct CommunityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "community", abstract: "Play a community's loudspeakers and displays.",
        discussion: """
            Each device is honest: it answers every command, plays one delivery id once and says when the play began and ended, plays red \
            before blue, stops what is withdrawn, begins again what a power cut cut off, and remembers its last receipt for each delivery.

            A loudspeaker speaks four to six characters a second. --speed makes it faster, but above 2 a play ends sooner than its text \
            can be spoken (12 characters a second), and the service rightly keeps the receipt as delivered: for a quick run use short \
            texts, not --speed.

            The run ends on SIGINT or SIGTERM, or by itself with --until-idle; then the devices say goodbye and --account is written.
            """)

    enum Connections: String, ExpressibleByArgument, CaseIterable {
        case one
        case perDevice = "per-device"
        case perGateway = "per-gateway"
    }

    @OptionGroup(title: "Broker") var broker: BrokerOptions
    @OptionGroup(title: "Faults") var faults: FaultArguments
    @Option(help: "Folder of the register; only devices.csv is read.") var register: String?
    @Option(help: "Loudspeakers, where there is no register.") var devices = 24
    @Option(help: "Displays, where there is no register.") var displays = 8
    @Option(help: "Gateways that carry them, where there is no register; with 0 none.") var gateways = 0
    @Option(
        help: """
            How devices share connections: one behind one gateway, per-gateway as the register says, per-device (a thread and four file \
            descriptors each).
            """)
    var connections = Connections.perGateway
    @Option(help: "Name of the gateway with --connections one.") var gateway = "simulator"
    @Option(help: "How many times faster than real the devices play, 0.1 to 1000; see above.") var speed = 1.0
    @Option(help: "Seed of everything that is left to chance.") var seed: UInt64 = 1
    @Option(help: "File for the account of the run, written at its end.") var account: String?
    @Option(help: "File that is written when every device is online.") var readyFile: String?
    @Option(help: "End after so many seconds without a command, a play or a receipt to send, once a command has come.")
    var untilIdle: Double?
    @Flag(help: "End five seconds after the last play of the first alert: --until-idle 5.") var stopAfterAlert = false
    @Flag(help: "Print a line every second.") var live = false

    func validate() throws {
        guard (0.1...1000).contains(speed) else { throw ValidationError("--speed must be 0.1 to 1000.") }
        guard (0...100_000).contains(devices), (0...100_000).contains(displays), (0...1000).contains(gateways) else {
            throw ValidationError("--devices and --displays must be 0 to 100000, --gateways 0 to 1000.")
        }
        guard Identifier.isValid(gateway) else { throw ValidationError("--gateway must match \(Identifier.form).") }
        if let untilIdle, !(0.1...86_400).contains(untilIdle) {
            throw ValidationError("--until-idle must be 0.1 to 86400 seconds.")
        }
    }

    func run() async throws {
        let descriptions = try deviceList()
        guard !descriptions.isEmpty else { throw SimulatorFailure("there are no devices to play") }
        let plan = FaultPlan(try faults.options(), devices: descriptions, seed: seed)
        try checkNames(plan, descriptions)
        let fleet = Fleet(descriptions, plan: plan, speed: speed, gatewaysAnswer: connections != .perDevice)
        let run = CommunityRun(
            fleet, mode, community: broker.community, topics: broker.topics, access: try broker.access(),
            log: Logger(label: "tocsin-sim.community", factory: { StreamLogHandler.standardError(label: $0) }))
        let account = try await StopSignals.cancelling { try await play(run) }
        if let file = self.account { try write(account.json(in: accountZone), to: file) }
        print(run.standing)
    }

    private func play(_ run: CommunityRun) async throws -> CommunityAccount {
        let idle = untilIdle ?? (stopAfterAlert ? 5 : nil)
        return try await run.run(
            until: .init(idle: idle.map { .milliseconds(Int64($0 * 1000)) }),
            whenReady: { if let readyFile { try write(Data("\(run.standing)\n".utf8), to: readyFile) } },
            eachSecond: { if live { printNow("\(stamp())  \($0)") } })
    }

    private var mode: ConnectionMode {
        switch connections {
        case .one: .one(gateway: gateway)
        case .perDevice: .perDevice
        case .perGateway: .perGateway
        }
    }

    private func deviceList() throws -> [DeviceDescription] {
        guard let register else {
            return DeviceDescription.invented(loudspeakers: devices, displays: displays, gateways: gateways)
        }
        let file = "\(register)/devices.csv"
        let text = String(decoding: try read(file), as: UTF8.self)
        do { return try DeviceList.read(text) } catch { throw SimulatorFailure("\(register)/\(error)") }
    }

    private func checkNames(_ plan: FaultPlan, _ descriptions: [DeviceDescription]) throws {
        let known = Set(descriptions.map(\.device))
        for outage in plan.outages where !known.contains(outage.device) {
            throw SimulatorFailure("there is no device \(outage.device) that could fail")
        }
    }

    private func stamp() -> String { Timestamp(moment: .wallClock(), offsetMinutes: 480).description }
}
