import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// The same alert id again is the same alert; who may say what of whose alerts.
@Suite struct IdentityTests {
    @Test("The same bytes again are a repeat, other bytes a conflict; the first stands")
    func sameID() throws {
        var office = try Office()
        let message = Message("a")
        try office.send(message)
        #expect(try office.send(message) == ["alertRepeated"])
        #expect(try office.send(Message("a") { $0.bytes = "b" }) == ["alertConflicting"])
        #expect(office.accepted.count == 1)
    }

    @Test("A later Alert under the same identifier is an Update, an earlier one is superseded already")
    func sameIdentifier() throws {
        var office = try Office()
        try office.send(Message("a") { $0.age = 60 })
        let first = try #require(office.accepted("a")).alert
        try office.send(Message("a") { $0.age = 30 })
        #expect(office.accepted("a")?.msgType == .update)
        #expect(office.accepted("a")?.replaces == [first])
        #expect(office.accepted("a")?.clock == false)
        #expect(try office.send(Message("a") { $0.age = 90 }) == ["alertRecorded"])
        #expect(office.recorded.last?.reason == .earlierVersion)
    }

    @Test("An earlier version stays behind a later one that was not for here")
    func laterElsewhere() throws {
        var office = try Office()
        try office.send(Message("a") { $0.households = nil })
        try office.send(Message("a") { $0.age = 60 })
        #expect(office.recorded.map(\.reason) == [.elsewhere, .earlierVersion])
    }

    @Test("A reused identifier begins anew after the end of its namesake")
    func reused() throws {
        var office = try Office()
        try office.send(Message("a") { $0.age = 600 })
        try office.dispatch()
        try office.send(.cancel("c", of: ["a"]) { $0.age = 300 })
        try office.send(Message("a"))
        #expect(office.accepted("a")?.clock == true)
        #expect(office.accepted.count == 3)
    }

    @Test("Another sender's identifier is another message")
    func otherSender() throws {
        var office = try Office()
        try office.send(Message("a"))
        try office.send(Message("a") { $0.sender = "station-2" })
        #expect(office.accepted.map(\.msgType) == [.alert, .alert])
        #expect(office.ended.isEmpty)
    }

    @Test("A reference to a sender for whom the source may not speak does nothing")
    func foreignReference() throws {
        let rules = [Office.county, SourceRule(source: "neighbour", senders: ["neighbour"], approval: .never)]
        var office = try Office(sources: rules)
        try office.send(Message("a"))
        let message = Message.cancel("c", of: ["station/a"]) { ($0.source, $0.sender) = ("neighbour", "neighbour") }
        #expect(try office.send(message) == ["alertRecorded"])
        #expect(office.recorded.last?.reason == .cancelOfUnknown)
        #expect(office.recorded.last?.message.references == [])
        #expect(office.ended.isEmpty)
        try office.send(.update("u", of: ["station/a"]) { ($0.source, $0.sender) = ("neighbour", "neighbour") })
        #expect(office.ended.isEmpty)
        try office.send(.cancel("d", of: ["station/a"]) { $0.sender = "city" })
        #expect(office.ended.map(\.cause) == [.cancelled], "the county may speak for station and city")
    }

    @Test("A foreign Cancel sent beforehand stops no alert")
    func foreignBeforehand() throws {
        let rules = [Office.county, SourceRule(source: "neighbour", senders: ["neighbour"], approval: .never)]
        var office = try Office(sources: rules)
        try office.send(.cancel("c", of: ["station/a"]) { ($0.source, $0.sender) = ("neighbour", "neighbour") })
        try office.send(.cancel("d", of: ["a"]) { $0.source = "stranger" })
        try office.send(Message("a") { $0.age = 10 })
        #expect(office.accepted("a") != nil)
    }

    @Test("What came first from a stranger does not stand in the way of the county", arguments: ["a", "b"])
    func strangerFirst(bytes: String) throws {
        var office = try Office()
        #expect(try office.send(Message("a") { ($0.source, $0.bytes) = ("stranger", bytes) }) == ["alertHeld"])
        let names = try office.send(Message("a"))
        #expect(names.contains("alertAccepted"))
        #expect(names.contains("alertConflicting") == (bytes == "b"))
        #expect(office.desk.messages.held.isEmpty)
    }

    @Test("What a stranger says in the future of an identifier does not block it")
    func strangerFuture() throws {
        var office = try Office()
        try office.send(Message("a") { ($0.source, $0.scope, $0.age) = ("stranger", .private, -600) })
        #expect(office.recorded.last?.unvouched == true)
        try office.send(Message("a"))
        #expect(office.accepted("a") != nil)
    }

    @Test("A stranger's Cancel of an alert in force waits, and acts once a person lets it go")
    func strangersCancel() throws {
        var office = try Office()
        try office.send(Message("a"))
        try office.dispatch()
        let cancel = Message.cancel("c", of: ["a"]) { $0.source = "stranger" }.incoming(at: office.now)
        #expect(try office.take(.alert(cancel)).entries.map(\.name) == ["alertHeld"])
        #expect(office.ended.isEmpty)
        try office.take(.approval(cancel, by: nil))
        #expect(office.ended.map(\.cause) == [.cancelled])
    }

    @Test("With every alert waiting, a Cancel of a waiting alert keeps that from going out")
    func cancelOfHeld() throws {
        var office = try Office(sources: [])
        let alert = Message("a") { $0.age = 60 }.incoming(at: office.now)
        let cancel = Message.cancel("c", of: ["a"]).incoming(at: office.now)
        try office.take(.alert(alert))
        #expect(try office.take(.alert(cancel)).entries.map(\.name) == ["alertHeld"])
        try office.take(.approval(cancel, by: nil))
        #expect(try office.take(.approval(alert, by: nil)).entries.map(\.name) == ["alertApproved", "alertRecorded"])
        #expect(office.recorded.last?.reason == .cancelled)
    }
}
