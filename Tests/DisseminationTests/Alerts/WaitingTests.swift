import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Alerts that wait for a person: who may let them go, what the policy does when nobody answers, and what gives way to the real thing.
@Suite struct WaitingTests {
    private static let always = SourceRule(source: "county", senders: ["*"], approval: .always)
    private static let own = SourceRule(source: SourceRule.console, senders: ["*"], approval: .always)
    private let one = Pseudonym(rawValue: 1)
    private let other = Pseudonym(rawValue: 2)

    @Test("A red alert of an official source goes out at once whatever its source needs; what is written here never does")
    func red() throws {
        var office = try Office(sources: [Self.always, Self.own])
        #expect(try office.send(Message("a")).first == "alertAccepted")
        #expect(try office.send(Message("b") { $0.source = SourceRule.console }) == ["alertHeld"])
        #expect(office.held.last?.until == nil, "and it waits for a person however long that takes")
        #expect(try office.send(Message("c") { $0.contradictsEnvelope = true }) == ["alertHeld"])
    }

    @Test(
        "Nobody decides: the policy's minutes run, and the alert goes out",
        arguments: [(Colour.orange, Int64(3)), (Colour.yellow, Int64(5))])
    func lapse(colour: Colour, minutes: Int64) throws {
        var office = try Office(sources: [Self.always])
        let incoming = Message("a") { $0.colour = colour }.incoming(at: office.now)
        try office.take(.alert(incoming))
        #expect(office.held.last?.until == office.now + .minutes(minutes))
        office.pass(.seconds(minutes * 60 - 1))
        #expect(office.desk.lapsed(now: office.now).isEmpty)
        #expect(try office.take(.lapse(incoming)).entries.isEmpty, "not before its time")
        office.pass(.seconds(1))
        #expect(office.desk.lapsed(now: office.now).map(\.alert) == [incoming.id])
        let entries = try office.take(.lapse(incoming)).entries
        guard case .alertApproved(let judged)? = entries.first else {
            Issue.record("it did not go out")
            return
        }
        #expect(judged.lapsed == true && judged.by == nil && entries.map(\.name).contains("alertAccepted"))
        #expect(office.desk.lapsed(now: office.now).isEmpty && office.desk.waiting.isEmpty)
        #expect(try office.take(.lapse(incoming)).entries.isEmpty, "once")
    }

    @Test("Blue, drills and what nobody vouches for wait for a person however long that takes")
    func stays() throws {
        var office = try Office(sources: [Self.always])
        try office.send(Message("a") { $0.colour = .blue })
        try office.send(Message("b") { ($0.colour, $0.status) = (.orange, .exercise) })
        try office.send(Message("c") { ($0.colour, $0.source) = (.orange, "stranger") })
        #expect(office.held.count == 3 && office.held.allSatisfy { $0.until == nil })
        office.pass(.hours(2))
        #expect(office.desk.lapsed(now: office.now).isEmpty)
    }

    @Test("Who decides in time decides; nothing lapses afterwards")
    func decided() throws {
        var office = try Office(sources: [Self.always])
        let incoming = Message("a") { $0.colour = .orange }.incoming(at: office.now)
        try office.take(.alert(incoming))
        try office.take(.rejection(incoming.id, by: one))
        office.pass(.minutes(10))
        #expect(office.desk.lapsed(now: office.now).isEmpty)
        #expect(try office.take(.lapse(incoming)).entries.isEmpty)
    }

    @Test("The officer on shift is told at once that something waits, called again, then who stands in; a decision ends it")
    func wakeUps() throws {
        var staffed = try Staffed()
        let incoming = Message("a") { ($0.source, $0.colour) = ("stranger", .orange) }.incoming(at: staffed.exchange.office.now)
        try staffed.exchange.office.take(.alert(incoming))
        func due() -> [WakeUp] { staffed.exchange.office.desk.wakeUps(now: staffed.exchange.office.now) }
        func woken(_ staff: UInt64, _ channel: Channel, failed: FailureReason? = nil) throws {
            try staffed.exchange.office.write(
                .dutyWoken(
                    DutyWoken(alert: incoming.id, staff: Staffed.name(staff), channel: channel, gateway: "g", failed: failed)))
        }
        #expect(due().map(\.channel) == [.sms, .voice] && due().allSatisfy { $0.staff == Staffed.name(700) })
        try woken(700, .sms, failed: .busy)
        try woken(700, .voice)
        #expect(due().isEmpty, "a pause lies between two tries")
        staffed.exchange.office.pass(.minutes(1))
        #expect(due().map(\.channel) == [.sms, .voice], "a message that was not taken is tried again")
        try woken(700, .sms)
        try woken(700, .voice)
        staffed.exchange.office.pass(.minutes(1))
        #expect(due().map(\.channel) == [.voice])
        try woken(700, .voice)
        #expect(Set(due().map(\.staff)) == [Staffed.name(701)], "then who stands in")
        try staffed.exchange.office.take(.rejection(incoming.id, by: Staffed.name(701)))
        #expect(due().isEmpty)
        try staffed.exchange.office.send(Message("e") { $0.status = .exercise })
        #expect(due().isEmpty, "nobody is woken for a drill")
    }

    @Test("What was written here is let go by another than who wrote it")
    func secondPerson() throws {
        var office = try Office(sources: [])
        let incoming = Message("a") { $0.source = SourceRule.console }.incoming(at: office.now)
        try office.write(.alertComposed(AlertComposed(alert: incoming.id, by: one)))
        try office.take(.alert(incoming))
        #expect(try office.take(.approval(incoming, by: one)).entries.isEmpty)
        #expect(try office.take(.approval(incoming, by: nil)).entries.isEmpty, "nor by nobody in particular")
        #expect(office.desk.isSecondPerson(other, for: incoming.id))
        #expect(try office.take(.approval(incoming, by: other)).entries.map(\.name).contains("alertAccepted"))
    }

    @Test("A drill gives way at once when a real warning comes, and what it played is withdrawn")
    func givesWay() throws {
        var office = try Office()
        let drill = DrillDeclared(drill: "spring", full: true, from: office.now, to: office.now + .hours(1), by: nil)
        try office.take(.drill(drill))
        try office.send(Message("e") { $0.status = .exercise })
        try office.dispatch()
        let names = try office.send(Message("a"))
        #expect(names.contains("deliveriesWithdrawn"))
        let (exercise, real) = (try #require(office.accepted("e")), try #require(office.accepted("a")))
        #expect(office.ended == [AlertEnded(alert: exercise.alert, cause: .superseded, by: real.alert, continues: false)])
        #expect(real.nearDrill, "and the real one says that it is none")
        try office.send(Message("f") { $0.status = .exercise })
        try office.send(.cancel("g", of: ["a"]))
        #expect(office.ended.last?.alert == real.alert, "a Cancel stops no drill")
    }

    @Test("A drill that was closed lets no Exercise out any more; its name may be used again")
    func closed() throws {
        var office = try Office()
        let drill = DrillDeclared(drill: "spring", full: true, from: office.now, to: office.now + .hours(1), by: nil)
        try office.take(.drill(drill))
        office.pass(.minutes(10))
        try office.write(.drillClosed(DrillClosed(drill: "spring", by: one)))
        office.pass(.minutes(1))
        #expect(try office.send(Message("e") { $0.status = .exercise }) == ["alertHeld"])
        #expect(office.held.last?.reason == "drill")
        try office.take(.drill(DrillDeclared(drill: "spring", full: true, from: office.now, to: drill.to, by: nil)))
        #expect(try office.send(Message("f") { $0.status = .exercise }).first == "alertAccepted")
    }

    @Test("A device that was made silent is planned for no warning until its time is over, but checked")
    func muted() throws {
        var office = try Office()
        try office.write(
            .deviceMuted(DeviceMuted(device: "ls-1", reason: "啸叫", until: office.now + .hours(1), by: one)))
        try office.send(Message("a"))
        try office.send(Message("t") { $0.status = .test })
        let planned = office.all { entry -> DeliveriesPlanned? in
            if case .deliveriesPlanned(let plan) = entry { plan } else { nil }
        }
        let devices = planned.filter { $0.action == .present }.flatMap(\.endpoints)
        #expect(!devices.contains("ls-1") && devices.contains("ls-2"))
        #expect(planned.filter { $0.action == .check }.flatMap(\.endpoints).contains("ls-1"))
        office.pass(.hours(1))
        #expect(!office.desk.isMuted("ls-1", office.now))
        try office.send(Message("b"))
        let later = office.all { entry -> DeliveriesPlanned? in
            if case .deliveriesPlanned(let plan) = entry { plan } else { nil }
        }
        #expect(later.last { $0.channel == .loudspeaker }?.endpoints.contains("ls-1") == true)
    }
}
