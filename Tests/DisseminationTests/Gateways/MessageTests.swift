import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Messages to phones over gateways: whom they go to, what becomes of them, what counts.
@Suite struct MessageTests {
    private func warned(_ change: (inout Message) -> Void = { _ in }) throws -> (Exchange, AlertID) {
        var exchange = try Exchange()
        let message = Message("a", change)
        try exchange.office.send(message)
        return (exchange, message.incoming(at: exchange.office.now).id)
    }

    @Test func everyPhoneGetsOneMessageHelpersAndVulnerableFirst() throws {
        var (exchange, _) = try warned()
        let due = exchange.due()
        let expected: [UInt64] = [30, 7, 8, 0, 1, 2, 3, 4, 5, 6, 9, 20, 21, 23]
        #expect(due.map(\.endpoint) == expected.map(Exchange.endpoint), "no landline, shared phones once")
        #expect(due.allSatisfy { $0.action == .present && $0.channel == .sms })
        #expect(exchange.due().isEmpty, "what is on its way is not taken twice")
    }

    @Test func onlyPhonesOfTheTargetAreWritten() throws {
        var (exchange, _) = try warned { $0.households = 0...1 }
        #expect(Set(exchange.due().map(\.endpoint)) == Set([0, 1, 20, 21, 23].map { Exchange.endpoint($0) }))
    }

    @Test func withoutAGatewayNothingIsPlanned() throws {
        var exchange = try Exchange(means: Means())
        try exchange.office.send(Message("a"))
        let channels = Set(exchange.office.all { if case .deliveriesPlanned(let plan) = $0 { plan.channel } else { nil } })
        #expect(channels.isEmpty, "\(channels)")
    }

    @Test func reportsMoveDeliveriesAndCoverEachHouseholdOfThePhone() throws {
        var (exchange, alert) = try warned()
        try exchange.accept()
        #expect(exchange.office.report(alert)?.grade.sent == 1)
        #expect(exchange.office.report(alert)?.covered.households == 0)
        #expect(exchange.office.report(alert)?.unknown.households == 10, "no report yet: nobody knows")
        try exchange.office.take(.report(exchange.report(21, .reached(.delivered), alert: alert)))
        #expect(exchange.office.report(alert)?.covered.households == 2, "one phone in two households counts for each")
        #expect(exchange.office.report(alert)?.unknown.households == 8)
        try exchange.office.take(.report(exchange.report(9, .reached(.delivered), alert: alert)))
        #expect(exchange.office.report(alert)?.covered.households == 2, "a unit of twelve needs an answer")
        try exchange.office.take(.reply(exchange.reply(9)))
        #expect(exchange.office.report(alert)?.covered.households == 3)
        try exchange.office.take(.report(exchange.report(23, .reached(.delivered), alert: alert)))
        #expect(exchange.office.report(alert)?.covered.households == 3, "the phone of somebody elsewhere proves nothing")
    }

    @Test func aFailureReportedBeforeTheAnswerIsWrittenStands() throws {
        var (exchange, alert) = try warned { $0.households = 4...4 }
        let due = exchange.due()
        var report = exchange.report(4, .failed(.absent), alert: alert)
        report.delivery = due.first?.delivery
        try exchange.office.take(.report(report))
        try exchange.office.take(.outcomes(due.map { exchange.outcome($0, .accepted, "sms-1") }))
        #expect(exchange.office.report(alert)?.channels.first { $0.channel == .sms }?.failed == 1)
        #expect(exchange.office.report(alert)?.unknown.households == 0, "it is known that it failed")
    }

    @Test(arguments: [FailureReason.off, .absent, .blocked, .expired, .fault])
    func failedReportsCarryTheirReasonAndNeverUndoAnything(_ reason: FailureReason) throws {
        var (exchange, alert) = try warned()
        try exchange.accept()
        try exchange.office.take(.report(exchange.report(4, .failed(reason), alert: alert)))
        #expect(exchange.office.receipts.last?.failed == reason && exchange.office.receipts.last?.code == "X1")
        let count = exchange.office.receipts.count
        try exchange.office.take(.report(exchange.report(4, .failed(reason), alert: alert)))
        #expect(exchange.office.receipts.count == count, "the same report again changes nothing")
        #expect(exchange.office.report(alert)?.unknown.households == 9, "a failure is an answer")
        try exchange.office.take(.report(exchange.report(4, .reached(.delivered), alert: alert)))
        try exchange.office.take(.report(exchange.report(4, .failed(reason), alert: alert)))
        #expect(exchange.stage(4, alert) == .delivered)
        #expect(exchange.due().isEmpty, "what a gateway took is not sent again")
    }

    @Test func aReportThatComesBeforeTheAnswerIsKept() throws {
        var (exchange, alert) = try warned()
        let due = exchange.due()
        try exchange.office.take(.report(exchange.report(5, .reached(.delivered), alert: alert)))
        #expect(exchange.stage(5, alert) == .planned)
        let lines = exchange.office.lines
        try exchange.office.take(
            .outcomes(due.map { exchange.outcome($0, .accepted, "sms-1", reference: "m-\($0.endpoint)-\(alert)") }))
        #expect(exchange.stage(5, alert) == .delivered)
        // After a restart between the two it is still found.
        var desk = Desk(sources: [], means: exchange.office.desk.means)
        for line in lines { try desk.replay(line.entry, at: line.at) }
        let again = desk.takeDue([.sms], limit: 100)
        let outcomes = again.map { exchange.outcome($0, .accepted, "sms-1", reference: "m-\($0.endpoint)-\(alert)") }
        let decision = try desk.take(.outcomes(outcomes), now: exchange.office.now)
        #expect(decision.entries.map(\.name) == ["deliveriesDispatched", "receiptAccepted"])
    }

    @Test func aLongMessageIsThereWhenAllItsPartsAre() throws {
        var (exchange, alert) = try warned()
        try exchange.accept()
        func part(_ number: Int) -> Input {
            .report(exchange.report(6, .reached(.delivered), alert: alert, part: .init(number: number, count: 3)))
        }
        for number in [3, 1, 3, 1] { try exchange.office.take(part(number)) }
        #expect(exchange.stage(6, alert) == .dispatched)
        try exchange.office.take(part(2))
        #expect(exchange.stage(6, alert) == .delivered)
        try exchange.office.take(part(4))
        #expect(exchange.stage(6, alert) == .delivered)
    }

    @Test func reportsAreRefusedWhereTheyFitNothing() throws {
        var (exchange, alert) = try warned()
        try exchange.accept()
        var report = exchange.report(1, .reached(.delivered), alert: alert)
        report.phone = Exchange.name(2)
        try exchange.office.take(.report(report))
        #expect(exchange.office.refused.last?.reason == "other-phone")
        try exchange.office.take(.report(exchange.report(1, .reached(.told), alert: alert)))
        #expect(exchange.office.refused.last?.reason == "stage")
        try exchange.office.take(.report(exchange.report(1, .reached(.delivered), alert: alert, gateway: "stranger")))
        #expect(exchange.office.refused.last?.device == nil)
        try exchange.office.take(.report(exchange.report(1, .reached(.delivered), alert: alert, gateway: "sms-2")))
        #expect(exchange.stage(1, alert) == .dispatched, "another gateway's names mean other messages")
    }

    @Test func atNightADeliveredMessageWakesNobody() throws {
        for (colour, covered) in [(Colour.red, 0), (.orange, 0), (.yellow, 1)] {
            var exchange = try Exchange(means: Means(messages: ["sms-1"]))
            exchange.office.now = Timestamp("2026-07-01T23:30:00.000+08:00")!.moment
            let message = Message("night-\(colour)") { $0.colour = colour }
            try exchange.office.send(message)
            let alert = message.incoming(at: exchange.office.now).id
            try exchange.accept()
            try exchange.office.take(.report(exchange.report(4, .reached(.delivered), alert: alert)))
            #expect(exchange.office.report(alert)?.covered.households == covered, "\(colour)")
            try exchange.office.take(.reply(exchange.reply(4)))
            #expect(exchange.office.report(alert)?.covered.households == 1, "an answer counts at any hour")
        }
    }

    @Test func whoCannotSeeIsNotCoveredByWhatIsRead() throws {
        var (exchange, alert) = try warned()
        try exchange.accept()
        try exchange.office.take(.reply(exchange.reply(8)))
        #expect(exchange.office.report(alert)?.covered.vulnerable == 0)
        try exchange.office.take(.reply(exchange.reply(7)))
        #expect(exchange.office.report(alert)?.covered.vulnerable == 1)
    }

    @Test func anUnclearAnswerIsRepeatedOnceForRedOnly() throws {
        for (colour, repeats) in [(Colour.red, true), (.yellow, false)] {
            var (exchange, alert) = try warned { $0.colour = colour }
            let due = exchange.due()
            try exchange.office.take(.outcomes(due.map { exchange.outcome($0, .failed(.uncertain), "sms-1") }))
            #expect(exchange.office.report(alert)?.unknown.households == 10, "nobody knows")
            #expect(exchange.office.report(alert)?.grade.sent == 0)
            try exchange.office.wait(.minutes(2))
            let again = exchange.due()
            #expect(again.count == (repeats ? due.count : 0), "\(colour)")
            try exchange.office.take(.outcomes(again.map { exchange.outcome($0, .failed(.uncertain), "sms-1") }))
            try exchange.office.wait(.minutes(10))
            #expect(exchange.due().isEmpty)
            // A report tells what the answer did not.
            let first = try #require(due.first { $0.endpoint == Exchange.endpoint(7) })
            try exchange.office.take(
                .report(
                    IncomingReport(
                        channel: .sms, gateway: "sms-1", delivery: first.delivery, reference: nil, result: .reached(.delivered),
                        at: exchange.office.now)))
            #expect(exchange.office.report(alert)?.covered.households == 1)
        }
    }

    @Test func whatAGatewayCouldNotTakeIsTriedAgainAndWhatItRefusedIsNot() throws {
        var (exchange, _) = try warned()
        let due = exchange.due()
        let outcomes = due.enumerated().map { index, dispatch in
            exchange.outcome(dispatch, .failed(index == 0 ? .absent : .offline), "sms-1")
        }
        try exchange.office.take(.outcomes(outcomes))
        try exchange.office.wait(.minutes(1))
        #expect(exchange.due().count == due.count - 1)
    }

    @Test func whatWasNotSentIsStoppedByACancelAndWhoWasWrittenIsToldOfIt() throws {
        var exchange = try Exchange()
        try exchange.office.send(Message("a"))
        let sent = exchange.due(limit: 5)
        try exchange.office.take(.outcomes(sent.map { exchange.outcome($0, .accepted, "sms-1", reference: $0.endpoint) }))
        try exchange.office.send(.cancel("b", of: ["a"]))
        let told = exchange.due()
        #expect(Set(told.map(\.endpoint)) == Set(sent.map(\.endpoint)), "only who was told hears of the end")
        #expect(told.allSatisfy { $0.action == .present })
    }

    @Test func alertsOfOneColourShareAndTheWorseGoesFirst() throws {
        var exchange = try Exchange()
        try exchange.office.send(Message("yellow") { $0.colour = .yellow })
        try exchange.office.send(Message("red-1"))
        try exchange.office.send(Message("red-2"))
        let reds = Set(exchange.office.accepted.filter { $0.colour == .red }.map(\.alert))
        let first = exchange.due(limit: 10)
        #expect(Set(first.map(\.alert)) == reds)
        for alert in reds { #expect(first.count { $0.alert == alert } == 5) }
        let rest = exchange.due(limit: 100)
        #expect(rest.prefix(18).allSatisfy { reds.contains($0.alert) } && !reds.contains(rest[18].alert))
    }

    @Test func robotsProveThatItWasSentAndNoMore() throws {
        var (exchange, alert) = try warned()
        let due = exchange.due(.robot)
        #expect(due.map(\.endpoint) == ["group"])
        try exchange.office.take(.outcomes(due.map { exchange.outcome($0, .accepted, "group") }))
        #expect(exchange.office.report(alert)?.covered.households == 0)
        #expect(exchange.office.report(alert)?.channels.first { $0.channel == .robot }?.dispatched == 1)
    }
}
