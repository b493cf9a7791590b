import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// What people find at doors, and what it proves: Tocsin's interfaces, 1.
@Suite struct DoorTests {
    struct Proof: Sendable, CustomTestStringConvertible {
        var result: DoorResult
        var grade: Grade?
        var testDescription: String { result.rawValue }
    }

    @Test(
        "A result at a door proves its grade and no more",
        arguments: [
            Proof(result: .notice, grade: .sent), Proof(result: .heard, grade: .reached),
            Proof(result: .helper, grade: .confirmed),
            Proof(result: .told, grade: .told), Proof(result: .refused, grade: .told),
            Proof(result: .needsCarrying, grade: .told),
            Proof(result: .away), Proof(result: .wrongEntry), Proof(result: .unsafe),
        ])
    func grades(_ proof: Proof) throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        let lines = try staffed.visit(3, by: 710, proof.result)
        #expect(lines.first?.name == "doorRecorded")
        let open = try #require(staffed.exchange.office.desk.coverage.alerts[alert])
        #expect(open.grade(of: 3) == proof.grade)
        let report = try staffed.report(alert)
        #expect(report.covered.households == ((proof.grade ?? .sent) >= .reached ? 1 : 0))
        #expect(report.channels.last?.channel == .door && report.channels.last?.deliveries == 1)
    }

    @Test("A unit above the size is reached face to face, not through a shut door nor by another's word")
    func largeUnit() throws {
        for (result, covered) in [(DoorResult.heard, 0), (.helper, 0), (.told, 1)] {
            var staffed = try Staffed()
            let alert = try staffed.warn()
            try staffed.visit(9, result)
            #expect(try staffed.report(alert).covered.households == covered, "\(result)")
        }
    }

    @Test("Two visits that found nobody, or a relative's word, take a household out of the denominator")
    func away() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.visit(2, by: 710, .notice)
        try staffed.visit(2, by: 710, .away)
        #expect(try staffed.report(alert).away.households == 0, "at once is one visit")
        staffed.exchange.office.pass(.minutes(11))
        try staffed.visit(2, by: 710, .away)
        try staffed.visit(3, by: 710, .away, whom: .relative)
        let report = try staffed.report(alert)
        #expect(report.away.households == 2 && report.away.residents == 6)
        #expect(report.target.households == 8 && report.missing.households == 8 && report.target.residents == 33)
        #expect(report.grids.first?.households == 3)
        #expect(staffed.exchange.office.desk.coverage.alerts[alert]?.people.away == [2, 3])
    }

    @Test("Where a vulnerable person lives, a shut door is no proof that nobody is behind it")
    func awayVulnerable() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        for _ in 0..<3 {
            try staffed.visit(7, .away)
            staffed.exchange.office.pass(.minutes(20))
        }
        #expect(try staffed.report(alert).target.vulnerable == 1)
        try staffed.visit(7, .away, whom: .relative)
        let report = try staffed.report(alert)
        #expect(report.target.vulnerable == 0 && report.vulnerableRate == nil && report.away.households == 1)
    }

    @Test("Who is met after all is back in the denominator, and evidence that came meanwhile counts")
    func backAgain() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        try staffed.visit(3, by: 710, .away, whom: .relative)
        try staffed.exchange.office.take(.report(staffed.exchange.report(3, .reached(.delivered), alert: alert)))
        #expect(try staffed.report(alert).covered.households == 0)
        staffed.exchange.office.pass(.minutes(1))
        try staffed.visit(3, by: 710, .told)
        let report = try staffed.report(alert)
        #expect(report.away.households == 0 && report.covered.households == 1 && report.target.households == 10)
        #expect(report.seconds.p50 == nil && report.byDeadline?.households == 1)
    }

    @Test("A correction takes the place of the record that it names, and what else proves the household stays")
    func corrections() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        try staffed.visit(3, by: 710, .told)
        let first = staffed.last
        try staffed.visit(4, by: 710, .told, corrects: first)
        var open = try #require(staffed.exchange.office.desk.coverage.alerts[alert])
        #expect(open.grade(of: 3) == .sent && open.grade(of: 4) == .told, "the message that went out stays sent")
        try staffed.exchange.office.take(.report(staffed.exchange.report(3, .reached(.delivered), alert: alert)))
        open = try #require(staffed.exchange.office.desk.coverage.alerts[alert])
        #expect(open.grade(of: 3) == .reached)
        let again = try staffed.visit(3, by: 710, .told, corrects: first)
        #expect(again.map(\.name) == ["recordRefused"], "it counts no more already")
        let second = RecordID(rawValue: 2)
        let stranger = try staffed.exchange.office.take(.void(second, by: Staffed.name(720))).entries
        #expect(stranger.map(\.name) == ["recordRefused"])
        try staffed.exchange.office.take(.void(second, by: Staffed.name(700)))
        #expect(try staffed.report(alert).covered.households == 1)
        #expect(try staffed.report(alert).grade.told == 0)
    }

    @Test("The same tap twice is one record")
    func twice() throws {
        var staffed = try Staffed()
        try staffed.warn()
        #expect(try staffed.visit(3, by: 710, .told, record: 99).first?.name == "doorRecorded")
        #expect(try staffed.visit(3, by: 710, .told, record: 99).isEmpty)
    }

    @Test("A helper's word covers the person by name, and only that helper can give it")
    func helpersWord() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        let stranger = try staffed.visit(7, by: 710, .helper, persons: [500])
        #expect(stranger.map(\.name) == ["recordRefused"])
        try staffed.visit(7, by: 740, .helper)
        #expect(try staffed.report(alert).covered.vulnerable == 0, "nobody was named")
        #expect(try staffed.report(alert).covered.households == 1)
        try staffed.visit(7, by: 740, .helper, persons: [500])
        #expect(try staffed.report(alert).covered.vulnerable == 1)
        #expect(try staffed.visit(3, by: 740, .helper, persons: [500]).map(\.name) == ["recordRefused"], "lives elsewhere")
    }

    @Test("Told at the door, all vulnerable persons of the household are")
    func toldCoversAll() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.visit(7, .told)
        #expect(try staffed.report(alert).covered.vulnerable == 1 && staffed.report(alert).byDeadline?.vulnerable == 1)
    }

    @Test("A tap made without network counts at its own time where that clock is right, else at its arrival")
    func offline() throws {
        for (skew, inTime) in [(Span.zero, true), (.minutes(3), false)] {
            var staffed = try Staffed()
            let alert = try staffed.warn()
            let tapped = staffed.exchange.office.now + .minutes(9)
            staffed.exchange.office.pass(.minutes(12))
            let sentAt = staffed.exchange.office.now + skew
            try staffed.visit(3, by: 710, .told, origin: RecordOrigin(at: tapped, sentAt: sentAt))
            #expect(try staffed.report(alert).byDeadline?.households == (inTime ? 1 : 0))
            #expect(try staffed.report(alert).late == 0, "nobody typed it in")
        }
    }

    @Test("What is typed in later is marked and counted apart, at the time on paper, for 24 hours after the means came back")
    func typedIn() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn { $0.minutes = 60 * 60 }
        let told = staffed.exchange.office.now + .minutes(5)
        func paper(_ form: String) -> RecordOrigin {
            RecordOrigin(at: told, isTypedIn: true, form: form, enteredBy: Staffed.name(700))
        }
        try staffed.exchange.office.wait(.hours(23), step: .minutes(10))
        try staffed.visit(3, by: 710, .told, origin: paper("F5-1"))
        let report = try staffed.report(alert)
        #expect(report.late == 1 && report.byDeadline?.households == 1 && report.covered.households == 1)
        try staffed.exchange.office.wait(.hours(2), step: .minutes(10))
        let refused = try staffed.visit(4, by: 710, .told, origin: paper("F5-2"))
        guard case .recordRefused(let line)? = refused.first else { throw Staffed.Missing() }
        #expect(line.reason == .tooLate && line.form == "F5-2")
        let future = RecordOrigin(at: staffed.exchange.office.now + .hours(1), isTypedIn: true)
        #expect(try staffed.visit(4, by: 710, .told, origin: future).map(\.name) == ["recordRefused"])
    }

    @Test("After an outage the hours for typing in begin when the service is back")
    func typedInAfterOutage() throws {
        var staffed = try Staffed()
        try staffed.warn { $0.minutes = 60 * 60 }
        staffed.exchange.office.pass(.minutes(1))
        try staffed.exchange.office.take(.tick)
        let told = staffed.exchange.office.now + .minutes(5)
        staffed.exchange.office.pass(.hours(10))
        try staffed.exchange.office.write(.serviceStarted(ServiceStarted(version: "test")))
        try staffed.exchange.office.wait(.hours(23), step: .minutes(10))
        let origin = RecordOrigin(at: told, isTypedIn: true)
        #expect(try staffed.visit(3, by: 710, .told, origin: origin).first?.name == "doorRecorded")
    }

    @Test("Strangers, other places and closed alerts are refused with the reason")
    func refusals() throws {
        var staffed = try Staffed()
        #expect(try staffed.visit(3, by: 710, .told).map(\.name) == ["recordRefused"])
        try staffed.warn { $0.households = 0...4 }
        func reason(_ lines: [Entry]) -> RecordRefused.Reason? {
            if case .recordRefused(let line)? = lines.first { line.reason } else { nil }
        }
        #expect(reason(try staffed.visit(3, by: 999, .told)) == .unknownStaff)
        #expect(reason(try staffed.visit(7, by: 710, .told)) == .unknownAlert, "no alert runs there")
    }

    @Test("A round reaches the buildings that were passed, but no large unit")
    func round() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        let start = staffed.exchange.office.now
        staffed.exchange.office.pass(.minutes(4))
        let round = IncomingRound(
            record: RecordID(rawValue: 1), by: Staffed.name(720), means: .gong, buildings: [Staffed.name(101)], startedAt: start,
            endedAt: staffed.exchange.office.now)
        #expect(try staffed.exchange.office.take(.round(round)).entries.first?.name == "roundRecorded")
        var report = try staffed.report(alert)
        #expect(report.covered.households == 4 && report.channels.last?.channel == .round)
        try staffed.exchange.office.take(.void(RecordID(rawValue: 1), by: Staffed.name(720)))
        report = try staffed.report(alert)
        #expect(report.covered.households == 0)
    }

    @Test("What is said of an Update without a clock is said of the alert that it replaced")
    func update() throws {
        var staffed = try Staffed()
        let first = try staffed.warn("a")
        staffed.exchange.office.pass(.minutes(1))
        let second = try staffed.warn("b") { ($0.msgType, $0.references) = (.update, ["a"]) }
        try staffed.visit(3, by: 710, .told)
        #expect(try staffed.report(first).covered.households == 1 && staffed.report(second).covered.households == 1)
        try staffed.visit(2, by: 710, .away, whom: .relative)
        #expect(try staffed.report(first).away.households == 1)
        try staffed.exchange.office.take(.void(staffed.last, by: Staffed.name(710)))
        #expect(try staffed.report(first).away.households == 0 && staffed.report(second).away.households == 0)
    }

    @Test("Found away after the deadline, a household leaves the rates, but it was not reached in time")
    func awayTooLate() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        for household in 0..<9 where household != 2 { try staffed.visit(household, by: 710, .told) }
        try staffed.visit(9, by: 720, .told)
        try staffed.exchange.office.wait(.minutes(11))
        #expect(try staffed.report(alert).withinDeadline == false)
        try staffed.visit(2, by: 710, .away, whom: .relative)
        let report = try staffed.report(alert)
        #expect(report.rate == 1 && report.withinDeadline == false && report.missing.households == 0)
        #expect(report.byDeadline?.households == 9 && report.byDeadline?.target?.households == 10)
        #expect(report.byDeadline?.closedByDoor == 1)
    }
}
