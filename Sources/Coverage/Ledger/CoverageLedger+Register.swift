import Community
import Foundation
import Record

extension CoverageLedger {
    /// Gathers the rows of a register version and puts it in force with its last line.
    mutating func applyRegister(_ entry: Entry) {
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
        case .registerDevices(let rows): pendingRoster?.devices += rows.rows
        case .registerStaff(let rows): pendingRoster?.staff += rows.rows
        case .registerExclusions(let rows): pendingRoster?.exclusions += rows.rows
        case .registerDuty(let rows): pendingRoster?.duty += rows.rows
        case .registerAdopted(let adopted):
            guard let pending = pendingRoster, pending.version == adopted.version else { return }
            putInForce(pending)
            pendingRoster = nil
        default: break
        }
    }

    private mutating func putInForce(_ new: Roster) {
        roster = new
        zone = TimeZone(identifier: new.timezone) ?? zone
        devicesByName = Dictionary(new.devices.map { ($0.device, $0) }, uniquingKeysWith: { first, _ in first })
        for device in new.devices { links.assign(device.device, to: device.gateway) }
    }
}
