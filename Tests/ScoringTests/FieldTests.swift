import Alerts
import Community
import Record
import Testing

@testable import Coverage
@testable import Scoring

/// What people record, as the assessment sees it: how fast, whose phone, and by when.
@Suite struct FieldTests {
    private func door(_ index: UInt32, by: UInt64, seconds: Int64) -> Entry {
        .doorRecorded(
            DoorRecorded(
                alert: Scenario.redAlert, record: RecordID(rawValue: UInt64(index) + 1), register: 1, household: index,
                by: Pseudonym(rawValue: by), result: .told, far: nil, moment: Scenario.alertStart + .seconds(seconds)))
    }

    private func count(_ kind: String, _ lines: [Entry]) throws -> Int? {
        var scenario = Scenario()
        scenario.extra = lines.map { ("2026-07-15T14:20:00+08:00", $0) }
        return try scenario.assess().counterEvidence.first { $0.kind == kind }?.count
    }

    @Test("Forty doors in three minutes by one person are shown, and thirty-nine, or forty by two, are not")
    func hasty() throws {
        let fast = (0..<40).map { door(UInt32($0), by: 1, seconds: Int64($0) * 4) }
        #expect(try count("doors-hasty", fast) == 1)
        #expect(try count("doors-hasty", fast.shuffled()) == 1, "in whatever order they come")
        #expect(try count("doors-hasty", Array(fast.dropLast())) == nil)
        #expect(try count("doors-hasty", (0..<40).map { door(UInt32($0), by: UInt64($0 % 2), seconds: Int64($0) * 4) }) == nil)
        #expect(try count("doors-hasty", (0..<40).map { door(UInt32($0), by: 1, seconds: Int64($0) * 5) }) == nil)
    }

    @Test("A phone of more than three households, and a helper with the household's own phone, are shown")
    func phones() throws {
        func rows(_ number: Int) -> RosterPhone {
            RosterPhone(
                pseudonym: Pseudonym(rawValue: 0xF0), kind: .mobile, households: (0..<UInt32(number)).map { $0 },
                isHousehold: true)
        }
        for (households, shared) in [(4, 1), (3, nil)] as [(Int, Int?)] {
            var scenario = Scenario()
            var lines = scenario.register(version: 2)
            lines.insert(.registerPhones(RegisterRows(version: 2, rows: [rows(households)])), at: 2)
            lines.insert(
                .registerStaff(
                    RegisterRows(
                        version: 2,
                        rows: [
                            RosterStaff(
                                pseudonym: Pseudonym(rawValue: 7), role: .helper, grids: [], substitute: nil,
                                phone: Pseudonym(rawValue: 0xF0))
                        ])), at: 3)
            lines.insert(
                .registerVulnerable(
                    RegisterRows(
                        version: 2,
                        rows: [
                            RosterPerson(
                                pseudonym: Pseudonym(rawValue: 8), household: 2, needs: [.move],
                                helpers: [Pseudonym(rawValue: 7), Pseudonym(rawValue: 9)])
                        ])), at: 3)
            scenario.extra = lines.map { ("2026-09-01T08:00:00+08:00", $0) }
            let evidence = try scenario.assess().counterEvidence
            #expect(evidence.first { $0.kind == "phones-shared" }?.count == shared)
            #expect(evidence.first { $0.kind == "helpers-own-phone" }?.count == 1)
        }
    }

    @Test("A household found away after the deadline still had to be reached by it")
    func awayTooLate() throws {
        var figures = Scenario.Figures()
        figures.lateHouseholds = 1
        var report = Scenario.report(Scenario.redAlert, .actual, start: Scenario.alertStart, households: 100, figures)
        let whole = report.target
        report.byDeadline?.target = whole
        report.target.households = 99
        report.target.residents = 198
        let accepted = Scenario.accepted(
            Scenario.redAlert, .actual, sent: Scenario.alertStart, start: Scenario.alertStart,
            target: HouseholdSet(all: 100))
        let record = AlertRecord(accepted, at: Scenario.alertStart, isWhole: true)
        var reviewed = ReviewedAlert(record: record, report: report, standing: .judged)
        #expect(!reviewed.isFull && !reviewed.isPartial(share: 95_000))
        report.byDeadline?.closedByDoor = 1
        reviewed = ReviewedAlert(record: record, report: report, standing: .judged)
        #expect(reviewed.isPartial(share: 95_000) && reviewed.shortfall != nil)
    }
}
