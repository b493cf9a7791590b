import Alerts
public import Crypto

extension Register {
    /// The register without personal data, as a version with a number: homes and people by pseudonym under a key.
    public func roster(version: Int, key: SymmetricKey) -> Roster {
        let maker = PseudonymMaker(key: key)
        let people = staff.map { maker.pseudonym("staff", $0.staff) }
        var roster = Roster(version: version, hash: hash, community: profile.id, timezone: profile.timezone)
        roster.reference = profile.reference
        roster.absent = profile.absent.map {
            DeclaredAbsence(
                kind: $0.kind.rawValue, reason: $0.reason, by: maker.pseudonym("staff", $0.by),
                date: $0.date)
        }
        roster.grids = grids
        roster.households = rosterHouseholds(maker)
        roster.vulnerable = vulnerable.map { person in
            RosterPerson(
                pseudonym: maker.pseudonym("person", person.person), household: person.household,
                needs: person.needs, helpers: person.helpers.map { people[Int($0)] })
        }
        roster.places = places.map { place in
            RosterPlace(
                pseudonym: maker.pseudonym("place", place.place), grid: place.grid, kind: place.kind,
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
                household: maker.pseudonym("household", $0.household), reason: $0.reason, since: $0.since,
                until: $0.until, by: maker.pseudonym("staff", $0.by))
        }
        roster.duty = duty.map { RosterShift(from: $0.from, to: $0.to, staff: people[Int($0.staff)]) }
        return roster
    }

    private func rosterHouseholds(_ maker: PseudonymMaker) -> [RosterHousehold] {
        let buildings = households.buildingNames.map {
            maker.pseudonym("building", "\(grids[Int($0.grid)])/\($0.name)")
        }
        return (0..<households.count).map { index in
            RosterHousehold(
                pseudonym: maker.pseudonym("household", households.identifiers[index]),
                grid: households.grids[index], building: buildings[Int(households.buildings[index])],
                residents: households.residents[index], migrants: households.migrants[index],
                checked: households.checked(of: index), phones: UInt8(clamping: households.phones(of: index).count { !$0.isAway })
            )
        }
    }

    private func rosterDevice(_ device: RegisterDevice) -> RosterDevice {
        RosterDevice(
            device: device.device, channel: device.channel, gateway: device.gateway, grid: device.grid.map { grids[Int($0)] },
            accepted: device.accepted, indoorTest: device.indoorTest, reach: device.reach)
    }
}
