import Alerts
import Community
import Coverage
import Foundation
import Record
import TestSupport

/// Lines written by hand, and what a ledger makes of them. One loudspeaker each reaches households 0 and 1 (`near`) and 2 and 3 (`far`);
/// household 3 has nine residents, household 1 a vulnerable person.
struct Book {
    static let start = Timestamp("2026-07-01T14:00:00.000+08:00")!.moment
    static let alert = AlertID(rawValue: 0xA1)

    var ledger = CoverageLedger()
    var now = Book.start

    init(residents: [UInt16] = [3, 2, 4, 9], vulnerable: [UInt32] = [1], policy: Policy? = nil) throws {
        let policy = try policy ?? ShippedConfiguration.policy()
        var roster = Roster(version: 1, hash: "h", community: "110101001001", timezone: "Asia/Shanghai")
        let day = CivilDate(year: 2026, month: 1, day: 1)
        roster.grids = ["g1", "g2", "empty"]
        roster.households = residents.enumerated().map { index, count in
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: UInt64(index + 1)), grid: index < 2 ? 0 : 1, building: Pseudonym(rawValue: 9),
                residents: count, migrants: 1, checked: day, phones: 0)
        }
        roster.vulnerable = vulnerable.map {
            RosterPerson(pseudonym: Pseudonym(rawValue: 77), household: $0, needs: [.move], helpers: [])
        }
        let last = UInt32(residents.count - 1)
        roster.devices = [("near", UInt32(0)...1), ("far", 2...last)].map { name, reach in
            RosterDevice(
                device: name, channel: .loudspeaker, gateway: nil, grid: "g1", accepted: day, indoorTest: nil,
                reach: HouseholdSet(ascending: reach))
        }
        try write(.journalOpened(JournalOpened(community: roster.community, timezone: roster.timezone, key: "key")))
        try write(.configurationAdopted(ConfigurationAdopted(name: "policy", content: JSONValue(encoding: policy, zone: .gmt))))
        try write(.registerBegun(RegisterBegun(roster)))
        try write(.registerHouseholds(RegisterRows(version: 1, rows: roster.households)))
        try write(.registerVulnerable(RegisterRows(version: 1, rows: roster.vulnerable)))
        try write(.registerDevices(RegisterRows(version: 1, rows: roster.devices)))
        try write(.registerAdopted(RegisterAdopted(version: 1, hash: "h", households: residents.count, residents: 0)))
        try write(.brokerState(BrokerState(connected: true, detail: "ready")))
    }

    mutating func write(_ entry: Entry) throws { try ledger.apply(entry, at: now) }

    /// Accepts the alert and plans it for both loudspeakers.
    mutating func accept(
        _ households: HouseholdSet = HouseholdSet(all: 4), vulnerableMinutes: Int64? = nil,
        _ change: (inout AlertAccepted) -> Void = { _ in }
    ) throws {
        var accepted = AlertAccepted(
            alert: Book.alert, warning: Book.alert,
            message: MessageName(identifier: "a", key: MessageKey(rawValue: 1), references: []),
            source: "county", original: OriginalDocument(sha256: "", size: 0), status: .actual, msgType: .alert, sent: now,
            hazard: .fire, event: "火灾", kind: nil, urgencyClass: "immediate", colour: .red, effectiveColour: .red, rule: "whole",
            register: 1, target: households, places: HouseholdSet(), start: now, clock: true,
            deadlines: Deadlines(households: now + .minutes(10), vulnerable: vulnerableMinutes.map { now + .minutes($0) }),
            expires: now + .hours(12))
        change(&accepted)
        try write(.alertAccepted(accepted))
        try write(
            .deliveriesPlanned(
                DeliveriesPlanned(
                    alert: accepted.alert, channel: .loudspeaker, action: .present, endpoints: ["near", "far"], characters: 10)))
    }

    /// A play that ended some seconds after the start by the device's clock, and whose receipt comes now, or then if that is later.
    mutating func play(_ device: String, after seconds: Double, alert: AlertID = Book.alert) throws {
        let moment = Book.start + .milliseconds(Int64(seconds * 1000))
        now = max(now, moment)
        let delivery = DeliveryID(alert: alert, action: .present, channel: .loudspeaker, endpoint: device)
        try write(
            .receiptAccepted(
                ReceiptAccepted(
                    alert: alert, delivery: delivery, channel: .loudspeaker, endpoint: device, stage: .presented, far: moment,
                    moment: moment)))
    }

    /// The report now, or at another moment.
    func report(after minutes: Double? = nil) throws -> CoverageReport {
        guard let open = ledger.alerts[Book.alert] else { throw Missing() }
        return open.report(asOf: minutes.map { Book.start + .milliseconds(Int64($0 * 60_000)) } ?? now)
    }

    struct Missing: Error {}

    mutating func pass(minutes: Double) { now = now + .milliseconds(Int64(minutes * 60_000)) }
}
