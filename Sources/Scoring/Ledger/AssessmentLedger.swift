public import Alerts
import Community
import Coverage
public import Foundation
public import Record

/// What the assessment of item 4.7 needs, gathered from the journal's lines alone.
///
/// Feed it every line in order, live or from an export, and ask it for an assessment at any time. It keeps no household: memory grows
/// with alerts, tests and outages, not with the register.
public struct AssessmentLedger: Sendable {
    /// The community whose journal this is; empty before the first line.
    public internal(set) var community = ""
    /// The zone of the community's clock.
    public internal(set) var zone = TimeZone(secondsFromGMT: 0) ?? .current
    /// The convention in force; nil before the journal's first.
    public internal(set) var convention: ScoringConvention?

    var service = ServiceRecord()
    var clock = ClockRecord()
    var devices = DeviceRecord()
    var counts = DayCounts()
    var doors = DoorPace()
    /// Register versions in the order in which they came into force.
    var registers: [RegisterRecord] = []
    var alerts: [AlertID: AlertRecord] = [:]
    var order: [AlertID] = []
    var channelUse: [AlertID: ChannelUse] = [:]
    var drills: [DrillDeclared] = []
    /// When rules came into force, by name.
    var adoptions: [(name: String, at: Moment)] = []

    /// How long a running service may write nothing.
    private(set) var silence = Span.minutes(Int64(FigureName.silenceMinutes.published))

    private var pendingRegister: PendingRegister?
    /// The channels and stages that prove, by the policy in force, that a warning arrived.
    private var provingStages: [Channel: Set<Stage>] = [:]
    private var acceptedDevices: Set<String> = []
    private var rulesInForce: [String: JSONValue] = [:]

    /// The ledger of an empty journal.
    public init() {}

    /// Takes in the next line.
    ///
    /// - Throws: `ScoringError` where rules or figures in the line cannot be read.
    public mutating func apply(_ entry: Entry, at: Moment) throws(ScoringError) {
        service.apply(entry, at: at, silence: silence)
        switch entry {
        case .journalOpened(let opened):
            community = opened.community
            zone = TimeZone(identifier: opened.timezone) ?? zone
        case .clockState(let state): clock.apply(state, at: at)
        case .configurationAdopted(let configuration): try adopt(configuration, at: at)
        case .registerBegun(let begun): pendingRegister = PendingRegister(begun)
        case .registerHouseholds, .registerVulnerable, .registerPhones, .registerDevices, .registerStaff, .registerExclusions,
            .registerDuty:
            pendingRegister?.apply(entry)
        case .registerAdopted(let adopted): putInForce(adopted.version, at: at)
        case .deviceStatus(let status): devices.apply(status, at: at)
        case .gatewayStatus(let status): devices.applyGateway(status, at: at)
        case .deviceTested(let tested): devices.apply(tested, at: at)
        case .deliveriesPlanned(let plan): devices.ask(plan)
        case .receiptAccepted(let receipt):
            devices.note(receipt, at: at)
            devices.notePlayed(receipt, at: at)
            note(receipt)
        case .coverageDecided(let figures), .coverageFinal(let figures): try note(figures)
        case .doorRecorded(let door): note(door, at: at)
        case .roundRecorded(let round): note(round, at: at)
        default: applyAlert(entry, at: at)
        }
    }

    private mutating func applyAlert(_ entry: Entry, at: Moment) {
        switch entry {
        case .alertAccepted(let accepted): open(accepted, at: at)
        case .alertEnded(let ended):
            alerts[ended.alert]?.ended = (ended, at)
            devices.endCheck(ended.alert, at: at)
        case .drillDeclared(let drill): drills.append(drill)
        case .alertHeld: count(1, .held, at: at)
        case .alertRejected: count(1, .rejected, at: at)
        case .alertRefused: count(1, .refusedAlert, at: at)
        case .alertConflicting: count(1, .conflicting, at: at)
        case .recordRefused: count(1, .refusedRecord, at: at)
        case .receiptRefused(let unused): count(unused.count, .refusedReceipt, at: at)
        default: break
        }
    }

    private mutating func count(_ number: Int, _ event: DayCounts.Event, at: Moment) {
        counts.add(number, event, on: day(of: at))
    }

    /// The day that a clock of the community shows at a moment.
    func day(of moment: Moment) -> CivilDate { moment.stamped(in: zone).local.date }

    private mutating func adopt(_ configuration: ConfigurationAdopted, at: Moment) throws(ScoringError) {
        switch configuration.name {
        case "scoring":
            let adopted = try read(ScoringConvention.self, from: configuration)
            convention = adopted
            silence = .minutes(Int64(adopted.count(.silenceMinutes)))
        case "policy":
            let policy = try read(Policy.self, from: configuration)
            provingStages = [:]
            for channel in Channel.allCases {
                let stages = Stage.allCases.filter { stage in policy.grade(channel, stage).map { $0 >= .reached } ?? false }
                provingStages[channel] = Set(stages)
            }
        default: return
        }
        // The same rules again, as after a restart, are no change.
        guard rulesInForce.updateValue(configuration.content, forKey: configuration.name) != configuration.content else { return }
        adoptions.append((configuration.name, at))
    }

    private func read<Value: Decodable>(_: Value.Type, from configuration: ConfigurationAdopted) throws(ScoringError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(configuration.content))
        } catch {
            throw .configuration(name: configuration.name, String(describing: error))
        }
    }

    private mutating func putInForce(_ version: Int, at: Moment) {
        guard let pending = pendingRegister, pending.version == version else { return }
        let record = pending.adopted(at: at)
        registers.append(record)
        acceptedDevices = Set(record.devices.lazy.filter { $0.accepted != nil }.map(\.device))
        pendingRegister = nil
    }

    private mutating func open(_ accepted: AlertAccepted, at: Moment) {
        guard alerts[accepted.alert] == nil else { return }
        let register = registers.last { $0.version == accepted.register }
        let whole = register.map { accepted.target.isSuperset(of: $0.counted(on: day(of: at))) } ?? false
        alerts[accepted.alert] = AlertRecord(accepted, at: at, isWhole: whole && !accepted.target.isEmpty)
        order.append(accepted.alert)
        channelUse[accepted.alert] = ChannelUse()
    }

    private mutating func note(_ receipt: ReceiptAccepted) {
        guard let stage = receipt.stage, stage >= .delivered, var use = channelUse[receipt.alert] else { return }
        let before = use
        use.used.insert(receipt.channel)
        if provingStages[receipt.channel]?.contains(stage) ?? false,
            receipt.channel != .loudspeaker || acceptedDevices.contains(receipt.endpoint)
        {
            use.relied.insert(receipt.channel)
        }
        if use != before { channelUse[receipt.alert] = use }
    }

    /// What somebody found at a door is evidence of channel `door`, and that channel at work before a named person.
    private mutating func note(_ door: DoorRecorded, at: Moment) {
        doors.note(door, most: convention?.count(.implausibleDoors), minutes: convention?.count(.implausibleMinutes))
        guard let stage = door.result.stage, stage >= .presented else { return }
        use(.door, at: stage, of: door.alert)
        devices.noteWork(.door, how: "heard", at: at)
    }

    private mutating func note(_ round: RoundRecorded, at: Moment) {
        use(.round, at: .presented, of: round.alert)
        devices.noteWork(.round, how: "played", at: at)
    }

    private mutating func use(_ channel: Channel, at stage: Stage, of alert: AlertID) {
        guard channelUse[alert] != nil else { return }
        channelUse[alert]?.used.insert(channel)
        if provingStages[channel]?.contains(stage) ?? false { channelUse[alert]?.relied.insert(channel) }
    }

    private mutating func note(_ figures: CoverageFigures) throws(ScoringError) {
        guard alerts[figures.alert] != nil else { return }
        do {
            let report = try JSONDecoder().decode(CoverageReport.self, from: JSONEncoder().encode(figures.coverage))
            alerts[figures.alert]?.reports.append(report)
        } catch {
            throw .figures(figures.alert, String(describing: error))
        }
    }
}
