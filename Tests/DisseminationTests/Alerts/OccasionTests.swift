import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Drills, silent checks, outages.
@Suite struct OccasionTests {
    private func drill(_ office: Office, after: Span, lasting: Span = .hours(1)) -> Input {
        .drill(DrillDeclared(drill: "spring", full: true, from: office.now + after, to: office.now + after + lasting, by: nil))
    }

    @Test("An Exercise goes out in a declared drill, and is counted as one")
    func declared() throws {
        var office = try Office()
        try office.take(drill(office, after: .zero))
        try office.send(Message("a") { $0.status = .exercise })
        #expect(office.accepted("a")?.drill == "spring")
        #expect(office.accepted("a")?.clock == true)
        #expect(office.report(try #require(office.accepted("a")).alert)?.status == .exercise)
        #expect(office.desk.relays.count == 1, "every alert accepted for dissemination goes to neighbours, its status with it")
    }

    @Test("An Exercise outside of drills waits, until a drill is declared and it comes again, or a person lets it go")
    func undeclared() throws {
        var office = try Office()
        try office.take(drill(office, after: .minutes(30)))
        let message = Message("a") { $0.status = .exercise }
        let incoming = message.incoming(at: office.now)
        try office.take(.alert(incoming))
        #expect(office.held.last?.reason == "drill")
        office.pass(.minutes(31))
        try office.take(.alert(incoming))
        #expect(office.accepted("a")?.drill == "spring")
    }

    @Test(
        "A real alert near a drill says that it is none",
        arguments: [(-121, false), (-119, true), (30, true), (179, true), (181, false)])
    func nearDrill(minutes: Int, isNear: Bool) throws {
        var office = try Office()
        try office.take(drill(office, after: .minutes(Int64(-minutes))))
        try office.send(Message("a"))
        #expect(office.accepted("a")?.nearDrill == isNear)
    }

    @Test("A real alert after an Exercise that a person let go says so, too")
    func nearExercise() throws {
        var office = try Office()
        let exercise = Message("e") { $0.status = .exercise }.incoming(at: office.now)
        try office.take(.alert(exercise))
        try office.take(.approval(exercise, by: nil))
        try office.send(Message("a"))
        #expect(office.accepted("a")?.nearDrill == true)
        #expect(office.accepted("e")?.nearDrill == false)
    }

    @Test("Test and System messages make every device check, and nothing else", arguments: [Status.test, .system])
    func check(status: Status) throws {
        var office = try Office(sources: [])
        let names = try office.send(Message("t") { ($0.status, $0.households) = (status, nil) })
        #expect(names == ["alertAccepted", "deliveriesPlanned", "deliveriesPlanned"], "no approval is asked")
        let accepted = try #require(office.accepted("t"))
        #expect(accepted.target.isEmpty)
        #expect(!accepted.clock)
        let due = try office.dispatch()
        #expect(due.map(\.action) == [.check, .check, .check, .check])
        let answer = office.receipt(accepted.alert, "ls-1", "delivered", action: .check)
        #expect(try office.take(.receipt(answer)).entries.map(\.name) == ["receiptAccepted"])
        var wrong = answer
        wrong.stage = "presented"
        #expect(try office.take(.receipt(wrong)).entries.map(\.name) == ["receiptRefused"])
        #expect(office.report(accepted.alert)?.covered.households == 0)
        #expect(office.desk.relays.isEmpty)
    }

    @Test("A heartbeat of every minute is journaled, and makes devices check a few times a day at most")
    func heartbeats() throws {
        var office = try Office()
        for minute in 0..<1440 {
            try office.send(Message("h\(minute)") { $0.status = .system })
            office.pass(.minutes(1))
            try office.take(.tick)
        }
        #expect(office.accepted.count <= 4)
        #expect(office.recorded.count + office.accepted.count == 1440)
        #expect(office.desk.coverage.order.count <= 1, "checks are closed when they are over")
        #expect(
            try office.send(Message("t") { $0.status = .test }).first == "alertAccepted", "a test by a person is not kept back")
    }

    @Test("The clock begins with the sending where the service was down then")
    func outage() throws {
        var office = try Office()
        try office.take(.tick)
        try office.write(.serviceStopped(SignOfLife()))
        let gone = office.now
        office.pass(.minutes(4))
        try office.adopt(Office.roster(version: 2))
        office.pass(.minutes(1))
        try office.write(.serviceStarted(ServiceStarted(version: "test")))
        try office.send(Message("down") { $0.age = 240 })
        #expect(office.accepted("down")?.start == gone + .minutes(1), "a register adopted meanwhile is no sign of service")
        try office.send(Message("before") { $0.age = 360 })
        #expect(office.accepted("before")?.start == office.now)
        office.pass(.minutes(1))
        try office.send(Message("after") { $0.age = 30 })
        #expect(office.accepted("after")?.start == office.now)
        let deadlines = try #require(office.accepted("down")).deadlines
        #expect(deadlines.households == gone + .minutes(11))
    }

    @Test("After a crash the outage begins with the last line that the service wrote")
    func crash() throws {
        var office = try Office()
        let last = office.now
        office.pass(.minutes(3))
        try office.write(.serviceStarted(ServiceStarted(version: "test")))
        try office.send(Message("a") { $0.age = 120 })
        #expect(office.accepted("a")?.start == last + .minutes(1))
    }

    @Test("Exclusions leave the denominator on their days", arguments: [("2026-07-01", true), ("2026-06-30", false)])
    func exclusions(until: String, isOut: Bool) throws {
        var roster = Office.roster()
        let parts = until.split(separator: "-").compactMap { Int($0) }
        roster.exclusions = [
            RosterExclusion(
                household: Pseudonym(rawValue: 3), reason: "空置", since: CivilDate(year: 2026, month: 5, day: 1)!,
                until: CivilDate(year: parts[0], month: parts[1], day: parts[2]), by: Pseudonym(rawValue: 7))
        ]
        var office = try Office(roster: roster)
        try office.send(Message("a"))
        #expect(office.accepted("a")?.target.contains(2) != isOut)
    }
}
