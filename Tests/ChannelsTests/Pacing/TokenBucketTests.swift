import Alerts
import TestSupport
import Testing

@testable import Channels

/// How fast a gateway is used.
struct TokenBucketTests {
    private func at(_ milliseconds: Int64) -> Moment { Moment(milliseconds: milliseconds) }

    @Test func burstThenRate() {
        var bucket = TokenBucket(rate: 50, burst: 10)
        #expect(bucket.take(100, at: at(0)) == 10 && !bucket.take(at: at(0)))
        #expect(bucket.next(from: at(0)) == at(20) && !bucket.mayTake(at: at(19)) && bucket.mayTake(at: at(20)))
        #expect(bucket.take(100, at: at(100)) == 5)
        #expect(bucket.take(100, at: at(1_000_000)) == 10, "no more than the burst gathers")
    }

    @Test func defaults() throws {
        #expect(TokenBucket(rate: 50).burst == 50 && TokenBucket(rate: 20, period: .minutes(1)).burst == 1)
        #expect(TokenBucket(GatewayLimits(rate: 30, seconds: 60)).burst == 1)
        #expect(TokenBucket(rate: 0).rate == 1 && TokenBucket(rate: 5, burst: -3).burst == 1)
        let limits = try #require(GatewayProfile.kannel.limits)
        #expect(TokenBucket(limits).rate == 50)
    }

    @Test func aClockThatIsSetBack() {
        var bucket = TokenBucket(rate: 10, burst: 1)
        #expect(bucket.take(1, at: at(1_000_000)) == 1)
        #expect(bucket.take(1, at: at(500)) == 0, "going back brings nothing")
        #expect(bucket.take(1, at: at(600)) == 1, "and does not stop it for as long as the clock went back")
    }

    @Test("In no time does more pass than burst and rate allow, and nothing is held back longer than it must", arguments: 0..<60)
    func neverMore(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let rate = chance.int(1...300)
        let period = Span.milliseconds(Int64(chance.pick([1000, 1000, 60_000, 700])))
        let burst = chance.int(1...40)
        var bucket = TokenBucket(rate: rate, period: period, burst: burst)
        var now = at(Int64(chance.int(0...1_000_000)))
        var taken: [Moment] = []
        for _ in 0..<400 {
            if chance.chance(0.7) { now = now + .milliseconds(Int64(chance.int(0...50))) } else { now = bucket.next(from: now) }
            let next = bucket.next(from: now)
            let count = bucket.take(chance.int(1...5), at: now)
            #expect((count > 0) == (next == now), "seed \(seed)")
            taken += Array(repeating: now, count: count)
        }
        for start in stride(from: 0, to: taken.count, by: 7) {
            for end in stride(from: start, to: taken.count, by: 5) {
                let elapsed = (taken[end] - taken[start]).milliseconds
                let allowed = Int64(burst) + elapsed * Int64(rate) / period.milliseconds
                #expect(Int64(end - start + 1) <= allowed + (elapsed == 0 ? 0 : 1), "seed \(seed)")
            }
        }
    }
}
