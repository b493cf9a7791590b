import Alerts
import Testing

@testable import Channels

/// How a gateway is treated that fails and comes back.
@Suite struct LinePaceTests {
    private let start = Moment(milliseconds: 1_782_885_785_000)
    private let limits = GatewayLimits(rate: 100, parallel: 16)

    @Test("What fails together is one failure: the pause does not grow with what was under way")
    func failsTogether() {
        var pace = LinePace(limits)
        let taken = pace.reserve(100, at: start)
        let news = (0..<taken).map { _ in pace.failed("busy", at: start) }
        #expect(taken == 16 && news.count { $0 } == 1 && pace.underWay == 0)
        let rooms = [1999, 2000, 2000].map { pace.reserve(100, at: start + .milliseconds($0)) }
        #expect(rooms == [0, 1, 0], "one message shows whether it is there again")
    }

    @Test("An answer to what was sent before the failure does not end the pause; one to a try after it does")
    func comesBack() {
        var pace = LinePace(limits)
        var rooms = [pace.reserve(3, at: start)]
        var news = [pace.answered(at: start), pace.failed("connect", at: start), pace.answered(at: start)]
        let later = start + .seconds(2)
        rooms += [pace.reserve(1, at: start), pace.reserve(5, at: later)]
        news.append(pace.answered(at: later))
        rooms.append(pace.reserve(100, at: later))
        news.append(pace.answered(at: later))
        #expect(rooms == [3, 0, 1, 16])
        #expect(news == [true, true, false, true, false], "there, gone, nothing new, back, nothing new")
    }

    @Test("Each try that fails doubles the pause, up to a minute; another fault is news, the same is not")
    func pauses() {
        var pace = LinePace(limits)
        var now = start
        var (pauses, news): ([Int64], [Bool]) = ([], [])
        for fault in ["connect", "connect", "status", "status", "status", "status", "status", "connect"] {
            _ = pace.reserve(1, at: now)
            news.append(pace.failed(fault, at: now))
            let until = pace.pausedUntil ?? now
            pauses.append((until - now).milliseconds / 1000)
            now = until
        }
        #expect(pauses == [2, 4, 8, 16, 32, 60, 60, 60])
        #expect(news == [true, false, true, false, false, false, false, true])
    }

    @Test("What was not used is there again, so that looking costs nothing")
    func looking() {
        var pace = LinePace(GatewayLimits(rate: 10, parallel: 16))
        var rooms: [Int] = []
        for step in 0..<20 {
            rooms.append(pace.reserve(100, at: start + .milliseconds(Int64(step))))
            pace.release(rooms.last ?? 0)
        }
        #expect(rooms == Array(repeating: 10, count: 20))
    }
}
