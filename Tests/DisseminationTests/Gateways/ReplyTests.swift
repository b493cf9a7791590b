import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Words that come back from phones.
@Suite struct ReplyTests {
    private func written(_ gateway: String = "sms-1") throws -> (Exchange, AlertID) {
        var exchange = try Exchange()
        let message = Message("a")
        try exchange.office.send(message)
        try exchange.accept(by: gateway)
        return (exchange, message.incoming(at: exchange.office.now).id)
    }

    private func replies(_ exchange: Exchange) -> [ReplyReceived] {
        exchange.office.all { if case .replyReceived(let reply) = $0 { reply } else { nil } }
    }

    @Test func onlyWordsThatConfirmConfirm() throws {
        for meaning in ReplyReceived.Meaning.allCases {
            var (exchange, alert) = try written()
            try exchange.office.take(.reply(exchange.reply(3, meaning)))
            #expect(exchange.stage(3, alert) == (meaning == .confirms ? .confirmed : .dispatched))
            #expect(replies(exchange).map(\.meaning) == [meaning], "every reply is kept")
            #expect(replies(exchange).first?.delivery != nil)
        }
    }

    @Test func anAnswerTwiceIsKeptTwiceAndCountsOnce() throws {
        var (exchange, alert) = try written()
        for _ in 0..<2 { try exchange.office.take(.reply(exchange.reply(3))) }
        #expect(replies(exchange).count == 2 && exchange.office.receipts.count == 1)
        #expect(exchange.office.report(alert)?.covered.households == 1)
    }

    @Test func oneAnswerAnswersTheLastMessageOnly() throws {
        var (exchange, first) = try written()
        exchange.office.pass(.minutes(5))
        let other = Message("b") { $0.hazard = .fire }
        try exchange.office.send(other)
        try exchange.accept()
        let second = other.incoming(at: exchange.office.now).id
        try exchange.office.take(.reply(exchange.reply(3)))
        #expect(exchange.stage(3, second) == .confirmed && exchange.stage(3, first) == .dispatched)
    }

    @Test func strangersOldMessagesAndOtherGatewaysConfirmNothing() throws {
        var (exchange, alert) = try written()
        try exchange.office.take(.reply(exchange.reply(99)))
        #expect(replies(exchange).last?.phone == nil && replies(exchange).last?.delivery == nil)
        try exchange.office.take(.reply(exchange.reply(3, gateway: "sms-2")))
        #expect(exchange.stage(3, alert) == .dispatched)
        try exchange.office.wait(.hours(25), step: .minutes(30))
        try exchange.office.take(.reply(exchange.reply(3)))
        #expect(exchange.stage(3, alert) == .dispatched)
    }
}
