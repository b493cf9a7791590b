import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// What becomes of a message by its own word: Tocsin's interfaces, 5.
@Suite struct FateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout Message) -> Void
        /// `alertAccepted`, or the reason for which it is recorded or held.
        var fate: String
    }

    static let cases: [Case] = [
        Case(testDescription: "an Actual alert", change: { _ in }, fate: "alertAccepted"),
        Case(testDescription: "a draft", change: { $0.status = .draft }, fate: "draft"),
        Case(testDescription: "an acknowledgement", change: { $0.msgType = .ack }, fate: "acknowledgement"),
        Case(testDescription: "an error", change: { $0.msgType = .error }, fate: "acknowledgement"),
        Case(testDescription: "restricted", change: { $0.scope = .restricted }, fate: "scope"),
        Case(
            testDescription: "private to others", change: { ($0.scope, $0.addresses) = (.private, ["110101001002"]) },
            fate: "scope"),
        Case(
            testDescription: "private to this community",
            change: { ($0.scope, $0.addresses) = (.private, ["x", "110101001001"]) },
            fate: "alertAccepted"),
        Case(testDescription: "no scope", change: { $0.scope = nil }, fate: "alertAccepted"),
        Case(testDescription: "expired a minute ago", change: { $0.minutes = -1 }, fate: "expired"),
        Case(testDescription: "expiring now", change: { $0.minutes = 0 }, fate: "expired"),
        Case(
            testDescription: "no expiry, red, 11 hours old", change: { ($0.minutes, $0.age) = (nil, 39_600) },
            fate: "alertAccepted"),
        Case(testDescription: "no expiry, red, 12 hours old", change: { ($0.minutes, $0.age) = (nil, 43_200) }, fate: "expired"),
        Case(
            testDescription: "no expiry, yellow, 23 hours old",
            change: { ($0.minutes, $0.age, $0.colour) = (nil, 82_800, .yellow) },
            fate: "alertAccepted"),
        Case(testDescription: "for elsewhere", change: { $0.households = nil }, fate: "elsewhere"),
        Case(testDescription: "an unknown source", change: { $0.source = "stranger" }, fate: "source"),
        Case(testDescription: "a sender that the source may not speak for", change: { $0.sender = "someone" }, fate: "sender"),
        Case(testDescription: "an envelope that says otherwise", change: { $0.contradictsEnvelope = true }, fate: "envelope"),
        Case(testDescription: "an exercise without a drill", change: { $0.status = .exercise }, fate: "drill"),
        Case(
            testDescription: "a draft of an unknown source", change: { ($0.source, $0.status) = ("stranger", .draft) },
            fate: "draft"),
        Case(testDescription: "no colour", change: { $0.colour = nil }, fate: "alertAccepted"),
        Case(
            testDescription: "a Cancel of nothing known", change: { ($0.msgType, $0.references) = (.cancel, ["?"]) },
            fate: "cancel-of-unknown"),
        Case(
            testDescription: "an all-clear of nothing known", change: { ($0.msgType, $0.isAllClear) = (.update, true) },
            fate: "cancel-of-unknown"),
        Case(
            testDescription: "an Update of nothing known", change: { ($0.msgType, $0.references) = (.update, ["?"]) },
            fate: "alertAccepted"),
        Case(
            testDescription: "an Update of itself", change: { ($0.msgType, $0.references) = (.update, ["m"]) },
            fate: "alertAccepted"),
    ]

    @Test("Status, scope, time and place decide", arguments: cases)
    func fate(_ item: Case) throws {
        var office = try Office()
        let names = try office.send(Message("m", item.change))
        let fate = office.recorded.last?.reason.rawValue ?? office.held.last?.reason ?? names.first
        #expect(fate == item.fate)
        let goesOut = item.fate == "alertAccepted"
        #expect(office.desk.hasDue == goesOut)
        #expect(names.count == (goesOut ? 3 : 1), "one line for what goes no further, two plans behind what does")
    }

    @Test(
        "An alert without a colour is treated as its hazard deserves",
        arguments: [
            (Hazard.flood, Colour.orange), (.geological, .orange), (.fire, .orange), (.weather, .yellow), (.earthquake, .yellow),
            (.other, .yellow),
        ])
    func assumedColour(hazard: Hazard, colour: Colour) throws {
        var office = try Office()
        try office.send(Message("m") { ($0.colour, $0.hazard) = (nil, hazard) })
        #expect(office.accepted("m")?.effectiveColour == colour)
        #expect(office.accepted("m")?.colour == nil)
    }

    @Test("An alert ends when it says so, not earlier and not later")
    func expiry() throws {
        var office = try Office()
        try office.send(Message("m") { $0.minutes = 4 })
        let accepted = try #require(office.accepted("m"))
        #expect(accepted.expires == office.now + .minutes(4))
        try office.wait(.seconds(239), step: .seconds(1))
        #expect(office.ended.isEmpty)
        try office.wait(.seconds(1))
        #expect(office.ended.map(\.cause) == [.expired])
        let report = try #require(office.report(accepted.alert))
        #expect(report.ended == "expired")
        try office.wait(.minutes(20))
        #expect(office.report(accepted.alert)?.withinDeadline == nil, "it was over before its deadline")
    }

    @Test("Without rules for sources every alert waits, and a person lets it go")
    func noSources() throws {
        var office = try Office(sources: [])
        let message = Message("m")
        #expect(try office.send(message) == ["alertHeld"])
        #expect(!office.desk.hasDue)
        office.pass(.minutes(5))
        let incoming = message.incoming(at: office.now - .minutes(5))
        #expect(
            try office.take(.approval(incoming, by: nil)).entries.map(\.name).prefix(2) == ["alertApproved", "alertAccepted"])
        #expect(office.accepted("m")?.start == office.now, "the start is the acceptance")
        #expect(try office.take(.approval(incoming, by: nil)).entries.isEmpty, "once")
    }

    @Test("What is in force by a clock that went back goes out, however far the journal's time is ahead of it")
    func clockWentBack() throws {
        var office = try Office()
        let ahead = Span.hours(80)
        let incoming = Message("a") { $0.minutes = 60 }.incoming(at: office.now - ahead)
        try office.take(Input.alert(incoming).journaled(ahead: ahead))
        let accepted = try #require(office.accepted("a"))
        #expect(accepted.expires == office.now + .minutes(60))
        office.pass(.minutes(59))
        #expect(office.ended.isEmpty)
        let over = Message("b") { $0.minutes = -1 }.incoming(at: office.now - ahead)
        try office.take(Input.alert(over).journaled(ahead: ahead))
        #expect(office.recorded.last?.reason == .expired)
    }

    @Test("What a person stops stays stopped, and what expired while it waited does not go out")
    func rejection() throws {
        var office = try Office(sources: [])
        let first = Message("m").incoming(at: office.now)
        try office.take(.alert(first))
        #expect(try office.take(.rejection(first.id, by: nil)).entries.map(\.name) == ["alertRejected"])
        #expect(try office.take(.approval(first, by: nil)).entries.isEmpty)
        #expect(try office.take(.alert(first)).entries.map(\.name) == ["alertRepeated"])
        let second = Message("n") { $0.minutes = 10 }.incoming(at: office.now)
        try office.take(.alert(second))
        office.pass(.minutes(11))
        #expect(try office.take(.approval(second, by: nil)).entries.map(\.name) == ["alertApproved", "alertRecorded"])
        #expect(office.recorded.last?.reason == .expired)
    }

    @Test("Approval is asked below a colour")
    func approvalBelow() throws {
        let rule = SourceRule(source: "county", senders: ["*"], approval: .below(.orange))
        for (colour, isHeld) in [(Colour.red, false), (.orange, false), (.yellow, true), (nil, true)] {
            var office = try Office(sources: [rule])
            try office.send(Message("m") { $0.colour = colour })
            #expect(office.held.isEmpty != isHeld)
        }
    }

    @Test("Without a register an alert waits instead of being lost")
    func noRegister() throws {
        var desk = Desk(sources: [Office.county])
        let incoming = Message("m").incoming(at: Moment(milliseconds: 1_782_885_785_120))
        let entries = try desk.take(.alert(incoming), now: Moment(milliseconds: 1_782_885_785_120)).entries
        guard case .alertHeld(let held)? = entries.first else {
            Issue.record("it is not held")
            return
        }
        #expect(held.reason == "register")
    }

    @Test("A target chosen by another register warns everybody")
    func otherRegister() throws {
        var office = try Office()
        var incoming = Message("m") { $0.households = 0...2 }.incoming(at: office.now)
        incoming.target?.registerSize = 11
        try office.take(.alert(incoming))
        #expect(office.accepted("m")?.target.count == 10)
        #expect(office.accepted("m")?.rule == "whole")
        var beyond = Message("n").incoming(at: office.now)
        beyond.target = .init(rule: "shape", households: .init(ascending: UInt32(5)...40), places: .init())
        try office.take(.alert(beyond))
        #expect(office.accepted("n")?.target.count == 10)
    }
}
