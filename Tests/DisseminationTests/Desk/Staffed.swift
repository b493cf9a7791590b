import Alerts
import Community
import Coverage
import Dissemination
import Record

/// An exchange with people: the duty officer 700 on shift (substitute 701), grid workers 710 (g1, substitute 711) and 720 (g2), the head
/// 730, helpers 740 and 741 of the vulnerable person 500 in household 7, and the school 600 with receivers 750 and 751.
///
/// Households 0 to 4 stand in building 100, the others in building 101; each member of staff has phone 0xF100 + their number.
struct Staffed {
    var exchange: Exchange
    private var serial: UInt64 = 0

    init(means: Means = Means(messages: ["sms-1"], calls: ["voice-1"]), policy: Policy? = nil) throws {
        exchange = try Exchange(means: means)
        exchange.office = try Office(means: means, roster: Staffed.roster(), policy: policy)
    }

    static func roster(version: Int = 1) -> Roster {
        var roster = Office.roster(version: version)
        roster.devices = []
        for index in 5..<10 { roster.households[index].building = Pseudonym(rawValue: 101) }
        roster.vulnerable = [
            RosterPerson(pseudonym: name(500), household: 7, needs: [.move], helpers: [name(740), name(741)])
        ]
        roster.places = [RosterPlace(pseudonym: name(600), grid: 0, kind: "school", receivers: [name(750), name(751)])]
        roster.staff = [
            member(700, .duty, substitute: 701), member(701, .duty), member(710, .grid, [0], substitute: 711),
            member(711, .grid, []), member(720, .grid, [1]), member(730, .head), member(740, .helper), member(741, .helper),
            member(750, .receiver), member(751, .receiver),
        ]
        roster.phones = (0..<10).map {
            RosterPhone(pseudonym: Exchange.name($0), kind: .mobile, households: [UInt32($0)], isHousehold: true)
        }
        roster.phones += roster.staff.map {
            RosterPhone(pseudonym: $0.phone ?? name(0), kind: .mobile, households: [], isHousehold: false)
        }
        let midnight = Timestamp("2026-07-01T00:00:00.000+08:00")!.moment
        roster.duty = [RosterShift(from: midnight, to: midnight + .hours(24), staff: name(700))]
        return roster
    }

    static func name(_ number: UInt64) -> Pseudonym { Pseudonym(rawValue: number) }

    /// The phone of a member of staff.
    static func phone(_ staff: UInt64) -> Pseudonym { Pseudonym(rawValue: 0xF100 + staff) }

    private static func member(
        _ number: UInt64, _ role: StaffRole, _ grids: [UInt16] = [], substitute: UInt64? = nil
    ) -> RosterStaff {
        RosterStaff(
            pseudonym: name(number), role: role, grids: grids, substitute: substitute.map(name), phone: phone(number))
    }

    /// Sends an alert for all, with the school.
    @discardableResult
    mutating func warn(_ identifier: String = "a", _ change: (inout Message) -> Void = { _ in }) throws -> AlertID {
        var incoming = Message(identifier, change).incoming(at: exchange.office.now)
        incoming.target?.places = HouseholdSet(all: 1)
        try exchange.office.take(.alert(incoming))
        return incoming.id
    }

    /// Somebody records what they found at a household's door; the answer is the lines.
    @discardableResult
    mutating func visit(
        _ household: Int, by: UInt64 = 720, _ result: DoorResult, whom: SpokenWith? = nil, persons: [UInt64] = [],
        origin: RecordOrigin = RecordOrigin(), corrects: RecordID? = nil, record: UInt64? = nil
    ) throws -> [Entry] {
        serial += 1
        let door = IncomingDoor(
            record: RecordID(rawValue: record ?? serial), household: Pseudonym(rawValue: UInt64(household + 1)),
            by: Staffed.name(by), result: result, whom: whom, persons: persons.map(Staffed.name), origin: origin,
            corrects: corrects)
        return try exchange.office.take(.door(door)).entries
    }

    var last: RecordID { RecordID(rawValue: serial) }

    func report(_ alert: AlertID) throws -> CoverageReport {
        guard let report = exchange.office.report(alert) else { throw Missing() }
        return report
    }

    struct Missing: Error {}
}
