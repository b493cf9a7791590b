import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Loudspeakers behind a foreign gateway: ordered once, believed only from their own gateway, ordered anew when they failed.
@Suite struct ForeignTests {
    private var office: Office
    private let alert: AlertID

    init() throws {
        office = try Office(means: Means(foreign: ["gw-1"]))
        let message = Message("a") { $0.minutes = 600 }
        try office.send(message)
        alert = message.incoming(at: office.now).id
    }

    private var awaited: [AwaitedOrder] { office.desk.awaitedOrders(over: "gw-1") }

    private mutating func order(_ result: DispatchOutcome.Result = .accepted) throws -> [Dispatch] {
        let due = office.withDesk { $0.takeDue([.loudspeaker, .display], over: "gw-1", limit: 100) }
        let outcomes = due.map {
            DispatchOutcome(delivery: $0.delivery, action: $0.action, result: result, gateway: "gw-1")
        }
        try office.take(.outcomes(outcomes))
        return due
    }

    private func state(_ word: String, failures: Int = 0, gateway: String? = "gw-1", device: String = "ls-2") -> IncomingReceipt {
        var receipt = office.receipt(alert, "ls-2", word)
        (receipt.device, receipt.gateway, receipt.failures, receipt.code) = (device, gateway, failures, "2")
        if word == "presented" {
            (receipt.startedAt, receipt.endedAt, receipt.plays) = (office.now - .seconds(5), office.now, 1)
        }
        if word == "failed" { receipt.reason = .fault }
        return receipt
    }

    @Test mutating func whatWasTakenIsNotOrderedAgainButAwaited() throws {
        #expect(awaited.isEmpty, "nothing went out yet")
        #expect(try order().map(\.endpoint) == ["ls-2"])
        #expect(awaited.map(\.device) == ["ls-2"] && awaited[0].stage == .dispatched)
        try office.wait(.minutes(30))
        #expect(try order().isEmpty)
        #expect(awaited.count == 1)
        try office.take(.receipt(state("delivered")))
        #expect(awaited.map(\.stage) == [.delivered])
        try office.take(.receipt(state("presented")))
        #expect(awaited.isEmpty)
        #expect(office.receipts.last?.gateway == "gw-1" && office.receipts.last?.code == "2")
        #expect(office.receipts.last?.stage == .presented)
    }

    @Test mutating func whatNobodyKnowsIsAwaitedAndRepeatedOnceForRed() throws {
        _ = try order(.failed(.uncertain))
        #expect(awaited.count == 1)
        try office.wait(.minutes(1), step: .seconds(5))
        #expect(try order(.failed(.uncertain)).map(\.failures) == [0], "the same order again, so that it is played once")
        try office.wait(.minutes(30))
        #expect(try order().isEmpty)
    }

    @Test mutating func whatFailedIsOrderedAnewUnderANewReference() throws {
        _ = try order()
        try office.take(.receipt(state("failed")))
        #expect(awaited.isEmpty)
        try office.wait(.minutes(1), step: .seconds(5))
        #expect(try order().map(\.failures) == [1])
        #expect(awaited.map(\.failures) == [1])
        let before = office.receipts.count
        try office.take(.receipt(state("failed")))
        #expect(office.receipts.count == before, "the first order failed; of the second that says nothing")
        try office.take(.receipt(state("presented", failures: 1)))
        #expect(office.receipts.last?.stage == .presented)
    }

    @Test mutating func nobodySpeaksForAnothersDevice() throws {
        _ = try order()
        try office.take(.receipt(state("presented", gateway: nil)))
        try office.take(.receipt(state("presented", gateway: "gw-2")))
        try office.take(.receipt(state("presented", device: "ls-1")))
        try office.dispatch()
        var other = office.played(alert, on: "ls-1")
        other.gateway = "gw-1"
        try office.take(.receipt(other))
        #expect(office.receipts.isEmpty)
        #expect(office.refused.map(\.reason).allSatisfy { $0 == "other-device" } && office.refused.count == 4)
        try office.take(.receipt(state("presented", device: "")))
        #expect(office.receipts.map(\.endpoint) == ["ls-2"], "an order is one device's")
    }

    @Test mutating func timesThatCannotBeProveNoPlay() throws {
        _ = try order()
        var quick = state("presented")
        quick.startedAt = office.now
        try office.take(.receipt(quick))
        #expect(office.receipts.last?.stage == .delivered && office.receipts.last?.claimed == .presented)
        var timeless = state("presented")
        (timeless.at, timeless.startedAt, timeless.endedAt) = (nil, nil, nil)
        try office.take(.receipt(timeless))
        #expect(office.receipts.count == 1)
    }

    @Test mutating func whatIsWithdrawnIsTakenBackOnceAndAwaitedUntilItSaysSo() throws {
        _ = try order()
        try office.send(.cancel("b", of: ["a"]))
        let withdrawals = try order().filter { $0.action == .withdraw }
        #expect(withdrawals.map(\.endpoint) == ["ls-2"])
        #expect(awaited.contains { $0.isWithdrawn })
        try office.wait(.minutes(30))
        #expect(try order().isEmpty)
        try office.take(.receipt(state("withdrawn")))
        #expect(!awaited.contains { $0.isWithdrawn })
    }

    @Test mutating func whatSomebodyElseTookBackHasFailedForGood() throws {
        _ = try order()
        try office.take(.receipt(state("withdrawn")))
        #expect(office.receipts.last?.failed == .rejected)
        try office.wait(.minutes(30))
        #expect(try order().isEmpty)
    }

    @Test mutating func theGatewaysOwnReturnAsksNobodyInTocsinsWay() throws {
        _ = try order()
        try office.take(.gateway(DeviceStatus(device: "gw-1", online: false)))
        #expect(office.report(alert)?.unknown.households == 5)
        #expect(try office.take(.gateway(DeviceStatus(device: "gw-1", online: true))).reports.isEmpty)
        #expect(office.report(alert)?.unknown.households == 0)
    }
}
