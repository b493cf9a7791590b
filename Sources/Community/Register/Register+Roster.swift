import Alerts
public import Crypto

extension Register {
    /// The register without personal data, as a version with a number: homes and people by pseudonym under a key.
    public func roster(version: Int, key: SymmetricKey) -> Roster {
        let people = staff.map { Pseudonym(kind: "staff", identifier: $0.staff, key: key) }
        var roster = Roster(version: version, hash: hash, community: profile.id, timezone: profile.timezone)
        roster.reference = profile.reference
        roster.absent = profile.absent.map {
            DeclaredAbsence(
                kind: $0.kind.rawValue, reason: $0.reason, by: Pseudonym(kind: "staff", identifier: $0.by, key: key),
                date: $0.date)
        }
        roster.grids = grids
        roster.households = rosterHouseholds(key: key)
        roster.vulnerable = vulnerable.map { person in
            RosterPerson(
                pseudonym: Pseudonym(kind: "person", identifier: person.person, key: key), household: person.household,
                needs: person.needs, helpers: person.helpers.map { people[Int($0)] })
        }
        roster.places = places.map { place in
            RosterPlace(
                pseudonym: Pseudonym(kind: "place", identifier: place.place, key: key), grid: place.grid, kind: place.kind,
                receivers: place.receivers.map { people[Int($0)] })
        }
        roster.devices = devices.map(rosterDevice)
        roster.staff = zip(staff, people).map { member, pseudonym in
            RosterStaff(
                pseudonym: pseudonym, role: member.role, grids: member.grids,
                substitute: member.substitute.map { people[Int($0)] })
        }
        roster.exclusions = exclusions.map {
            RosterExclusion(
                household: Pseudonym(kind: "household", identifier: $0.household, key: key), reason: $0.reason, since: $0.since,
                until: $0.until, by: Pseudonym(kind: "staff", identifier: $0.by, key: key))
        }
        roster.duty = duty.map { RosterShift(from: $0.from, to: $0.to, staff: people[Int($0.staff)]) }
        return roster
    }

    private func rosterHouseholds(key: SymmetricKey) -> [RosterHousehold] {
        let buildings = households.buildingNames.map {
            Pseudonym(kind: "building", identifier: "\(grids[Int($0.grid)])/\($0.name)", key: key)
        }
        return (0..<households.count).map { index in
            RosterHousehold(
                pseudonym: Pseudonym(kind: "household", identifier: households.identifiers[index], key: key),
                grid: households.grids[index], building: buildings[Int(households.buildings[index])],
                residents: households.residents[index], migrants: households.migrants[index],
                checked: households.checked(of: index), phones: UInt8(clamping: usablePhones(UInt32(index)).count))
        }
    }

    private func rosterDevice(_ device: RegisterDevice) -> RosterDevice {
        RosterDevice(
            device: device.device, channel: device.channel, gateway: device.gateway, grid: device.grid.map { grids[Int($0)] },
            accepted: device.accepted, indoorTest: device.indoorTest, reach: device.reach)
    }
}
