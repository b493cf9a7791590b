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
        roster.phones = rosterPhones(maker)
        roster.devices = devices.map(rosterDevice)
        roster.staff = zip(staff, people).map { member, pseudonym in
            RosterStaff(
                pseudonym: pseudonym, role: member.role, grids: member.grids,
                substitute: member.substitute.map { people[Int($0)] }, phone: member.phone.map(maker.pseudonym(of:)))
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

    /// Every number once, however often and in whatever form it stands in the register: households first, in their order.
    private func rosterPhones(_ maker: PseudonymMaker) -> [RosterPhone] {
        var phones: [RosterPhone] = []
        var indexes: [UInt64: Int] = [:]
        indexes.reserveCapacity(households.phones.count)
        func index(of phone: Phone) -> Int {
            if let known = indexes[phone.subscriber] { return known }
            indexes[phone.subscriber] = phones.count
            phones.append(
                RosterPhone(pseudonym: maker.pseudonym(of: phone), kind: phone.kind, households: [], isHousehold: false))
            return phones.count - 1
        }
        for household in 0..<households.count {
            for phone in households.phones(of: household) {
                let place = index(of: phone)
                phones[place].isHousehold = true
                if !phone.isAway, phones[place].households.last != UInt32(household) {
                    phones[place].households.append(UInt32(household))
                }
            }
        }
        for member in staff { if let phone = member.phone { _ = index(of: phone) } }
        return phones
    }

    /// The numbers behind the phones' pseudonyms, each with the language of the first household that names it. Personal data: this is
    /// for the edge that writes to gateways, never for the journal.
    public func phoneBook(key: SymmetricKey) -> [Pseudonym: PhoneBookEntry] {
        let maker = PseudonymMaker(key: key)
        var book: [Pseudonym: PhoneBookEntry] = [:]
        book.reserveCapacity(households.phones.count + staff.count)
        for household in 0..<households.count {
            for phone in households.phones(of: household) {
                let name = maker.pseudonym(of: phone)
                if book[name] == nil {
                    let language = households.languageNames[Int(households.languages[household])]
                    book[name] = PhoneBookEntry(phone: phone, language: language)
                }
            }
        }
        for phone in staff.compactMap(\.phone) {
            let name = maker.pseudonym(of: phone)
            if book[name] == nil { book[name] = PhoneBookEntry(phone: phone, language: "") }
        }
        return book
    }

    private func rosterDevice(_ device: RegisterDevice) -> RosterDevice {
        RosterDevice(
            device: device.device, channel: device.channel, gateway: device.gateway, grid: device.grid.map { grids[Int($0)] },
            accepted: device.accepted, indoorTest: device.indoorTest, reach: device.reach)
    }
}

/// A number with the language that its people are spoken to in; empty for the community's own. Contains personal data.
public struct PhoneBookEntry: Hashable, Sendable {
    /// The number.
    public let phone: Phone
    /// The language, as written in the register.
    public let language: String
}
