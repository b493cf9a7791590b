import Alerts
import Community
import Coverage
import Crypto
import Foundation
import Record
import Storage
import Testing

@testable import tocsin

/// A journal of a small community with one red alert: two of three households are reached, and the verdict is decided.
struct SampleJournal {
    static let community = "110101001001"
    static let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    static let alert = AlertID(sender: "test@example.org", identifier: "1", sent: "2026-07-01T14:00:00+08:00")
    /// 2026-07-01T14:00:00+08:00.
    static let start = Moment(milliseconds: 1_782_885_600_000)

    private(set) var lines = JournalLines(first: 0)
    let key = SigningKey(generatedFor: Checkpoint.origin(community: community))

    private var codec = EntryCodec(zone: zone)
    private var ledger = CoverageLedger()

    init() throws {
        let policy = try Policy.read(Command.package.appendingPathComponent("Config/policy.yaml").path).get()
        let scoring = Command.package.appendingPathComponent("Config/scoring.yaml").path
        try add(
            .journalOpened(JournalOpened(community: Self.community, timezone: "Asia/Shanghai", key: key.verifierKey.description)),
            -60)
        try add(.serviceStarted(ServiceStarted(version: "test")), -59)
        try add(.configurationAdopted(.init(name: "policy", content: JSONValue(encoding: policy, zone: Self.zone))), -58)
        let convention = try ScoringConventionSample.read(scoring)
        try add(.configurationAdopted(.init(name: "scoring", content: convention)), -57)
        try add(.brokerState(BrokerState(connected: true, detail: "MQTT 5")), -56)
        try addRegister()
        try addAlert(policy)
    }

    private mutating func add(_ entry: Entry, _ seconds: Int64) throws {
        let at = Self.start + .seconds(seconds)
        try ledger.apply(entry, at: at)
        try codec.append(entry, at: at, to: &lines)
    }

    private mutating func addRegister() throws {
        var roster = Roster(
            version: 1, hash: String(repeating: "0", count: 64), community: Self.community, timezone: "Asia/Shanghai")
        roster.grids = ["g1", "g2"]
        roster.households = (0..<3).map { index in
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: UInt64(index)), grid: index < 2 ? 0 : 1, building: Pseudonym(rawValue: 9),
                residents: 2,
                migrants: 0, checked: nil, phones: 0)
        }
        let accepted = CivilDate(year: 2026, month: 1, day: 1)
        roster.devices = [
            RosterDevice(
                device: "ls-1", channel: .loudspeaker, gateway: nil, grid: "g1", accepted: accepted, indoorTest: accepted,
                reach: HouseholdSet(ascending: [0, 1]))
        ]
        try add(.registerBegun(RegisterBegun(roster)), -50)
        try add(.registerHouseholds(RegisterRows(version: 1, rows: roster.households)), -50)
        try add(.registerDevices(RegisterRows(version: 1, rows: roster.devices)), -50)
        try add(.registerAdopted(RegisterAdopted(version: 1, hash: roster.hash, households: 3, residents: 6)), -50)
    }

    private mutating func addAlert(_ policy: Policy) throws {
        let deadlines = policy.deadlines(class: "immediate", colour: .red, hazard: .weather, start: Self.start)
        try add(
            .alertAccepted(
                AlertAccepted(
                    alert: Self.alert, warning: Self.alert,
                    message: MessageName(identifier: "1", key: MessageKey(rawValue: 1), references: []), source: "county",
                    original: OriginalDocument(sha256: String(repeating: "a", count: 64), size: 1), status: .actual,
                    msgType: .alert,
                    sent: Self.start, hazard: .weather, event: "暴雨", kind: "rainstorm", urgencyClass: "immediate", colour: .red,
                    effectiveColour: .red, rule: "whole", register: 1, target: HouseholdSet(all: 3), places: HouseholdSet(),
                    start: Self.start, clock: true, deadlines: deadlines, expires: Self.start + .hours(6))), 0)
        try add(
            .deliveriesPlanned(
                DeliveriesPlanned(alert: Self.alert, channel: .loudspeaker, action: .present, endpoints: ["ls-1"], characters: 10)
            ), 0)
        try add(.deliveriesDispatched(DeliveriesMoved(alert: Self.alert, channel: .loudspeaker, endpoints: ["ls-1"])), 1)
        let delivery = DeliveryID(alert: Self.alert, action: .present, channel: .loudspeaker, endpoint: "ls-1")
        try add(
            .receiptAccepted(
                ReceiptAccepted(
                    alert: Self.alert, delivery: delivery, channel: .loudspeaker, endpoint: "ls-1", stage: .presented,
                    far: Self.start + .seconds(9), moment: Self.start + .seconds(9))), 10)
        let late = Self.start + .minutes(16)
        let report = try #require(ledger.alerts[Self.alert]?.report(asOf: late))
        try add(
            .coverageDecided(CoverageFigures(alert: Self.alert, coverage: JSONValue(encoding: report, zone: Self.zone))), 16 * 60)
    }

    /// The signed checkpoint over all lines.
    func checkpoint() throws -> SignedNote {
        var tree = MerkleTree()
        _ = tree.append(lines)
        return try key.sign(Checkpoint(origin: key.verifierKey.name, size: tree.size, root: tree.root))
    }

    /// Writes a bundle's files: lines, checkpoint and public key.
    func writeBundle(_ folder: TemporaryFolder, lines changed: [UInt8]? = nil) throws {
        try Data(changed ?? lines.bytes).write(to: folder.url.appendingPathComponent("journal.jsonl"))
        try folder.write(checkpoint().description, to: "checkpoint")
        try folder.write(key.verifierKey.description + "\n", to: "public-key")
    }

    /// Writes a data folder with the journal's database, and a configuration that names it; returns the configuration's path.
    func writeData(_ folder: TemporaryFolder) throws -> String {
        let journal = try SQLiteJournal(folder: folder.path("var"), since: "2026-07-01T14:00:00+08:00")
        let note = try checkpoint()
        try journal.commit(JournalBatch(lines: lines, checkpoint: StoredCheckpoint(size: lines.count, note: note.description)))
        return try folder.write("community: \"\(Self.community)\"\ndata: var\n", to: "tocsin.yaml")
    }
}
