import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Record
import Scoring
import Storage
import Synchronization
import TestSupport
import Yams

@testable import Engine

/// A clock that a test moves.
final class HandClock: Sendable {
    private let moment: Mutex<Moment>

    init(_ start: Moment) { moment = Mutex(start) }

    var now: Moment {
        get { moment.withLock { $0 } }
        set { moment.withLock { $0 = newValue } }
    }

    func pass(_ span: Span) { moment.withLock { $0 = $0 + span } }
}

/// A writer on a journal with the first lines in it: four households, one accepted loudspeaker that reaches them all.
struct Bench<Store: JournalStore> {
    static var start: Moment { Timestamp("2026-07-01T14:00:00.000+08:00")!.moment }

    let store: Store
    let clock = HandClock(Self.start)
    let writer: JournalWriter
    let key: SigningKey
    let zone = TimeZone(identifier: "Asia/Shanghai")!

    init(_ store: Store) throws {
        self.store = store
        key = SigningKey(name: "tocsin/110101001001", seed: Array(0..<32))!
        let policy = try ShippedConfiguration.policy()
        let text = try String(contentsOf: ShippedConfiguration.folder.appending(path: "scoring.yaml"), encoding: .utf8)
        let scoring = try YAMLDecoder().decode(ScoringConvention.self, from: text)
        writer = try JournalWriter(store: store, setting: Self.setting(key, clock))
        guard store.isEmpty else { return }
        try writer.write(
            [
                .journalOpened(
                    JournalOpened(community: "110101001001", timezone: "Asia/Shanghai", key: key.verifierKey.description)),
                .serviceStarted(ServiceStarted(version: "test")),
                .configurationAdopted(ConfigurationAdopted(name: "policy", content: JSONValue(encoding: policy, zone: .gmt))),
                .configurationAdopted(ConfigurationAdopted(name: "scoring", content: JSONValue(encoding: scoring, zone: .gmt))),
            ] + RegisterAdoption.entries(Self.roster))
        try writer.submit([.broker(BrokerState(connected: true, detail: "ready"))])
    }

    static func setting(_ key: SigningKey, _ clock: HandClock) -> JournalWriter.Setting {
        .init(
            zone: TimeZone(identifier: "Asia/Shanghai")!, key: key, origin: "tocsin/110101001001",
            sources: [SourceRule(source: "county", senders: ["*"], approval: .never)], now: { clock.now })
    }

    /// Another writer on the same journal, as after a restart.
    func restarted() throws -> JournalWriter { try JournalWriter(store: store, setting: Self.setting(key, clock)) }

    static var roster: Roster {
        var roster = Roster(version: 1, hash: "h", community: "110101001001", timezone: "Asia/Shanghai")
        let day = CivilDate(year: 2026, month: 1, day: 1)
        roster.grids = ["g1"]
        roster.households = (1...4).map {
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: $0), grid: 0, building: Pseudonym(rawValue: 9), residents: 3, migrants: 0,
                checked: day,
                phones: 0)
        }
        roster.devices = (0..<2).map { index in
            RosterDevice(
                device: "ls-\(index)", channel: .loudspeaker, gateway: nil, grid: "g1", accepted: day, indoorTest: day,
                reach: HouseholdSet(ascending: UInt32(index * 2)...UInt32(index * 2 + 1)))
        }
        return roster
    }

    func alert(_ identifier: String, minutes: Int64 = 180) -> IncomingAlert {
        let alert = Alert(
            identifier: identifier, sender: "station", sent: CAPTime(Timestamp(moment: clock.now, offsetMinutes: 480)))
        return IncomingAlert(
            source: "county", original: OriginalDocument(sha256: identifier, size: 1), alert: alert, findings: [], hazard: .fire,
            event: "火灾", kind: nil, urgencyClass: "immediate", weather: [], colour: .red, expires: clock.now + .minutes(minutes),
            isAllClear: false, characters: 10,
            target: .init(rule: "whole", households: HouseholdSet(all: 4), places: HouseholdSet()))
    }

    func played(_ alert: AlertID, on device: String) -> Input {
        let delivery = DeliveryID(alert: alert, action: .present, channel: .loudspeaker, endpoint: device)
        let now = clock.now
        return .receipt(
            IncomingReceipt(
                device: device, delivery: delivery, stage: "presented", at: now, startedAt: now - .seconds(1), endedAt: now,
                plays: 1))
    }

    /// The types and times of all lines on disk.
    func journal() throws -> [(type: String, at: Moment)] {
        var lines: [(String, Moment)] = []
        try store.forEachLine(from: 0) { _, line in
            guard let view = try? EnvelopeView(line) else { return }
            lines.append((String(decoding: UnsafeRawBufferPointer(rebasing: line[view.type]), as: UTF8.self), view.at))
        }
        return lines
    }

    /// Every line on disk is in the tree that the last checkpoint signs.
    func checkpointCoversAll() throws -> Bool {
        guard let stored = try store.latestCheckpoint() else { return false }
        var tree = MerkleTree()
        try store.forEachLine(from: 0) { _, line in tree.append(line) }
        let expected = try key.sign(Checkpoint(origin: "tocsin/110101001001", size: tree.size, root: tree.root))
        return stored.note == expected.description
    }
}

extension JournalReader {
    var isEmpty: Bool { ((try? count()) ?? 0) == 0 }
}
