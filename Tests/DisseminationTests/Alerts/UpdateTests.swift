import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// What Updates do to the alerts they name, and to clocks.
@Suite struct UpdateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var before: @Sendable (inout Message) -> Void
        var after: @Sendable (inout Message) -> Void
        var hasClock: Bool
    }

    static let cases: [Case] = [
        Case(testDescription: "the same", before: { _ in }, after: { _ in }, hasClock: false),
        Case(testDescription: "a lower colour", before: { _ in }, after: { $0.colour = .yellow }, hasClock: false),
        Case(testDescription: "a higher colour", before: { $0.colour = .yellow }, after: { $0.colour = .orange }, hasClock: true),
        Case(
            testDescription: "no colour for orange", before: { $0.colour = .orange }, after: { $0.colour = nil }, hasClock: false),
        Case(testDescription: "no colour for blue", before: { $0.colour = .blue }, after: { $0.colour = nil }, hasClock: true),
        Case(
            testDescription: "one household more", before: { $0.households = 0...4 }, after: { $0.households = 0...5 },
            hasClock: true),
        Case(
            testDescription: "other households", before: { $0.households = 0...4 }, after: { $0.households = 5...9 },
            hasClock: true),
        Case(testDescription: "fewer households", before: { _ in }, after: { $0.households = 3...5 }, hasClock: false),
        Case(
            testDescription: "fewer households, higher", before: { $0.colour = .blue }, after: { $0.households = 3...5 },
            hasClock: true),
    ]

    @Test("An Update has a clock if it raises the colour or adds households", arguments: cases)
    func clock(_ item: Case) throws {
        var office = try Office()
        try office.send(Message("a", item.before))
        try office.dispatch()
        office.pass(.minutes(1))
        let names = try office.send(.update("u", of: ["a"], item.after))
        let update = try #require(office.accepted("u"))
        let first = try #require(office.accepted("a"))
        #expect(update.clock == item.hasClock)
        #expect((update.deadlines.households != nil) == item.hasClock)
        #expect(update.start == office.now)
        #expect(update.warning == first.alert)
        #expect(update.replaces == [first.alert])
        #expect(office.ended.map(\.continues) == [!item.hasClock])
        #expect(office.ended.first?.cause == .superseded)
        #expect(names.contains("deliveriesWithdrawn"), "what it replaces is withdrawn")
        #expect(names.contains("deliveriesPlanned"), "it is sent once itself")
    }

    @Test("Evidence of an Update without a clock counts for the alert before, too, and decides it in time")
    func evidence() throws {
        var office = try Office()
        try office.send(Message("a") { ($0.households, $0.colour) = (0...4, .yellow) })
        let first = try #require(office.accepted("a")).alert
        office.pass(.minutes(2))
        try office.send(.update("u", of: ["a"]) { ($0.households, $0.colour) = (0...4, .yellow) })
        try office.dispatch()
        office.pass(.seconds(10))
        try office.play(try #require(office.accepted("u")).alert, on: "ls-1")
        #expect(office.report(first)?.covered.households == 5)
        #expect(office.report(first)?.seconds.all == 130)
        #expect(office.report(first)?.withinDeadline == true)
        #expect(office.report(first)?.ended == nil, "its clock goes on")
        try office.take(.tick)
        #expect(office.report(first)?.withinDeadline == true)
    }

    @Test("Evidence of an Update with a clock counts for itself alone")
    func ownEvidence() throws {
        var office = try Office()
        try office.send(Message("a") { ($0.households, $0.colour) = (0...4, .yellow) })
        let first = try #require(office.accepted("a")).alert
        try office.send(.update("u", of: ["a"]) { $0.households = 0...4 })
        try office.dispatch()
        office.pass(.seconds(10))
        try office.play(try #require(office.accepted("u")).alert, on: "ls-1")
        #expect(office.report(first)?.covered.households == 0)
        #expect(office.report(first)?.ended == "superseded")
        try office.wait(.minutes(40))
        #expect(office.report(first)?.withinDeadline == nil)
    }

    @Test("A chain of Updates carries the first clock on until a clock of its own takes over")
    func chain() throws {
        var office = try Office()
        try office.send(Message("a") { $0.colour = .yellow })
        let first = try #require(office.accepted("a")).alert
        try office.send(.update("b", of: ["a"]) { $0.colour = .yellow })
        try office.send(.update("c", of: ["b"]) { $0.colour = .blue })
        try office.dispatch()
        office.pass(.seconds(10))
        try office.play(try #require(office.accepted("c")).alert, on: "ls-2")
        #expect(office.accepted("c")?.clock == false)
        #expect(office.report(first)?.covered.households == 4, "household 9 has more than eight residents")
        #expect(office.report(first)?.ended == nil)
        try office.send(.update("d", of: ["c"]) { $0.colour = .red })
        #expect(office.accepted("d")?.clock == true, "red is more than the blue in force")
        #expect(office.report(first)?.ended == "superseded")
        try office.wait(.minutes(40))
        #expect(office.report(first)?.withinDeadline == nil)
    }

    @Test("What carried a clock on takes it along when it is cancelled or expires", arguments: [true, false])
    func endOfCarrier(isCancel: Bool) throws {
        var office = try Office()
        try office.send(Message("a") { $0.colour = .blue })
        let first = try #require(office.accepted("a")).alert
        try office.send(.update("b", of: ["a"]) { ($0.colour, $0.minutes) = (.blue, 10) })
        if isCancel { try office.send(.cancel("c", of: ["b"])) } else { try office.wait(.minutes(10)) }
        #expect(office.report(first)?.ended == (isCancel ? "cancelled" : "expired"))
        try office.wait(.minutes(60))
        #expect(office.report(first)?.withinDeadline == nil)
    }

    @Test("An Update of an alert that is over, or was cancelled, has a clock", arguments: [true, false])
    func updateOfEnded(isCancelled: Bool) throws {
        var office = try Office()
        try office.send(Message("a") { $0.minutes = 30 })
        office.pass(.seconds(1))
        if isCancelled { try office.send(.cancel("c", of: ["a"])) } else { try office.wait(.minutes(31)) }
        office.pass(.seconds(1))
        try office.send(.update("u", of: ["a"]))
        #expect(office.accepted("u")?.clock == true)
    }

    @Test("An Update of an alert from before a new register compares households by their pseudonyms")
    func registerVersions() throws {
        var office = try Office()
        try office.send(Message("a"))
        let first = try #require(office.accepted("a")).alert
        try office.adopt(Office.roster(version: 2, households: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]))
        try office.send(.update("u", of: ["a"]))
        #expect(office.accepted("u")?.clock == false, "the same homes in another order")
        #expect(office.accepted("u")?.register == 2)
        try office.dispatch()
        office.pass(.seconds(10))
        try office.play(try #require(office.accepted("u")).alert, on: "ls-1")
        #expect(office.report(first)?.covered.households == 5, "by the reach that the first register gives the device")
        try office.adopt(Office.roster(version: 3, households: Array(1...11)))
        try office.send(.update("v", of: ["u"]) { $0.households = 0...10 })
        #expect(office.accepted("v")?.clock == true, "household 11 is new")
    }

    @Test("A message that names the first alert of an event means what took its place, too")
    func firstNamed() throws {
        var office = try Office()
        try office.send(Message("a"))
        office.pass(.seconds(1))
        try office.send(.update("b", of: ["a"]))
        office.pass(.seconds(1))
        try office.send(.update("c", of: ["a"]))
        let second = try #require(office.accepted("b")).alert
        #expect(office.accepted("c")?.replaces.contains(second) == true)
        #expect(office.desk.coverage.alerts[second]?.ended?.cause == .superseded)
        office.pass(.seconds(1))
        try office.send(.cancel("d", of: ["a"]))
        let third = try #require(office.accepted("c")).alert
        #expect(office.desk.coverage.alerts[third]?.ended?.cause == .cancelled)
    }

    @Test("Two Updates that part an alert between two places both stand")
    func partedUpdates() throws {
        var office = try Office()
        try office.send(Message("a"))
        office.pass(.seconds(1))
        try office.send(.update("b", of: ["a"]) { $0.households = 0...4 })
        office.pass(.seconds(1))
        try office.send(.update("c", of: ["a"]) { $0.households = 5...9 })
        let second = try #require(office.accepted("b")).alert
        #expect(office.desk.coverage.alerts[second]?.ended == nil)
        #expect(office.accepted("c")?.clock == false)
    }

    @Test("A later message stands, whatever order they come in", arguments: ["update", "cancel"])
    func wrongOrder(kind: String) throws {
        var office = try Office()
        try office.send(Message("a") { $0.age = 60 })
        try office.send(kind == "update" ? .update("c", of: ["a"]) : .cancel("c", of: ["a"]))
        try office.send(.update("b", of: ["a"]) { $0.age = 30 })
        #expect(office.accepted("b") == nil)
        #expect(office.recorded.last?.reason == (kind == "update" ? .superseded : .cancelled))
    }

    @Test("An alert that was superseded or cancelled before it came is not sent", arguments: ["update", "cancel"])
    func beforeItCame(kind: String) throws {
        var office = try Office()
        try office.send(kind == "update" ? .update("b", of: ["a"]) : .cancel("b", of: ["a"]))
        try office.send(Message("a") { $0.age = 60 })
        #expect(office.accepted("a") == nil)
        #expect(office.recorded.last?.reason == (kind == "update" ? .superseded : .cancelled))
    }

    @Test("An Update for elsewhere, or one that is over, ends what it replaces", arguments: [true, false])
    func elsewhere(isExpired: Bool) throws {
        var office = try Office()
        try office.send(Message("a"))
        let first = try #require(office.accepted("a")).alert
        let names = try office.send(.update("b", of: ["a"]) { if isExpired { $0.minutes = -1 } else { $0.households = nil } })
        #expect(names.first == "alertRecorded")
        #expect(names.contains("deliveriesWithdrawn"))
        #expect(office.desk.coverage.alerts[first]?.ended?.cause == .superseded)
        #expect(office.report(first)?.ended == "superseded")
    }

    @Test("References act only within the same status")
    func status() throws {
        var office = try Office()
        try office.take(.drill(DrillDeclared(drill: "d", full: true, from: office.now, to: office.now + .hours(1), by: nil)))
        try office.send(Message("a"))
        try office.send(.update("u", of: ["a"]) { $0.status = .exercise })
        #expect(office.ended.isEmpty)
        #expect(office.accepted("u")?.replaces == [])
        try office.send(.cancel("c", of: ["a"]) { $0.status = .exercise })
        #expect(office.ended.isEmpty)
    }
}
