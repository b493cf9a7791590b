import Alerts
import Testing

@testable import Console

/// Guessing passwords gets slow; signing in does not.
@Suite struct LoginThrottleTests {
    private let start = Moment(milliseconds: 1_800_000_000_000)

    @Test("The first tries are free, then pauses double to a limit")
    func doubling() {
        var throttle = LoginThrottle()
        var now = start
        for _ in 0..<LoginThrottle.pair.free {
            #expect(throttle.pause(account: "li", address: "10.0.0.1", now: now) == .zero)
            throttle.fail(account: "li", address: "10.0.0.1", now: now)
        }
        var last = Span.zero
        for _ in 0..<12 {
            let pause = throttle.pause(account: "li", address: "10.0.0.1", now: now)
            #expect(pause > .zero && pause >= last && pause <= LoginThrottle.pair.longest)
            last = pause
            now = now + pause
            #expect(throttle.pause(account: "li", address: "10.0.0.1", now: now) == .zero)
            throttle.fail(account: "li", address: "10.0.0.1", now: now)
        }
        #expect(last == LoginThrottle.pair.longest)
    }

    @Test("Others are not held up, and nobody locks an account for long from elsewhere")
    func others() {
        var throttle = LoginThrottle()
        for index in 0..<200 { throttle.fail(account: "li", address: "10.0.\(index / 20).9", now: start) }
        #expect(throttle.pause(account: "li", address: "192.168.1.5", now: start) <= LoginThrottle.account.longest)
        #expect(throttle.pause(account: "wang", address: "192.168.1.5", now: start) == .zero)
    }

    @Test("One address that tries many accounts is slowed down")
    func spraying() {
        var throttle = LoginThrottle()
        for index in 0..<LoginThrottle.address.free { throttle.fail(account: "user\(index)", address: "10.0.0.1", now: start) }
        #expect(throttle.pause(account: "new", address: "10.0.0.1", now: start) > .zero)
        #expect(throttle.pause(account: "new", address: "10.0.0.2", now: start) == .zero)
    }

    @Test("A right password and time forgive")
    func forgiving() {
        var throttle = LoginThrottle()
        for _ in 0..<10 { throttle.fail(account: "li", address: "a", now: start) }
        #expect(throttle.pause(account: "li", address: "a", now: start) > .zero)
        throttle.succeed(account: "li", address: "a")
        #expect(throttle.pause(account: "li", address: "a", now: start) == .zero)
    }
}
