import Alerts
import Community
import Crypto
import Testing

/// The register without personal data.
struct RosterTests {
    private let register: Register
    private let key = SymmetricKey(data: Array("0123456789abcdef0123456789abcdef".utf8))

    init() throws { register = try #require(ExampleRegister.read().register) }

    @Test("it carries what coverage needs")
    func content() throws {
        let roster = register.roster(version: 3, key: key)
        #expect(roster.version == 3)
        #expect(roster.hash == ExampleRegister.files().hash)
        #expect(roster.community == "110101001001")
        #expect(roster.grids == ["g1", "g2"])
        #expect(roster.households.map(\.residents) == [3, 2, 1, 4, 2])
        #expect(roster.households.map(\.migrants) == [0, 1, 0, 0, 0])
        #expect(roster.households.map(\.grid) == [0, 0, 0, 1, 1])
        #expect(roster.households.map(\.phones) == [1, 1, 0, 1, 1])
        #expect(roster.households[0].pseudonym == Pseudonym(kind: "household", identifier: "a-1", key: key))
        #expect(roster.households[0].building == roster.households[1].building)
        #expect(roster.households[0].building != roster.households[3].building)
        #expect(roster.households[0].checked?.description == "2026-06-01")
        #expect(roster.vulnerable.map(\.household) == [0, 4])
        #expect(roster.vulnerable[0].needs == [.hear, .move])
        #expect(roster.vulnerable[0].helpers == ["h-1", "h-2"].map { Pseudonym(kind: "staff", identifier: $0, key: key) })
        #expect(roster.places.map(\.kind) == ["school", "care"])
        #expect(roster.places.map(\.receivers.count) == [2, 2])
        #expect(roster.staff.map(\.role) == [.head, .duty, .grid, .helper, .helper, .receiver])
        #expect(roster.staff[2].grids == [0, 1])
        #expect(roster.staff[2].substitute == Pseudonym(kind: "staff", identifier: "head-1", key: key))
        #expect(roster.exclusions.map(\.household) == [Pseudonym(kind: "household", identifier: "c-1", key: key)])
        #expect(roster.absent.map(\.kind) == ["高空坠物"])
        #expect(roster.reference?.residents == 12)
        #expect(roster.duty.count == 3)
        #expect(roster.duty[0].to == Timestamp("2026-07-01T08:00:00.000+08:00")?.moment)
        #expect(roster.duty[2].to == Timestamp("2027-01-01T00:00:00.000+08:00")?.moment)
    }

    @Test("an audible outline goes before the radius, and without either nobody is reached")
    func reach() throws {
        let devices = register.roster(version: 1, key: key).devices
        #expect(devices.map(\.device) == ["ls-1", "ls-2", "ds-1"])
        #expect(devices.map { $0.reach.ranges } == [[0..<1], [3..<4], []])
        #expect(devices.map { $0.accepted?.description } == ["2026-01-10", "2026-01-10", "2026-01-10"])
        #expect(devices.map { $0.indoorTest != nil } == [true, false, false])
        let outlines = Edit("zones.geojson", "\"kind\":\"audible\",\"device\":\"ls-2\"", "\"kind\":\"community\"")
        let wide = try #require(ExampleRegister.read([outlines]).register)
        // The household without coordinates is in nobody's earshot.
        #expect(wide.devices[1].reach.ranges == [0..<2, 3..<5])
    }

    @Test("nothing in it, and nothing that is printed of the register, is an identifier, a name or a phone number")
    func discretion() throws {
        let files = try ExampleRegister.shipped()
        let register = try #require(Register.read(files, today: ExampleRegister.today, previous: nil).register)
        var printed = ""
        dump(register.roster(version: 1, key: key), to: &printed)
        dump(register, to: &printed)
        printed += "\(register) \(String(reflecting: register)) "
        let personal =
            (0..<UInt32(register.householdCount)).map { register.household($0).household }
            + register.vulnerable.map(\.person) + register.places.map(\.place) + register.staff.map(\.staff)
            + ["示例一", "示例二十", "1990000", "1999000"]
        let words = Set(printed.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init))
        for secret in personal where words.contains(secret) { Issue.record("\(secret) is printed") }
        #expect(!printed.contains("示例一") && !printed.contains("1990000") && !printed.contains("1999000"))
        var people = ""
        dump(register.household(5), to: &people)
        dump(register.staff, to: &people)
        people += "\(register.household(5)) \(register.staff) \(String(reflecting: register.staff))"
        #expect(!people.contains("示例") && !people.contains("1990000") && !people.contains("1999000"))
    }

    @Test("the same homes have the same pseudonyms in another order, others under another key")
    func stability() throws {
        let lines = try #require(ExampleRegister.texts["households.csv"]).split(separator: "\n")
        let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"
        let other = try #require(ExampleRegister.read([.whole("households.csv", turned)]).register)
        func pseudonyms(_ register: Register, _ key: SymmetricKey) -> Set<Pseudonym> {
            Set(register.roster(version: 1, key: key).households.map(\.pseudonym))
        }
        #expect(pseudonyms(register, key) == pseudonyms(other, key))
        #expect(pseudonyms(register, key).isDisjoint(with: pseudonyms(register, SymmetricKey(size: .bits256))))
    }

    @Test("totals")
    func totals() {
        let roster = register.roster(version: 1, key: key)
        #expect(roster.totals == Roster.Totals(households: 5, residents: 12, migrants: 1, vulnerable: 2, places: 2))
        let part = roster.totals(of: HouseholdSet(ascending: [0, 1] as [UInt32]), places: [0])
        #expect(part == Roster.Totals(households: 2, residents: 5, migrants: 1, vulnerable: 1, places: 1))
    }

    @Test("the shipped register has no error, and every home hears an accepted loudspeaker with an indoor test")
    func shipped() throws {
        let reading = Register.read(
            try ExampleRegister.shipped(), today: CivilDate(year: 2026, month: 11, day: 23)!, previous: nil)
        #expect(reading.findings.filter { $0.severity == .error } == [])
        let roster = try #require(reading.register).roster(version: 1, key: key)
        #expect(roster.households.count == 1200)
        #expect(roster.grids.count == 6)
        #expect(roster.devices.count { $0.channel == .loudspeaker } == 24)
        #expect(roster.devices.count { $0.channel == .display } == 8)
        #expect(roster.places.count == 14)
        let heard = roster.devices.filter { $0.accepted != nil && $0.indoorTest != nil }
            .reduce(HouseholdSet()) { $0.union($1.reach) }
        #expect(heard == HouseholdSet(all: 1200))
        let reference = try #require(roster.reference)
        #expect(abs(reference.residents - roster.totals.residents) * 20 < roster.totals.residents)
    }
}
