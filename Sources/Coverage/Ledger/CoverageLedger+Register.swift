import Community
import Foundation
import Record

extension CoverageLedger {
    /// Gathers the rows of a register version and puts it in force with its last line.
    ///
    /// - Throws: `CoverageError.policy` where the rows do not fit together.
    mutating func applyRegister(_ entry: Entry) throws(CoverageError) {
        switch entry {
        case .registerBegun(let begun):
            var roster = Roster(version: begun.version, hash: begun.hash, community: begun.community, timezone: begun.timezone)
            roster.reference = begun.reference
            roster.absent = begun.absent
            roster.grids = begun.grids
            pendingRoster = roster
        case .registerHouseholds(let rows): pendingRoster?.households += rows.rows
        case .registerVulnerable(let rows): pendingRoster?.vulnerable += rows.rows
        case .registerPlaces(let rows): pendingRoster?.places += rows.rows
        case .registerPhones(let rows): pendingRoster?.phones += rows.rows
        case .registerDevices(let rows): pendingRoster?.devices += rows.rows
        case .registerStaff(let rows): pendingRoster?.staff += rows.rows
        case .registerExclusions(let rows): pendingRoster?.exclusions += rows.rows
        case .registerDuty(let rows): pendingRoster?.duty += rows.rows
        case .registerAdopted(let adopted):
            guard let pending = pendingRoster, pending.version == adopted.version else { return }
            try putInForce(pending)
            pendingRoster = nil
        default: break
        }
    }

    private mutating func putInForce(_ new: Roster) throws(CoverageError) {
        guard new.households.allSatisfy({ Int($0.grid) < new.grids.count }) else {
            throw .policy("register version \(new.version): a household names a grid that register.begun does not list")
        }
        guard new.phones.allSatisfy({ $0.households.last.map { Int($0) < new.households.count } ?? true }) else {
            throw .policy("register version \(new.version): a phone names a household that is not in it")
        }
        roster = new
        zone = TimeZone(identifier: new.timezone) ?? zone
        endpoints = Endpoints(new)
        for device in new.devices { links.assign(device.device, to: device.gateway) }
    }
}
