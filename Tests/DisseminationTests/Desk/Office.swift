import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Record
import TestSupport

/// A desk at work on a day in July, two o'clock in the afternoon, with everything it wrote.
///
/// Ten households: 0 to 4 in grid g1 are heard by ls-1, which has no indoor test, 5 to 9 in g2 by ls-2, which has one; household 9 has
/// twelve residents. ls-3 reaches all and was never accepted; ds-1 is a display in g1.
struct Office {
    private(set) var desk: Desk
    private(set) var lines: [(entry: Entry, at: Moment)] = []
    var now = Timestamp("2026-07-01T14:00:00.000+08:00")!.moment
    private var serial = 0

    static let county = SourceRule(source: "county", senders: ["station*", "city"], approval: .never)

    init(
        sources: [SourceRule] = [Office.county], means: Means = Means(), roster: Roster = Office.roster(), policy: Policy? = nil
    ) throws {
        desk = Desk(sources: sources, means: means)
        let policy = try policy ?? ShippedConfiguration.policy()
        try write(.journalOpened(JournalOpened(community: roster.community, timezone: roster.timezone, key: "key")))
        try write(.serviceStarted(ServiceStarted(version: "test")))
        try write(.configurationAdopted(ConfigurationAdopted(name: "policy", content: JSONValue(encoding: policy, zone: .gmt))))
        try adopt(roster)
        try take(.broker(BrokerState(connected: true, detail: "")))
    }

    static func roster(version: Int = 1, households: [UInt64] = Array(1...10)) -> Roster {
        var roster = Roster(version: version, hash: "h\(version)", community: "110101001001", timezone: "Asia/Shanghai")
        let day = CivilDate(year: 2026, month: 1, day: 1)
        roster.grids = ["g1", "g2"]
        roster.households = households.enumerated().map { index, pseudonym in
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: pseudonym), grid: index < 5 ? 0 : 1, building: Pseudonym(rawValue: 100),
                residents: index == 9 ? 12 : 3, migrants: 1, checked: nil, phones: 1)
        }
        let last = UInt32(households.count - 1)
        func device(_ name: String, _ reach: ClosedRange<UInt32>?, accepted: Bool = true, indoor: Bool = false) -> RosterDevice {
            RosterDevice(
                device: name, channel: reach == nil ? .display : .loudspeaker, gateway: name == "ls-2" ? "gw-1" : nil,
                grid: reach == nil ? "g1" : nil, accepted: accepted ? day : nil, indoorTest: indoor ? day : nil,
                reach: reach.map { HouseholdSet(ascending: $0) } ?? HouseholdSet())
        }
        roster.devices = [
            device("ls-1", 0...4), device("ls-2", 5...last, indoor: true), device("ls-3", 0...last, accepted: false),
            device("ds-1", nil),
        ]
        return roster
    }

    mutating func write(_ entry: Entry) throws {
        try desk.replay(entry, at: now)
        lines.append((entry, now))
    }

    mutating func adopt(_ roster: Roster) throws {
        try write(.registerBegun(RegisterBegun(roster)))
        try write(.registerHouseholds(RegisterRows(version: roster.version, rows: roster.households)))
        try write(.registerVulnerable(RegisterRows(version: roster.version, rows: roster.vulnerable)))
        try write(.registerPlaces(RegisterRows(version: roster.version, rows: roster.places)))
        try write(.registerPhones(RegisterRows(version: roster.version, rows: roster.phones)))
        try write(.registerDevices(RegisterRows(version: roster.version, rows: roster.devices)))
        try write(.registerStaff(RegisterRows(version: roster.version, rows: roster.staff)))
        try write(.registerExclusions(RegisterRows(version: roster.version, rows: roster.exclusions)))
        try write(.registerDuty(RegisterRows(version: roster.version, rows: roster.duty)))
        let count = roster.households.count
        try write(.registerAdopted(RegisterAdopted(version: roster.version, hash: roster.hash, households: count, residents: 0)))
    }

    @discardableResult
    mutating func take(_ input: Input) throws -> Decision {
        let decision = try desk.take(input, now: now)
        lines += decision.entries.map { ($0, now) }
        return decision
    }

    mutating func withDesk<Value>(_ body: (inout Desk) -> Value) -> Value { body(&desk) }

    mutating func pass(_ span: Span) { now = now + span }

    /// Lets time go by with a look at the clock every so often.
    mutating func wait(_ span: Span, step: Span = .seconds(30)) throws {
        let end = now + span
        while now < end {
            now = min(end, now + step)
            try take(.tick)
        }
    }

    /// Takes a message in; the answer is the names of the lines it made.
    @discardableResult
    mutating func send(_ message: Message) throws -> [String] {
        try take(.alert(message.incoming(at: now))).entries.map(\.name)
    }

    /// Sends what is due and says that it was taken.
    @discardableResult
    mutating func dispatch(_ result: DispatchOutcome.Result = .accepted, limit: Int = 100) throws -> [Dispatch] {
        let due = desk.takeDue([.loudspeaker, .display], limit: limit)
        try take(.outcomes(due.map { DispatchOutcome(delivery: $0.delivery, action: $0.action, result: result) }))
        return due
    }

    /// A device says that it played to the end, now.
    @discardableResult
    mutating func play(_ alert: AlertID, on device: String, at: Moment? = nil) throws -> [String] {
        try take(.receipt(played(alert, on: device, at: at))).entries.map(\.name)
    }

    func played(_ alert: AlertID, on device: String, at: Moment? = nil) -> IncomingReceipt {
        var receipt = receipt(alert, device, "presented", at: at)
        guard device.hasPrefix("ls") else { return receipt }
        let end = at ?? now
        (receipt.startedAt, receipt.endedAt, receipt.plays) = (end - .seconds(5), end, 1)
        return receipt
    }

    func receipt(_ alert: AlertID, _ device: String, _ stage: String, at: Moment? = nil, action: Action = .present)
        -> IncomingReceipt
    {
        let channel: Channel = device.hasPrefix("ls") ? .loudspeaker : .display
        let delivery = DeliveryID(alert: alert, action: action, channel: channel, endpoint: device)
        return IncomingReceipt(device: device, delivery: delivery, stage: stage, at: at ?? now)
    }

    func report(_ alert: AlertID) -> CoverageReport? { desk.coverage.alerts[alert]?.report(asOf: now) }

    /// The lines of a type, the last of them last.
    func all<Payload>(_ pick: (Entry) -> Payload?) -> [Payload] { lines.compactMap { pick($0.entry) } }

    var accepted: [AlertAccepted] { all { if case .alertAccepted(let line) = $0 { line } else { nil } } }
    var recorded: [AlertRecorded] { all { if case .alertRecorded(let line) = $0 { line } else { nil } } }
    var held: [AlertHeld] { all { if case .alertHeld(let line) = $0 { line } else { nil } } }
    var ended: [AlertEnded] { all { if case .alertEnded(let line) = $0 { line } else { nil } } }
    var receipts: [ReceiptAccepted] { all { if case .receiptAccepted(let line) = $0 { line } else { nil } } }
    var refused: [ReceiptsUnused] { all { if case .receiptRefused(let line) = $0 { line } else { nil } } }

    /// The last line that accepted an alert of that identifier.
    func accepted(_ identifier: String) -> AlertAccepted? { accepted.last { $0.message.identifier == identifier } }
}

extension Entry {
    /// The name of the case.
    var name: String { Mirror(reflecting: self).children.first?.label ?? "" }
}
