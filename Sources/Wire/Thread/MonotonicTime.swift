import Glibc

/// Nanoseconds on a clock that never goes back, for time-outs only; no stamp is ever taken from it.
struct MonotonicTime: Comparable {
    var nanoseconds: Int64

    static func now() -> MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    static func < (left: MonotonicTime, right: MonotonicTime) -> Bool { left.nanoseconds < right.nanoseconds }

    static func + (left: MonotonicTime, right: Duration) -> MonotonicTime {
        MonotonicTime(nanoseconds: left.nanoseconds &+ right.nanoseconds)
    }

    /// Milliseconds until then for `poll`, rounded up so that a wait does not end early and spin; zero if it has passed.
    func millisecondsUntil(_ later: MonotonicTime) -> Int32 {
        let span = later.nanoseconds - nanoseconds
        return span <= 0 ? 0 : Int32(clamping: (span + 999_999) / 1_000_000)
    }
}

extension Duration {
    /// The whole length in nanoseconds; at most a few thousand years, which a wait never is.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return Int64(clamping: min(seconds, 4_000_000_000)) * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
