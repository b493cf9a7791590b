public import Alerts
public import Community
public import Coverage
public import Dissemination
import Foundation
public import Record
import TestSupport

/// A community of any size, made in code: homes in a row, and loudspeakers along it that each reach as many of them.
public struct BenchmarkCommunity: Sendable {
    /// Its register.
    public let roster: Roster
    /// The policy as shipped.
    public let policy: Policy

    /// A community of so many households, each of three, and loudspeakers with so many households in earshot.
    public init(households: Int, loudspeakers: Int, reach: Int, grids: Int = 100) throws {
        policy = try ShippedConfiguration.policy()
        var roster = Roster(
            version: 1, hash: String(repeating: "0", count: 64), community: "110101001001", timezone: "Asia/Shanghai")
        roster.grids = (0..<grids).map { "grid-\($0)" }
        roster.households = (0..<households).map { index in
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: UInt64(index + 1)), grid: UInt16(index * grids / households),
                building: Pseudonym(rawValue: UInt64(index / 30 + 1)), residents: 3, migrants: UInt16(index % 2), checked: nil,
                phones: 1)
        }
        roster.vulnerable = stride(from: 0, to: households, by: 6).map { index in
            RosterPerson(pseudonym: Pseudonym(rawValue: UInt64(index + 1)), household: UInt32(index), needs: [.hear], helpers: [])
        }
        let day = CivilDate(year: 2026, month: 1, day: 1)
        roster.devices = (0..<loudspeakers).map { index in
            let first = UInt32(min(index * households / loudspeakers, max(0, households - reach)))
            return RosterDevice(
                device: "ls-\(index)", channel: .loudspeaker, gateway: nil, grid: nil, accepted: day, indoorTest: day,
                reach: HouseholdSet(ascending: first..<first + UInt32(min(reach, households))))
        }
        self.roster = roster
    }

    /// The first lines of its journal: rules, no register yet.
    public func opening(key: String) throws -> [Entry] {
        [
            .journalOpened(JournalOpened(community: roster.community, timezone: roster.timezone, key: key)),
            .serviceStarted(ServiceStarted(version: "benchmark")),
            .configurationAdopted(ConfigurationAdopted(name: "policy", content: try JSONValue(encoding: policy, zone: .gmt))),
        ]
    }

    /// A red warning for everybody, one of many that have nothing to do with each other.
    public func alert(_ number: Int, at now: Moment) -> IncomingAlert {
        let alert = Alert(
            identifier: "benchmark-\(number)", sender: "benchmark", sent: CAPTime(Timestamp(moment: now, offsetMinutes: 480)))
        let target = IncomingAlert.Target(
            rule: "whole", households: HouseholdSet(all: roster.households.count), places: HouseholdSet())
        return IncomingAlert(
            source: "county", original: OriginalDocument(sha256: String(repeating: "0", count: 64), size: 1500), alert: alert,
            findings: [], hazard: .flood, event: "暴雨", kind: "rainstorm", urgencyClass: "immediate", weather: [], colour: .red,
            expires: now + .hours(6), isAllClear: false, characters: 40, target: target)
    }

    /// The delivery of an alert to a loudspeaker.
    public func delivery(_ alert: AlertID, to device: String) -> DeliveryID {
        DeliveryID(alert: alert, action: .present, channel: .loudspeaker, endpoint: device)
    }

    /// A loudspeaker has the alert.
    public func delivered(_ alert: AlertID, by device: String, at: Moment) -> IncomingReceipt {
        IncomingReceipt(device: device, delivery: delivery(alert, to: device), stage: "delivered", at: at)
    }

    /// It has played it three times, which took twenty seconds.
    public func presented(_ alert: AlertID, by device: String, at: Moment) -> IncomingReceipt {
        IncomingReceipt(
            device: device, delivery: delivery(alert, to: device), stage: "presented", at: at, startedAt: at - .seconds(20),
            endedAt: at, plays: 3)
    }

    /// The rule by which its alerts need nobody's approval.
    public static let sources = [SourceRule(source: "county", senders: ["*"], approval: .never)]
}
