import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// A Cancel is told once to whoever was told the warning, without calls, doors or night sound.
@Suite struct CancelTests {
    @Test("It goes to the devices and households that were told, has no clock, and ends the warning")
    func told() throws {
        var office = try Office()
        try office.send(Message("a"))
        let first = try #require(office.accepted("a")).alert
        let due = try office.dispatch(limit: 1)
        #expect(due.map(\.endpoint) == ["ls-1"])
        office.pass(.minutes(1))
        try office.send(.cancel("c", of: ["a"]))
        let cancel = try #require(office.accepted("c"))
        #expect(cancel.msgType == .cancel)
        #expect(cancel.rule == "told")
        #expect(cancel.target == HouseholdSet(ascending: UInt32(0)...4))
        #expect(!cancel.clock)
        #expect(cancel.deadlines == Deadlines())
        #expect(cancel.weather == [])
        #expect(office.endpoints(of: cancel.alert) == ["ls-1"])
        #expect(office.report(first)?.ended == "cancelled")
        try office.wait(.minutes(30))
        #expect(office.report(first)?.withinDeadline == nil)
        #expect(office.report(cancel.alert)?.withinDeadline == nil)
    }

    @Test("While an order to leave stands, the end of another warning says that nobody may go back; its own end does not")
    func orderToLeave() throws {
        var office = try Office()
        try office.send(Message("rain"))
        try office.send(Message("leave") { ($0.sender, $0.urgencyClass, $0.households) = ("city", "evacuate", 0...1) })
        let order = try #require(office.accepted("leave"))
        #expect(order.deadlines.staff == order.start + .minutes(3) && order.deadlines.doors == order.start)
        try office.dispatch()
        office.pass(.minutes(1))
        try office.send(.cancel("over", of: ["rain"]))
        #expect(try #require(office.accepted("over")).keepAway == true)
        #expect(office.report(order.alert)?.ended == nil, "an order is ended by its own signer alone")
        try office.send(.cancel("back", of: ["leave"]) { $0.sender = "city" })
        #expect(try #require(office.accepted("back")).keepAway == nil)
        #expect(office.report(order.alert)?.ended == "cancelled")
    }

    @Test("An Update that orders to leave starts a clock of its own although the colour stays")
    func updateToOrder() throws {
        var office = try Office()
        try office.send(Message("a"))
        office.pass(.minutes(1))
        try office.send(.update("u", of: ["a"]) { $0.urgencyClass = "evacuate" })
        #expect(try #require(office.accepted("u")).clock)
        office.pass(.minutes(1))
        try office.send(.update("v", of: ["u"]) { $0.urgencyClass = "evacuate" })
        #expect(try !#require(office.accepted("v")).clock)
    }

    @Test("Whoever was told by an earlier alert of the warning hears its end")
    func wholeWarning() throws {
        var office = try Office()
        try office.send(Message("a"))
        try office.dispatch()
        office.pass(.minutes(1))
        try office.send(.update("u", of: ["a"]) { $0.households = 0...1 })
        try office.send(.cancel("c", of: ["u"]))
        #expect(office.accepted("c")?.target.count == 10)
        #expect(office.endpoints(of: try #require(office.accepted("c")).alert) == ["ls-1", "ls-2", "ls-3", "ds-1"])
    }

    @Test("It makes no loud sound at night")
    func night() throws {
        var office = try Office()
        office.now = Timestamp("2026-07-01T22:30:00.000+08:00")!.moment
        try office.send(Message("a"))
        try office.dispatch()
        try office.send(.cancel("c", of: ["a"]))
        #expect(office.endpoints(of: try #require(office.accepted("c")).alert) == ["ds-1"])
    }

    @Test("It is told once, however many Cancels come")
    func once() throws {
        var office = try Office()
        try office.send(Message("a"))
        try office.dispatch()
        try office.send(.cancel("c", of: ["a"]))
        office.pass(.seconds(1))
        #expect(try office.send(.cancel("d", of: ["a"])) == ["alertRecorded"])
        #expect(office.recorded.last?.reason == .cancelled)
    }

    @Test("An Update that says that the danger is over ends it like a Cancel")
    func allClear() throws {
        var office = try Office()
        try office.send(Message("a"))
        try office.dispatch()
        try office.send(.update("u", of: ["a"]) { $0.isAllClear = true })
        #expect(office.accepted("u")?.msgType == .cancel)
        #expect(office.ended.map(\.cause) == [.cancelled])
    }

    @Test("It reaches those told under another register version")
    func registerVersions() throws {
        var office = try Office()
        try office.send(Message("a") { $0.households = 0...4 })
        try office.dispatch()
        try office.adopt(Office.roster(version: 2, households: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]))
        try office.send(.cancel("c", of: ["a"]))
        #expect(office.accepted("c")?.target == HouseholdSet(ascending: UInt32(5)...9), "homes 1 to 5 stand at the end now")
    }

    @Test("A Cancel that comes long after its own expiry is still told")
    func lateCancel() throws {
        var office = try Office()
        try office.send(Message("a"))
        try office.dispatch()
        try office.send(.cancel("c", of: ["a"]) { $0.minutes = -60 })
        #expect(office.accepted("c")?.expires == office.now + .minutes(30))
    }

    @Test("It acts on every alert it names")
    func several() throws {
        var office = try Office()
        try office.send(Message("a") { $0.households = 0...4 })
        try office.send(Message("b") { $0.households = 5...9 })
        try office.dispatch()
        try office.send(.cancel("c", of: ["a", "b", "unknown"]))
        #expect(office.ended.map(\.cause) == [.cancelled, .cancelled])
        #expect(office.accepted("c")?.target.count == 10)
    }

    @Test("What a withdrawal proves: nothing")
    func withdrawal() throws {
        var office = try Office()
        try office.send(Message("a"))
        let first = try #require(office.accepted("a")).alert
        try office.dispatch(.failed(.offline))
        try office.send(.cancel("c", of: ["a"]))
        let due = try office.dispatch()
        #expect(due.filter { $0.alert == first }.allSatisfy { $0.action == .withdraw })
        #expect(office.report(first)?.grade.sent == 0, "the withdrawal went out, the warning did not")
        #expect(office.report(first)?.channels.map(\.dispatched) == [0, 0])
        let answer = office.receipt(first, "ls-1", "withdrawn")
        #expect(try office.take(.receipt(answer)).entries.map(\.name) == ["receiptAccepted"])
        #expect(try office.take(.receipt(answer)).entries.map(\.name) == ["receiptRepeated"])
        #expect(office.report(first)?.covered.households == 0)
        let late = office.played(first, on: "ls-2")
        #expect(
            try office.take(.receipt(late)).entries.map(\.name) == ["receiptAccepted"], "a play before the withdrawal was one")
    }
}

extension Office {
    /// The endpoints that an alert was planned for, by the lines.
    func endpoints(of alert: AlertID) -> [String] {
        all { entry -> [String]? in
            guard case .deliveriesPlanned(let plan) = entry, plan.alert == alert else { return nil }
            return plan.endpoints
        }.flatMap { $0 }
    }
}
