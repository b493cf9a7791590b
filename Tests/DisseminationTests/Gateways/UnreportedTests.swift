import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Messages on which a report is missing: which they are, and whom to ask.
@Suite struct UnreportedTests {
    private func unreported(_ exchange: Exchange, hours: Int64 = 72) -> [UnreportedMessage] {
        exchange.office.desk.unreported(
            on: .sms, earliest: exchange.office.now - .hours(hours), latest: exchange.office.now)
    }

    @Test func whatTheGatewayTookAndNeverReportedIsListedByItsName() throws {
        var exchange = try Exchange()
        let message = Message("a")
        try exchange.office.send(message)
        let alert = message.incoming(at: exchange.office.now).id
        #expect(unreported(exchange).isEmpty, "what was not handed over is not missed")
        let taken = try exchange.accept()
        #expect(Set(unreported(exchange).map(\.delivery)) == Set(taken.map(\.delivery)))
        #expect(unreported(exchange).allSatisfy { $0.gateway == "sms-1" && $0.reference?.hasPrefix("m-") == true })
        try exchange.office.take(.report(exchange.report(4, .reached(.delivered), alert: alert)))
        try exchange.office.take(.report(exchange.report(5, .failed(.off), alert: alert)))
        #expect(unreported(exchange).count == taken.count - 2)
        exchange.office.now = exchange.office.now + .hours(2)
        #expect(unreported(exchange, hours: 1).isEmpty, "after the time for which operators keep it, nobody is asked")
    }

    @Test func whatAGatewayMayHaveTakenIsAskedOfThatGateway() throws {
        var exchange = try Exchange()
        try exchange.office.send(Message("a") { $0.colour = .yellow })
        let due = exchange.due()
        try exchange.office.take(.outcomes(due.map { exchange.outcome($0, .failed(.uncertain), "sms-2") }))
        #expect(unreported(exchange).count == due.count)
        #expect(unreported(exchange).allSatisfy { $0.gateway == "sms-2" && $0.reference == nil })
    }
}
