import Alerts
import Community
import Coverage
import Record
import TestSupport
import Testing

/// When an alert is decided, what may change it afterwards, and what is unknown meanwhile.
@Suite struct VerdictTests {
    /// A book without households above eight residents and without vulnerable persons.
    private func book() throws -> Book {
        var book = try Book(residents: [3, 2, 4, 5], vulnerable: [])
        try book.accept()
        return book
    }

    @Test("It is open until the deadline and failed after it")
    func open() throws {
        let book = try book()
        #expect(try book.report(after: 9.99).withinDeadline == nil)
        #expect(try book.report(after: 10).withinDeadline == nil, "the deadline itself is still in time")
        #expect(try book.report(after: 10.01).withinDeadline == false)
    }

    @Test("It is done as soon as all are reached in time")
    func done() throws {
        var book = try book()
        try book.play("near", after: 60)
        #expect(try book.report().withinDeadline == nil)
        try book.play("far", after: 600)
        #expect(try book.report().withinDeadline == true)
        #expect(try book.report(after: 1000).withinDeadline == true)
    }

    @Test("Evidence of a play after the deadline changes nothing", arguments: [(600.0, true), (600.001, false)])
    func tooLatePlay(seconds: Double, isInTime: Bool) throws {
        var book = try book()
        book.pass(minutes: 11)
        try book.play("near", after: 60)
        try book.play("far", after: seconds)
        #expect(try book.report().withinDeadline == isInTime)
        #expect(try book.report().rate == 1)
        #expect(try book.report().byDeadline?.households == (isInTime ? 4 : 2))
    }

    @Test("Evidence of a timely play counts for a day after the deadline", arguments: [(1_450.0, true), (1_450.01, false)])
    func lateEvidence(minutes: Double, counts: Bool) throws {
        var book = try book()
        try book.play("near", after: 60)
        book.pass(minutes: 11)
        #expect(try book.report().withinDeadline == false)
        book.pass(minutes: minutes - 12)
        try book.play("far", after: 300)
        #expect(try book.report().withinDeadline == counts)
        #expect(try book.report().rate == 1, "it still covers")
        #expect(try book.report().seconds.all == (counts ? 300 : minutes * 60))
    }

    @Test("An end before the deadline leaves it open for good; one after it does not")
    func ended() throws {
        for (minutes, verdict) in [(9.0, Bool?.none), (11.0, false)] {
            var book = try book()
            book.pass(minutes: minutes)
            try book.write(
                .alertEnded(AlertEnded(alert: Book.alert, cause: .cancelled, by: AlertID(rawValue: 2), continues: false)))
            #expect(try book.report(after: 30).withinDeadline == verdict)
            #expect(try book.report().ended == "cancelled")
        }
    }

    @Test("Vulnerable persons are part of it where they have a deadline")
    func vulnerable() throws {
        for (minutes, verdict) in [(Int64?.none, Bool?.some(true)), (15, nil)] {
            var book = try Book(residents: [3, 2, 4, 5], vulnerable: [1])
            try book.accept(vulnerableMinutes: minutes)
            try book.play("near", after: 60)
            try book.play("far", after: 60)
            #expect(try book.report(after: 12).withinDeadline == verdict)
            #expect(try book.report(after: 16).withinDeadline == (minutes == nil))
        }
    }

    @Test("Without a clock, and without a deadline, nothing is decided", arguments: [true, false])
    func noClock(hasClock: Bool) throws {
        var book = try Book(residents: [3, 2, 4, 5], vulnerable: [])
        try book.accept {
            $0.clock = hasClock
            $0.deadlines = Deadlines()
        }
        try book.play("near", after: 1)
        try book.play("far", after: 1)
        #expect(try book.report(after: 60).withinDeadline == nil)
    }

    @Test("A unit with more than eight residents is not reached by a loudspeaker", arguments: [(UInt16(8), 4), (9, 3)])
    func largeUnit(residents: UInt16, covered: Int) throws {
        var book = try Book(residents: [3, 2, 4, residents], vulnerable: [])
        try book.accept()
        try book.play("near", after: 1)
        try book.play("far", after: 1)
        #expect(try book.report().covered.households == covered)
        #expect(try book.report().grade.sent == 1, "a weaker grade counts as sent for it")
    }

    @Test("A published verdict is shown at once")
    func moved() throws {
        var book = try book()
        _ = book.ledger.takeMoved()
        book.pass(minutes: 11)
        let figures = CoverageFigures(alert: Book.alert, coverage: .object(["withinDeadline": .bool(false)]))
        try book.write(.coverageDecided(figures))
        #expect(book.ledger.takeMoved() == [Book.alert])
        #expect(book.ledger.alerts[Book.alert]?.journaledVerdict == false)
    }

    @Test("Where the link is dead nobody knows, until the deadline")
    func unknown() throws {
        var book = try book()
        func unknown(_ minutes: Double? = nil) throws -> Int { try book.report(after: minutes).unknown.households }
        #expect(try unknown() == 0)
        try book.write(.deviceStatus(DeviceStatus(device: "far", online: false)))
        #expect(try unknown() == 2)
        #expect(try book.report().unknown.residents == 9)
        #expect(try book.report().missing.households == 4, "unknown is part of missing")
        #expect(try unknown(10) == 2)
        #expect(try unknown(10.1) == 0)
        try book.write(.brokerState(BrokerState(connected: false, detail: "lost")))
        #expect(try unknown() == 4)
        try book.write(.brokerState(BrokerState(connected: true, detail: "ready")))
        try book.write(.deviceStatus(DeviceStatus(device: "far", online: true)))
        #expect(try unknown() == 0)
        try book.write(.deviceStatus(DeviceStatus(device: "far", online: false)))
        try book.play("far", after: 5)
        #expect(try unknown() == 0, "it answered before its link died")
    }

    @Test("A device is unknown once a command finds nobody there, until one is taken again")
    func neverSeen() throws {
        var book = try book()
        try book.write(
            .deliveriesFailed(DeliveriesMoved(alert: Book.alert, channel: .loudspeaker, endpoints: ["near"], reason: .offline)))
        #expect(try book.report().unknown.households == 2)
        try book.write(.deviceStatus(DeviceStatus(device: "near", online: true)))
        try book.write(.deliveriesDispatched(DeliveriesMoved(alert: Book.alert, channel: .loudspeaker, endpoints: ["near"])))
        #expect(try book.report().unknown.households == 0)
    }

    @Test("A register whose households name grids that it does not list is refused")
    func brokenRegister() throws {
        var book = try book()
        var roster = Roster(version: 2, hash: "h", community: "c", timezone: "Asia/Shanghai")
        roster.households = [
            RosterHousehold(
                pseudonym: Pseudonym(rawValue: 1), grid: 4, building: Pseudonym(rawValue: 1), residents: 1, migrants: 0,
                checked: nil,
                phones: 0)
        ]
        try book.write(.registerBegun(RegisterBegun(roster)))
        try book.write(.registerHouseholds(RegisterRows(version: 2, rows: roster.households)))
        #expect(throws: CoverageError.self) {
            try book.write(.registerAdopted(RegisterAdopted(version: 2, hash: "h", households: 1, residents: 1)))
        }
    }
}
