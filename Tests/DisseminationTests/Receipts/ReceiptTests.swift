import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// What receipts move, and what they may not: late, twice, out of order, forged.
@Suite struct ReceiptTests {
    /// An office with one alert on its way to all devices, and the alert.
    private func sent(_ change: (inout Message) -> Void = { _ in }) throws -> (Office, AlertID) {
        var office = try Office()
        try office.send(Message("a", change))
        try office.dispatch()
        office.pass(.seconds(10))
        return (office, try #require(office.accepted("a")).alert)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout IncomingReceipt) -> Void
        var reason: String
    }

    static let refusals: [Case] = [
        Case(testDescription: "another device's delivery", change: { $0.device = "ls-2" }, reason: "other-device"),
        Case(
            testDescription: "an unknown delivery", change: { $0.delivery = DeliveryID(rawValue: 7) }, reason: "unknown-delivery"),
        Case(testDescription: "an unknown device", change: { $0.device = "nobody" }, reason: "unknown-device"),
        Case(testDescription: "no delivery", change: { $0.delivery = nil }, reason: "malformed"),
        Case(testDescription: "no stage", change: { $0.stage = nil }, reason: "malformed"),
        Case(testDescription: "no time", change: { $0.at = nil }, reason: "malformed"),
        Case(testDescription: "a failure without a reason", change: { $0.stage = "failed" }, reason: "malformed"),
        Case(testDescription: "an unknown stage", change: { $0.stage = "heard" }, reason: "stage"),
        Case(testDescription: "confirmed by a loudspeaker", change: { $0.stage = "confirmed" }, reason: "stage"),
        Case(testDescription: "told by a loudspeaker", change: { $0.stage = "told" }, reason: "stage"),
        Case(testDescription: "planned", change: { $0.stage = "planned" }, reason: "stage"),
        Case(testDescription: "withdrawn without a withdrawal", change: { $0.stage = "withdrawn" }, reason: "stage"),
    ]

    @Test("A forged or malformed receipt changes nothing and is journaled as refused", arguments: refusals)
    func refused(_ item: Case) throws {
        var (office, alert) = try sent()
        let before = office.report(alert)
        var receipt = office.played(alert, on: "ls-1")
        item.change(&receipt)
        #expect(try office.take(.receipt(receipt)).entries.map(\.name) == ["receiptRefused"])
        #expect(office.refused.last?.reason == item.reason)
        #expect(office.report(alert) == before)
    }

    @Test("A delivery only moves up, whatever order its receipts come in")
    func order() throws {
        for order in [
            ["delivered", "presented"], ["presented", "delivered"], ["dispatched", "presented", "presented", "delivered"],
        ] {
            var (office, alert) = try sent()
            for stage in order {
                var receipt = office.played(alert, on: "ls-1")
                receipt.stage = stage
                try office.take(.receipt(receipt))
            }
            #expect(office.report(alert)?.covered.households == 5)
            #expect(office.report(alert)?.channels.first?.presented == 1)
            let rising = office.receipts.compactMap(\.stage)
            #expect(rising == rising.sorted() && Set(rising).count == rising.count)
        }
    }

    @Test("A failure never undoes a stage, and is no longer one once the delivery moves on")
    func failure() throws {
        var (office, alert) = try sent()
        var failed = office.receipt(alert, "ls-1", "failed")
        failed.reason = .busy
        #expect(try office.take(.receipt(failed)).entries.map(\.name) == ["receiptAccepted"])
        #expect(try office.take(.receipt(failed)).entries.map(\.name) == ["receiptRepeated"])
        #expect(office.report(alert)?.channels.first?.failed == 1)
        #expect(office.report(alert)?.channels.first?.dispatched == 3)
        try office.play(alert, on: "ls-1")
        #expect(office.report(alert)?.channels.first?.failed == 0)
        failed.reason = .fault
        #expect(try office.take(.receipt(failed)).entries.map(\.name) == ["receiptRepeated"])
        #expect(office.report(alert)?.covered.households == 5)
        let again = DispatchOutcome(delivery: try #require(failed.delivery), action: .present, result: .failed(.offline))
        try office.take(.outcomes([again]))
        #expect(office.report(alert)?.channels.first?.failed == 0, "what was played cannot fail any more")
    }

    @Test("A device whose failures change every second fills no journal")
    func failuresInTurns() throws {
        var (office, alert) = try sent()
        for turn in 0..<50 {
            var failed = office.receipt(alert, "ls-1", "failed")
            failed.reason = turn.isMultiple(of: 2) ? .busy : .fault
            try office.take(.receipt(failed))
        }
        #expect(office.receipts.count <= 6)
    }

    @Test("Beyond a few a minute refusals and repeats are counted, and the counts are written")
    func counts() throws {
        var (office, alert) = try sent()
        for _ in 0..<100 {
            var receipt = office.played(alert, on: "ls-1")
            receipt.stage = "nonsense"
            try office.take(.receipt(receipt))
        }
        #expect(office.refused.count == 6)
        let other = office.played(alert, on: "ls-2")
        try office.take(.receipt(other))
        #expect(office.receipts.count == 1, "others are not held up")
        try office.wait(.seconds(61))
        #expect(office.refused.map(\.count).reduce(0, +) == 100)
        #expect(office.refused.last == ReceiptsUnused(device: "ls-1", reason: "stage", delivery: nil, count: 94))
        var receipt = office.played(alert, on: "ls-1")
        receipt.stage = "nonsense"
        try office.take(.receipt(receipt))
        #expect(office.refused.last?.count == 1, "a new minute begins")
    }

    @Test("Unknown devices are one kind, however many names they use")
    func unknownDevices() throws {
        var (office, alert) = try sent()
        for number in 0..<1000 {
            var receipt = office.played(alert, on: "ls-1")
            receipt.device = "nobody-\(number)"
            try office.take(.receipt(receipt))
            try office.take(.device(DeviceStatus(device: "nobody-\(number)", online: true)))
            try office.take(.gateway(DeviceStatus(device: "nowhere-\(number)", online: true, devices: ["ls-1"])))
        }
        try office.wait(.minutes(2))
        #expect(office.refused.count <= 8)
        #expect(office.refused.map(\.count).reduce(0, +) == 3000)
        #expect(office.refused.allSatisfy { $0.device == nil && $0.reason == "unknown-device" })
    }

    @Test("A receipt for a closed alert is journaled and changes nothing")
    func closed() throws {
        var (office, alert) = try sent { $0.minutes = 60 }
        try office.wait(.hours(73), step: .minutes(5))
        #expect(office.desk.coverage.order.isEmpty)
        #expect(try office.play(alert, on: "ls-1") == ["receiptRefused"])
        #expect(office.refused.last?.reason == "unknown-delivery")
    }

    @Test("A display's play proves no more than sent")
    func display() throws {
        var (office, alert) = try sent()
        #expect(try office.play(alert, on: "ds-1") == ["receiptAccepted"])
        #expect(office.report(alert)?.covered.households == 0)
        #expect(office.report(alert)?.channels.last?.presented == 1)
    }
}
