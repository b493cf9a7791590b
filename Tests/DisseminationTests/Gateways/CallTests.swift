import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Calls to phones whose people were not reached otherwise.
@Suite struct CallTests {
    private func warned(at time: String = "2026-07-01T14:00:00.000+08:00", _ colour: Colour = .red) throws -> (Exchange, AlertID)
    {
        var exchange = try Exchange()
        exchange.office.now = Timestamp(time)!.moment
        let message = Message("a") { $0.colour = colour }
        try exchange.office.send(message)
        return (exchange, message.incoming(at: exchange.office.now).id)
    }

    @Test func whoIsNotReachedAfterSomeMinutesIsCalled() throws {
        var (exchange, alert) = try warned()
        try exchange.accept()
        for number in [UInt64(0), 4, 5] {
            try exchange.office.take(.report(exchange.report(number, .reached(.delivered), alert: alert)))
        }
        #expect(exchange.due(.voice).map(\.endpoint) == [Exchange.endpoint(30)], "the helper has to answer")
        try exchange.office.wait(.seconds(170))
        #expect(exchange.due(.voice).isEmpty)
        try exchange.office.wait(.seconds(20))
        // 0, 4 and 5 are reached; 7 and 8 have vulnerable persons; 3 has a landline, too; nobody lives behind 23.
        let expected: [UInt64] = [7, 8, 1, 2, 3, 6, 9, 21, 22]
        #expect(exchange.due(.voice).map(\.endpoint) == expected.map(Exchange.endpoint))
    }

    @Test func atNightEverybodyIsCalledAtOnceAndWhoAnsweredIsLeftAlone() throws {
        var (exchange, alert) = try warned(at: "2026-07-02T02:00:00.000+08:00")
        try exchange.accept()
        try exchange.office.take(.reply(exchange.reply(4)))
        try exchange.office.take(.reply(exchange.reply(7)))
        let called = exchange.due(.voice).map(\.endpoint)
        #expect(!called.contains(Exchange.endpoint(4)) && !called.contains(Exchange.endpoint(7)))
        #expect(called.contains(Exchange.endpoint(5)))
        try exchange.office.take(.tick)
        let spared = exchange.office.all {
            if case .deliveriesWithdrawn(let moved) = $0, moved.channel == .voice { moved.endpoints } else { nil }
        }
        #expect(Set(spared.flatMap(\.self)) == [Exchange.endpoint(4), Exchange.endpoint(7)])
        #expect(exchange.stage(4, alert, .voice) == .planned)
    }

    @Test func aPhoneThatDoesNotAnswerIsCalledAgainAsOftenAsThePolicySays() throws {
        var (exchange, alert) = try warned(at: "2026-07-02T02:00:00.000+08:00")
        var calls = 0
        for _ in 0..<6 {
            let due = try exchange.accept(.voice, by: "voice-1").filter { $0.endpoint == Exchange.endpoint(5) }
            calls += due.count
            if !due.isEmpty {
                try exchange.office.take(
                    .report(exchange.report(5, .failed(.unanswered), alert: alert, channel: .voice, gateway: "voice-1")))
            }
            #expect(exchange.due(.voice).allSatisfy { $0.endpoint != Exchange.endpoint(5) }, "not before the pause is over")
            try exchange.office.wait(.seconds(61), step: .seconds(10))
        }
        #expect(calls == 3)
    }

    @Test func answeredIsReachedAndAKeyConfirms() throws {
        var (exchange, alert) = try warned(at: "2026-07-02T02:00:00.000+08:00")
        try exchange.accept(.voice, by: "voice-1")
        func report(_ stage: Stage, _ key: String?) -> IncomingReport {
            var report = exchange.report(5, .reached(stage), alert: alert, channel: .voice, gateway: "voice-1")
            report.call = .init(
                rangAt: exchange.office.now - .seconds(30), answeredAt: exchange.office.now - .seconds(20),
                endedAt: exchange.office.now, key: key)
            return report
        }
        try exchange.office.take(.report(report(.delivered, nil)))
        #expect(exchange.office.report(alert)?.covered.households == 1, "a call that was heard through wakes")
        #expect(exchange.office.report(alert)?.grade.confirmed == 0)
        try exchange.office.take(.report(report(.confirmed, "1")))
        #expect(exchange.office.receipts.last?.key == "1" && exchange.office.receipts.last?.rangAt != nil)
        #expect(exchange.stage(5, alert, .voice) == .confirmed)
    }

    @Test func nobodyIsCalledForACancelOrForBlue() throws {
        var (exchange, _) = try warned(at: "2026-07-02T02:00:00.000+08:00")
        try exchange.accept()
        try exchange.accept(.voice, by: "voice-1")
        try exchange.office.send(.cancel("b", of: ["a"]))
        #expect(exchange.due(.voice).isEmpty)
        #expect(!exchange.due(.sms).isEmpty)
        var (blue, _) = try warned(at: "2026-07-02T02:00:00.000+08:00", .blue)
        try blue.office.wait(.minutes(30))
        #expect(blue.due(.voice).isEmpty)
    }
}
