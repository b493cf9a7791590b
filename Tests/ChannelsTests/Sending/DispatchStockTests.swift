import Alerts
import Community
import Dissemination
import Record
import Testing

@testable import Channels

/// What is taken ahead goes out in its order, and is given back when it was kept too long.
@Suite struct DispatchStockTests {
    private let start = Moment(milliseconds: 1_782_885_785_000)

    private func dispatches(_ numbers: Range<UInt64>) -> [Dispatch] {
        numbers.map {
            Dispatch(
                alert: AlertID(rawValue: 1), channel: .sms, endpoint: "p-\($0)", delivery: DeliveryID(rawValue: $0),
                action: .present, expires: start + .hours(1), priority: 1)
        }
    }

    @Test func order() {
        var stock = DispatchStock()
        stock.add(dispatches(0..<3), at: start)
        let first = stock.take(2)
        stock.add(dispatches(3..<4), at: start + .milliseconds(900))
        #expect(stock.count == 2 && !stock.isStale(at: start + .seconds(1)))
        #expect(stock.isStale(at: start + .milliseconds(1001)), "the oldest counts")
        let rest = stock.take(10)
        #expect(first + rest == dispatches(0..<4))
        #expect(stock.count == 0 && !stock.isStale(at: start + .hours(1)))
    }

    @Test func clockSetBack() {
        var stock = DispatchStock()
        stock.add(dispatches(0..<1), at: start)
        #expect(stock.isStale(at: start - .seconds(5)))
        #expect(stock.takeAll() == dispatches(0..<1))
    }
}
